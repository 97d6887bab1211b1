"""A visitor without a browser: a websocket client that presses, types and uploads like one."""

from __future__ import annotations

import html
import json
import re
import time
import urllib.request
from typing import Any
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import connect

XSRF = "_streamlit_xsrf"
BOUNDARY = "boundary-of-a-test"
WAIT_S = 60.0
LINK = re.compile(r'<a class="shutu-download" href="([^"]+)"[^>]*>([^<]+)</a>')


class Visitor:
    """One session of a running server, from the first page to the loss of the connection."""

    def __init__(self, address: str, page: str = "", **parameters: str) -> None:
        """Open a page; `parameters` are those of its address."""
        self.address, self.page, self.query = address, page, urlencode(parameters)
        self.elements: dict[str, Any] = {}  # key of the widget → its message
        self.values: dict[str, WidgetState] = {}
        self.hash = self.session = ""
        self.text = ""  # everything that was drawn last, as protobuf writes it
        self.links: dict[str, str] = {}  # label → address, of the files on the page
        self.received = bytearray()
        self.given = bytearray(f"{self.query} ".encode())
        with urllib.request.urlopen(f"{address}/{page}?{self.query}") as answer:
            answer.read()
        with urllib.request.urlopen(f"{address}/_stcore/health") as answer:
            self.token = answer.headers["Set-Cookie"].split("=", 1)[1].split(";")[0]
        self.socket = connect(  # no context manager: a visit is longer than a block
            address.replace("http", "ws") + "/_stcore/stream",
            subprotocols=["streamlit", self.token],  # type: ignore[list-item]
            additional_headers={"Cookie": f"{XSRF}={self.token}"},
            origin=address,  # type: ignore[arg-type]
            max_size=None,
            legacy=True,
        )
        self.run()

    def run(self) -> None:
        """Let the page run with the present values, and read what it draws."""
        message = BackMsg()
        state = message.rerun_script
        state.query_string, state.page_name, state.page_script_hash = (
            self.query,
            self.page,
            self.hash,
        )
        state.widget_states.widgets.extend(self.values.values())
        state.context_info.url = f"{self.address}/{self.page}?{self.query}"
        self._send(message)
        self._read("script_finished")
        # As a browser does: a button is pressed once, and what is not drawn any more has no value.
        drawn = {element.id for element in self.elements.values()}
        self.values = {
            element_id: value
            for element_id, value in self.values.items()
            if element_id in drawn and value.WhichOneof("value") != "trigger_value"
        }

    def press(self, key: str) -> None:
        """Click a button."""
        self._value(key).trigger_value = True
        self.run()

    def type(self, key: str, text: str) -> None:
        """Fill in a text."""
        self._value(key).string_value = text
        self.run()

    def report(self, key: str, event: str, value: Any) -> None:
        """Let a component of our own report an event."""
        element_id = f"$$STREAMLIT_INTERNAL_KEY_{self._element(key).id}__events"
        state = self.values.setdefault(element_id, WidgetState(id=element_id))
        state.json_trigger_value = json.dumps([{"event": event, "value": value}])
        self.run()

    def choose(self, key: str, number: int) -> None:
        """Choose one of the options of a segmented control, counted from 0."""
        label = self._element(key).options[number].content
        self._value(key).string_array_value.data[:] = [label]
        self.run()

    def upload(self, key: str, name: str, data: bytes) -> None:
        """Give a file to an uploader, as the browser does: its address first, then its bytes."""
        self.given += data
        message = BackMsg()
        message.file_urls_request.request_id = "1"
        message.file_urls_request.file_names.append(name)
        self._send(message)
        urls = self._read("file_urls_response").file_urls_response.file_urls[0]
        head = (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; '
            f'filename="{name}"\r\n\r\n'
        )
        request = urllib.request.Request(
            self.address + urls.upload_url,
            data=head.encode() + data + f"\r\n--{BOUNDARY}--\r\n".encode(),
            method="PUT",
            headers={
                "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
                "Cookie": f"{XSRF}={self.token}",
                "X-Xsrftoken": self.token,
            },
        )
        urllib.request.urlopen(request).read()
        given = self._value(key).file_uploader_state_value.uploaded_file_info.add()
        given.file_id, given.name, given.size = urls.file_id, name, len(data)
        given.file_urls.CopyFrom(urls)
        self.run()

    def download(self, label: str) -> bytes:
        """Follow the link to a file, which is then made."""
        with urllib.request.urlopen(self.address + self.links[label]) as file:
            return file.read()

    def leave(self) -> None:
        """Close the page."""
        self.socket.close()

    def words(self, prefix: str) -> set[str]:
        """The words with a prefix in everything that the server has sent."""
        return _words(prefix, self.received)

    def brought(self, prefix: str) -> set[str]:
        """The words with a prefix in everything that the visitor has sent."""
        return _words(prefix, self.given)

    def _element(self, key: str) -> Any:
        """The element with this key, or of a field with it (`geo/ui/widgets/fields.py`)."""
        if key in self.elements:
            return self.elements[key]
        numbers = [re.fullmatch(f"{key}_([0-9]+)", one) for one in self.elements]
        return self.elements[f"{key}_{max(int(number[1]) for number in numbers if number)}"]

    def _value(self, key: str) -> WidgetState:
        element_id = self._element(key).id
        return self.values.setdefault(element_id, WidgetState(id=element_id))

    def _send(self, message: BackMsg) -> None:
        data = message.SerializeToString()
        self.given += data
        self.socket.send(data)

    def _read(self, kind: str) -> ForwardMsg:
        """Take messages in until one of `kind`; what the page draws is remembered."""
        until = time.monotonic() + WAIT_S
        while time.monotonic() < until:
            message = ForwardMsg()
            data = self.socket.recv(timeout=WAIT_S)
            assert isinstance(data, bytes)
            self.received += data
            message.ParseFromString(data)
            which = message.WhichOneof("type")
            if which == "new_session":
                self.session, self.text = message.new_session.initialize.session_id, ""
                self.elements.clear()
                self.links.clear()
            elif which == "navigation":
                self.hash = message.navigation.page_script_hash
            elif which == "page_info_changed":
                self.query = message.page_info_changed.query_string
            elif which == "delta":
                self._draw(message)
            early = message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN
            if which == kind and not (which == "script_finished" and early):
                return message
        raise TimeoutError(kind)

    def _draw(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if not kind:
            return
        drawn = getattr(element, kind)
        self.text += str(drawn)
        if kind == "html":
            found = LINK.findall(drawn.body)
            self.links |= {html.unescape(label): html.unescape(url) for url, label in found}
        element_id = getattr(drawn, "id", "")
        if element_id.startswith("$$ID-"):
            self.elements[element_id.split("-", 2)[2]] = drawn


def _words(prefix: str, data: bytes | bytearray) -> set[str]:
    return {found.decode() for found in re.findall(rf"{prefix}[a-z]+".encode(), bytes(data))}
