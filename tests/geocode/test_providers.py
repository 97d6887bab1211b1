"""Every provider against a local server that answers as the real ones are known to answer."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from geo.errors import ProviderError
from geo.gazetteer.datum import from_wgs84
from geo.geocode.providers import PROVIDERS, configured
from geo.model import Datum

TRUE = (104.06476, 30.57020)  # a point in Chengdu, WGS84
KEY, QUERY = "sEcReT-key", "四川省成都市天府新区"


def at(datum: Datum) -> tuple[float, float]:
    return from_wgs84(*TRUE, datum)


def nominatim(lon=TRUE[0], lat=TRUE[1]):
    box = [str(lat - 0.05), str(lat + 0.05), str(lon - 0.05), str(lon + 0.05)]
    return [
        {
            "display_name": "天府新区",
            "lon": str(lon),
            "lat": str(lat),
            "type": "suburb",
            "boundingbox": box,
        }
    ]


def photon(lon=TRUE[0], lat=TRUE[1]):
    return {
        "features": [
            {
                "geometry": {"coordinates": [lon, lat], "type": "Point"},
                "properties": {"name": "天府新区", "type": "district"},
            }
        ]
    }


def baidu(lon=None, lat=None):
    x, y = (lon, lat) if lon is not None else at(Datum.BD09)
    return {
        "status": 0,
        "result": {
            "location": {"lng": x, "lat": y},
            "precise": 0,
            "confidence": 50,
            "level": "开发区",
        },
    }


def amap(lon=None, lat=None):
    x, y = (lon, lat) if lon is not None else at(Datum.GCJ02)
    return {
        "status": "1",
        "info": "OK",
        "infocode": "10000",
        "count": "1",
        "geocodes": [
            {
                "formatted_address": "四川省成都市天府新区",
                "district": [],
                "location": f"{x:.6f},{y:.6f}",
                "level": "开发区",
            }
        ],
    }


def tianditu(lon=TRUE[0], lat=TRUE[1]):
    return {
        "msg": "ok",
        "status": "0",
        "searchVersion": "4.8.0",
        "location": {
            "score": 100,
            "level": "乡镇",
            "lon": str(lon),
            "lat": str(lat),
            "keyWord": QUERY,
        },
    }


GOOD = {
    "nominatim": nominatim,
    "photon": photon,
    "baidu": baidu,
    "amap": amap,
    "tianditu": tianditu,
}
NOTHING = {
    "nominatim": [],
    "photon": {"type": "FeatureCollection", "features": []},
    "baidu": {"status": 0, "result": []},
    "amap": {"status": "1", "info": "OK", "infocode": "10000", "count": "0", "geocodes": []},
    "tianditu": {"msg": "无结果", "status": "404"},
}
REFUSALS = [
    ("baidu", {"status": 200, "message": "APP不存在,AK有误请检查再重试"}, 200, "key"),
    ("baidu", {"status": 302, "message": "天配额超限,限制访问"}, 200, "quota"),
    ("baidu", {"status": 1, "message": "服务器内部错误"}, 200, "server"),
    ("baidu", {"status": 2, "message": "参数错误"}, 200, "refused"),
    ("amap", {"status": "0", "info": "INVALID_USER_KEY", "infocode": "10001"}, 200, "key"),
    ("amap", {"status": "0", "info": "DAILY_QUERY_OVER_LIMIT", "infocode": "10003"}, 200, "quota"),
    ("amap", {"status": "0", "info": "ACCESS_TOO_FREQUENT", "infocode": "10004"}, 200, "busy"),
    (
        "amap",
        {"status": "0", "info": "CUQPS_HAS_EXCEEDED_THE_LIMIT", "infocode": "10021"},
        200,
        "busy",
    ),
    (
        "amap",
        {"status": "0", "info": "ENGINE_RESPONSE_DATA_ERROR", "infocode": "30001"},
        200,
        "server",
    ),
    (
        "tianditu",
        {"msg": "非法Key", "resolve": "http://lbs.tianditu.gov.cn", "code": 300001},
        200,
        "key",
    ),
    ("tianditu", {"msg": "错误", "status": "1"}, 200, "server"),
    ("nominatim", {"error": "Parameter 'limit' must be a number."}, 200, "refused"),
]


class Local:
    """A server whose next answer a test writes down; it remembers what it was asked."""

    def __init__(self) -> None:
        local = self
        self.status, self.body, self.asked = 200, b"", []
        self.gate = threading.Event()
        self.gate.set()

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                local.asked.append(self.path)
                local.gate.wait(5)
                self.send_response(local.status)
                self.send_header("Content-Length", str(len(local.body)))
                self.end_headers()
                self.wfile.write(local.body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.handle_error = lambda *_: None  # who gives up does not wait for the answer
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answers(self, body: object, status: int = 200) -> None:
        self.body = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.status = status


@pytest.fixture(scope="module")
def local() -> Iterator[Local]:
    local = Local()
    yield local
    local.server.shutdown()
    local.server.server_close()


@pytest.fixture(params=PROVIDERS)
def name(request: pytest.FixtureRequest) -> str:
    return request.param


def ask(name: str, url: str, timeout: float = 5.0):
    return PROVIDERS[name](KEY, url, timeout).ask(QUERY)


def why(name: str, url: str, timeout: float = 5.0) -> str:
    with pytest.raises(ProviderError) as caught:
        ask(name, url, timeout)
    assert KEY not in str(caught.value)
    assert "\n" not in str(caught.value)
    return caught.value.key


def test_coordinates_come_back_as_wgs84(local, name):
    local.answers(GOOD[name]())
    (found,) = ask(name, local.url)
    assert (found.lon, found.lat) == pytest.approx(TRUE, abs=5e-6)  # half a metre
    assert 300 <= found.uncertainty_m < 20_000
    asked = parse_qs(urlsplit(local.asked[-1]).query)
    assert any(QUERY in value for values in asked.values() for value in values)


def test_nothing_found_is_an_answer(local, name):
    local.answers(NOTHING[name])
    assert ask(name, local.url) == []


@pytest.mark.parametrize(("name", "body", "status", "key"), REFUSALS)
def test_refusals_say_why(local, name, body, status, key):
    local.answers(body, status)
    assert why(name, local.url) == key


@pytest.mark.parametrize(
    ("status", "keys"),
    [
        (500, {"server"}),
        (502, {"server"}),
        (503, {"server", "timeout"}),
        (429, {"busy"}),
        (401, {"key"}),
        (403, {"key"}),
        (404, {"server"}),
    ],
)
def test_http_errors(local, name, status, keys):
    local.answers(b"<html>no</html>", status)
    assert why(name, local.url) in keys


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<!DOCTYPE html><html>login to the hotel network</html>",
        b"{",
        b"null",
        b"7",
        b'"x"',
        b"[[]]",
        b'{"features": [{}]}',
        b'{"status": "1", "geocodes": [{}]}',
        b"\xff\xfe\x00",
        b'{"status": "0", "location": {}}',
        b'{"status": 0, "result": {"location": {}}}',
        b'[{"display_name": "x", "lon": "a", "lat": "b", "boundingbox": []}]',
    ],
)
def test_what_is_no_answer_fails(local, name, body):
    local.answers(body)
    if body == b"null" and name == "nominatim":  # geopy takes it for an empty list
        assert ask(name, local.url) == []
        return
    assert why(name, local.url) in ("malformed", "key", "server")


@pytest.mark.parametrize("point", [(999, 30), ("nan", "nan"), (0, 0)])
def test_coordinates_that_are_none_fail(local, name, point):
    if name in ("nominatim",) and point[0] == "nan":
        return  # the maker of the box cannot
    lon, lat = map(float, point)
    body = GOOD[name](lon, lat)
    local.answers(json.dumps(body).encode())
    assert why(name, local.url) in ("malformed", "refused", "server")


def test_silence_ends_with_the_time_limit(local, name):
    local.answers(GOOD[name]())
    local.gate.clear()
    try:
        assert why(name, local.url, timeout=0.2) == "timeout"
    finally:
        local.gate.set()


def test_nobody_there(name):
    assert why(name, "http://127.0.0.1:9") == "unreachable"


def test_without_the_setting_there_is_no_provider(monkeypatch):
    monkeypatch.delenv("SHUTU_GEOCODER", raising=False)
    monkeypatch.setenv("SHUTU_GEOCODER_KEY", KEY)
    assert configured() is None


@pytest.mark.parametrize(
    ("setting", "key", "url", "why"),
    [
        ("google", KEY, "", "setting"),
        ("amap", "", "", "no_key"),
        ("amap", KEY, "ftp://x", "no_url"),
        ("nominatim", "", "example.org", "no_url"),
    ],
)
def test_settings_that_do_not_work(monkeypatch, setting, key, url, why):
    monkeypatch.setenv("SHUTU_GEOCODER", setting)
    monkeypatch.setenv("SHUTU_GEOCODER_KEY", key)
    monkeypatch.setenv("SHUTU_GEOCODER_URL", url)
    with pytest.raises(ProviderError) as caught:
        configured()
    assert caught.value.key == why
    assert caught.value.lasting


def test_the_setting_makes_the_provider(monkeypatch, local, name):
    monkeypatch.setenv("SHUTU_GEOCODER", name.upper())
    monkeypatch.setenv("SHUTU_GEOCODER_KEY", KEY)
    monkeypatch.setenv("SHUTU_GEOCODER_URL", local.url + "/")
    local.answers(GOOD[name]())
    assert len(configured().ask(QUERY)) == 1
