"""Tours of the exhibition mode: scenes as data, each of them a link of the explorer.

A scene defines which places it shows (`filter`, with the parameters of a link), the camera
(`camera`), the text (`caption` in both languages) and how long it is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from geo.errors import SourceError
from geo.query.codelists import Codelists
from geo.query.permalink import SITE, VIEW, PlacePoints, ViewState, decode, encode

FILE = "tours.toml"
SECONDS = (4.0, 20.0)
SCENES = (2, 16)
MAX_CAPTION = {"zh": 40, "en": 110}  # characters: two lines on the kiosk
PER_SECOND = {"zh": 6.0, "en": 19.0}  # a visitor's reading speed, per second
MAX_TITLE = {"zh": 14, "en": 40}
TOLERANCE = 1.0  # tolerance in seconds for the stated length of a tour
Inside = Callable[[float, float], bool]


@dataclass(frozen=True)
class TourScene:
    """One picture of a tour. `state` has its filter, its view and its selected place."""

    state: ViewState
    captions: Mapping[str, str]
    seconds: float

    @property
    def link(self) -> dict[str, str]:
        """The address parameters under which the explorer shows the same."""
        return encode(self.state)


@dataclass(frozen=True)
class Tour:
    """A sequence of scenes; `icon` is the sector whose symbol is shown for it."""

    id: str
    icon: str
    titles: Mapping[str, str]
    scenes: tuple[TourScene, ...]

    @property
    def seconds(self) -> float:
        """How long the whole tour takes."""
        return sum(scene.seconds for scene in self.scenes)


def read_tours(
    content: Mapping[str, Any], codelists: Codelists, points: PlacePoints, inside: Inside
) -> tuple[list[Tour], list[str]]:
    """The tours of a file's `content`, and their faults, one line each.

    `points` maps the id of every place to its lon and lat, or to None when it has none; `inside`
    says whether lon and lat (degrees) lie in the province.

    Raises:
        SourceError: a tour or scene lacks a field, or a field has the wrong type.
    """
    errors: list[str] = []
    tours: list[Tour] = []
    for number, raw in enumerate(_listed(content, "tours", FILE), start=1):
        where = f"{FILE}, tour {raw.get('id', number)}"
        tour, found = _tour(raw, where, codelists, points, inside)
        promised = _number(raw, "seconds", where)
        if abs(tour.seconds - promised) > TOLERANCE:
            found.append(f"promises {promised:g} s, but its scenes take {tour.seconds:g} s")
        if tour.id in (other.id for other in tours):
            found.append("has the id of another tour")
        tours.append(tour)
        errors += [f"{where}: {error}" for error in found]
    return tours, errors


def _tour(
    raw: Mapping[str, Any], where: str, codelists: Codelists, points: PlacePoints, inside: Inside
) -> tuple[Tour, list[str]]:
    scenes: list[TourScene] = []
    errors: list[str] = []
    for number, part in enumerate(_listed(raw, "scenes", where), start=1):
        here = f"{where}, scene {number}"
        scene, dropped = _scene(part, here, codelists, points)
        scenes.append(scene)
        found = [f"{text!r} is not known" for text in dropped]
        found += _faults(scene, points, inside)
        errors += [f"scene {number}: {error}" for error in found]
    if not SCENES[0] <= len(scenes) <= SCENES[1]:
        errors.append(f"has {len(scenes)} scenes; {SCENES[0]} to {SCENES[1]} make a tour")
    titles = _texts(raw, "title", where)
    errors += _too_long(titles, MAX_TITLE, "title")
    tour = Tour(_text(raw, "id", where), _text(raw, "icon", where), titles, tuple(scenes))
    if not codelists.has("sectors", tour.icon):
        errors.append(f"icon {tour.icon!r} is not a sector")
    return tour, errors


def _scene(
    raw: Mapping[str, Any], where: str, codelists: Codelists, points: PlacePoints
) -> tuple[TourScene, list[str]]:
    """A scene, and its unknown values."""
    camera = _part(raw, "camera", where)
    parts = [_number(camera, name, where) for name in ("lon", "lat", "zoom")]
    parts += [_number(camera, "bearing", where)] if "bearing" in camera else []
    parameters = {
        name: ",".join(map(str, value)) if isinstance(value, list) else str(value)
        for name, value in _part(raw, "filter", where).items()
    }
    parameters[VIEW] = ",".join(f"{part:g}" for part in parts)
    if SITE in raw:
        parameters[SITE] = _text(raw, SITE, where)
    state, dropped = decode(parameters, codelists, points)
    return TourScene(state, _texts(raw, "caption", where), _number(raw, "seconds", where)), dropped


def _faults(scene: TourScene, points: PlacePoints, inside: Inside) -> list[str]:
    """The faults of a scene whose values are all known."""
    errors = _too_long(scene.captions, MAX_CAPTION, "caption")
    errors += [
        f"the {lang} caption cannot be read in {scene.seconds:g} s"
        for lang, text in scene.captions.items()
        if len(text) > PER_SECOND[lang] * scene.seconds
    ]
    view, site = scene.state.view, scene.state.site
    if view and not inside(view.lon, view.lat):
        errors.append(f"the camera is outside Sichuan: {view.lon:g}, {view.lat:g}")
    if site and not points[site]:
        errors.append(f"{site} has no position and cannot be shown")
    if not SECONDS[0] <= scene.seconds <= SECONDS[1]:
        errors.append(f"lasts {scene.seconds:g} s; {SECONDS[0]:g} to {SECONDS[1]:g} are good")
    return errors


def _too_long(texts: Mapping[str, str], limits: Mapping[str, int], name: str) -> list[str]:
    return [
        f"the {lang} {name} has {len(text)} characters; at most {limits[lang]} fit"
        for lang, text in texts.items()
        if len(text) > limits[lang]
    ]


def _listed(raw: Mapping[str, Any], key: str, where: str) -> list[Mapping[str, Any]]:
    value = raw.get(key)
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise SourceError(f"{where}: {key} is missing or no list of tables")
    return value


def _part(raw: Mapping[str, Any], key: str, where: str) -> Mapping[str, Any]:
    value = raw.get(key)
    if not isinstance(value, dict):
        raise SourceError(f"{where}: {key} is missing or no table")
    return value


def _text(raw: Mapping[str, Any], key: str, where: str) -> str:
    value = raw.get(key)
    if not isinstance(value, str) or not value.strip():
        raise SourceError(f"{where}: {key} is missing or empty")
    return value.strip()


def _texts(raw: Mapping[str, Any], key: str, where: str) -> dict[str, str]:
    """A text in both languages."""
    both = _part(raw, key, where)
    return {lang: _text(both, lang, f"{where}, {key}") for lang in MAX_CAPTION}


def _number(raw: Mapping[str, Any], key: str, where: str) -> float:
    value = raw.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        raise SourceError(f"{where}: {key} is missing or no number")
    return float(value)
