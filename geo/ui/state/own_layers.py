"""A visitor's own layers: what is shown beside the places, how, and in which order.

They are kept in the session only, shared by its maps, and bounded in number and bytes. This module
does not use Streamlit. Widgets call the methods.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from geo import settings
from geo.errors import LocalizedError
from geo.ingest.layers.answer import LayerContent, OwnFeatures
from geo.ingest.layers.layer_file import MOST_NAME, layer_error, plain_text
from geo.json_document import Json
from geo.mapping.theme import OWN_LAYERS
from geo.model import Bounds, Datum
from geo.web.own_layers import VECTOR, LayerOffer, offered_bytes

MOST_LAYERS = 8
MOST_BYTES = 48_000_000  # of all layers of a session as they are kept, and of files that wait
COLOURS = tuple(OWN_LAYERS["light"])


@dataclass
class OwnLayer:
    """A layer: its content as it was read, and how it is shown; `label` numbers a column."""

    number: int
    name: str
    content: LayerContent
    offer: LayerOffer
    datum: Datum
    colour: str
    is_visible: bool = True
    label: int | None = None

    @property
    def has_features(self) -> bool:
        """Whether it has features with attributes, and is not made of tiles."""
        return isinstance(self.content, OwnFeatures)

    @property
    def is_painted(self) -> bool:
        """Whether its colour is seen: pictures have their own."""
        return self.has_features or self.offer.media == VECTOR

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that may be labels."""
        return self.content.columns if isinstance(self.content, OwnFeatures) else ()


@dataclass(frozen=True)
class WaitingFile:
    """A file of several layers, until some of them are chosen."""

    name: str
    data: bytes
    datum: Datum
    layers: tuple[str, ...]


@dataclass
class LayerZoom:
    """The last layer that was zoomed to; `seen` are the targets of the maps at that time, by map,
    so that a later one of theirs counts again.
    """

    number: int
    bounds: Bounds
    seen: dict[str, object] = field(default_factory=dict)


@dataclass
class OwnLayers:
    """The first layer is drawn on top. `faults` are the errors of the files uploaded last."""

    layers: list[OwnLayer] = field(default_factory=list)
    waiting: list[WaitingFile] = field(default_factory=list)
    faults: list[LocalizedError] = field(default_factory=list)
    datum: Datum = Datum.WGS84
    numbers: int = 0
    zoom: LayerZoom | None = None

    @property
    def are_shown(self) -> bool:
        """Whether one is visible."""
        return any(layer.is_visible for layer in self.layers)

    def set_datum(self, datum: Datum) -> None:
        """Choose the datum of the next files."""
        self.datum = datum

    def add(self, name: str, content: LayerContent, datum: Datum) -> None:
        """Show a layer on top of the others, in the colour that is used least; tiles below them.

        Raises:
            LayerFileError: there are as many as allowed, or no room is left.
        """
        self.make_room(_size(content))
        offer = (
            LayerOffer(features=content.content)
            if isinstance(content, OwnFeatures)
            else LayerOffer(tiles=content.tiles, media=content.media)
        )
        used = [layer.colour for layer in self.layers if layer.is_painted]
        colour = min(COLOURS, key=used.count)
        self.numbers += 1
        title = plain_text(name, MOST_NAME)
        layer = OwnLayer(self.numbers, title, content, offer, datum, colour)
        if isinstance(content, OwnFeatures) and content.counts["point"]:
            layer.label = content.name_column
        self.layers.insert(0 if layer.has_features else len(self.layers), layer)

    def make_room(self, size: int) -> None:
        """Check that there is room for one more layer of so many bytes.

        Raises:
            LayerFileError: there is none, in the session or on the server.
        """
        if len(self.layers) >= MOST_LAYERS:
            raise layer_error("too_many", limit=MOST_LAYERS)
        kept = sum(layer.offer.size for layer in self.layers)
        kept += sum(len(file.data) for file in self.waiting)
        if kept + size > MOST_BYTES:
            raise layer_error("full", limit=MOST_BYTES // 1_000_000)
        if offered_bytes() + size > settings.upload_memory_bytes():
            raise layer_error("busy")

    def wait(self, file: WaitingFile) -> None:
        """Keep a file until its layers are chosen.

        Raises:
            LayerFileError: there is no room.
        """
        self.make_room(len(file.data))
        self.waiting.append(file)

    def drop_waiting(self, file: WaitingFile) -> None:
        """Forget a file that waits."""
        self.waiting = [one for one in self.waiting if one is not file]

    def remove(self, number: int) -> None:
        """Take a layer away, for good."""
        self.layers = [layer for layer in self.layers if layer.number != number]

    def rename(self, number: int, name: str) -> None:
        """Give a layer another name; an empty one changes nothing."""
        title = plain_text(name, MOST_NAME)
        for layer in self._found(number):
            layer.name = title or layer.name

    def show(self, number: int, is_visible: bool) -> None:
        """Show or hide a layer."""
        for layer in self._found(number):
            layer.is_visible = is_visible

    def paint(self, number: int, colour: str) -> None:
        """Draw a layer in another of the `COLOURS`."""
        for layer in self._found(number):
            layer.colour = colour

    def write(self, number: int, column: int | None) -> None:
        """Label a layer with a column, or not at all."""
        for layer in self._found(number):
            layer.label = column

    def move(self, number: int, steps: int) -> None:
        """Draw a layer above (-1) or below (1) the next one."""
        for layer in self._found(number):
            at = self.layers.index(layer)
            self.layers.remove(layer)
            self.layers.insert(max(0, at + steps), layer)

    def zoom_to(self, number: int) -> None:
        """Move the maps to a layer."""
        turn = self.zoom.number + 1 if self.zoom else 1
        for layer in self._found(number):
            self.zoom = LayerZoom(turn, layer.content.bounds)

    def target(self, map_name: str, own: Json) -> Json:
        """Where a map is to fly: to the layer that was zoomed to, unless the map's `own` target is
        newer.
        """
        if self.zoom is None or self.zoom.seen.setdefault(map_name, own["nonce"]) != own["nonce"]:
            return own
        west, south, east, north = self.zoom.bounds
        margin = max((east - west) / 10, (north - south) / 10, 0.02)  # degrees
        return {
            "bounds": [west - margin, south - margin, east + margin, north + margin],
            "nonce": f"own-{self.zoom.number}",
        }

    def _found(self, number: int) -> list[OwnLayer]:
        """The layer of a number; none where a browser that is behind still shows a removed one."""
        return [layer for layer in self.layers if layer.number == number]


def _size(content: LayerContent) -> int:
    return len(content.content) if isinstance(content, OwnFeatures) else content.size
