"""The facts of a place in words, in both languages: clause, precision, region and datum.

Pages, kiosk and exports all take their wording from here. Everything is a function of codes and
rows, and what comes from files of other people is returned as it is: who writes HTML or Markdown
escapes it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from geo import i18n
from geo.i18n.dates import written_date
from geo.model import Precision

NamedRow = Mapping[str, Any]
Level = Literal["theme", "task", "box"]
Areas = Mapping[str, NamedRow]  # adcode → names of a prefecture or county
MOST_REGIONS = 3
WANTED_ENTRY = "应用场景"  # ends the entries of a box whose examples the plan means to have made
METRES_PER_DEGREE = 111_320  # of latitude
MOST_DECIMALS = 5  # of degrees that people read: about a metre
DECIMALS_UNKNOWN = 4  # where nobody knows how good a position is
WHOLE_SHAPES = (Precision.AREA, Precision.LINE)  # their radius reaches over the whole shape


def listed(labels: Sequence[str], lang: str, *, left_out: int = 0) -> str:
    """The labels one after the other, and how many more there are: `Aba, Ganzi +3`."""
    shown = i18n.comma(lang, labels)
    return f"{shown} +{left_out}" if left_out else shown


def listed_first(labels: Sequence[str], lang: str, most: int) -> str:
    """The first labels, at most `most`, and how many more there are."""
    return listed(labels[:most], lang, left_out=max(0, len(labels) - most))


def numbered(level: Level, number: int, title: str, lang: str) -> str:
    """A theme, task or box of the plan: `Task 9 …`."""
    return i18n.text(lang, f"detail.{level}", number=number, title=title)


def plan_level(level: Level, row: NamedRow, lang: str) -> str:
    """The theme, task or box that a row lies in: `Task 9 …`."""
    return numbered(level, row[level], row[f"{level}_{lang}"], lang)


def clause_chain(
    clause: NamedRow,
    lang: str,
    *,
    name_body: bool = True,
    with_label: bool = False,
    both_languages: bool = False,
) -> list[str]:
    """Where the plan names a place: theme, task, box, entry and scenario.

    A clause outside of boxes has a step for the task's own text unless `name_body` is off.
    `with_label` adds the words that stand before the scenario in the (Chinese) text, and
    `both_languages` puts the scenario's name in `lang` before the one in the plan.
    """
    steps = [plan_level("theme", clause, lang), plan_level("task", clause, lang)]
    if clause["entry"]:
        steps += [plan_level("box", clause, lang), clause[f"entry_{lang}"]]
    elif name_body:
        steps.append(i18n.text(lang, "detail.body"))
    if with_label and lang == "zh" and clause["label_zh"]:
        steps.append(clause["label_zh"])
    names = [clause["scenario_zh"]]
    if both_languages:
        names = list(dict.fromkeys([clause[f"scenario_{lang}"], *names]))
    return [*steps, i18n.text(lang, "detail.scenario", name=" · ".join(names))]


def purpose(clause: NamedRow, lang: str, *, derived: bool = False) -> str:
    """What the plan wants with a place, in a sentence made of its clause.

    The words are those of the plan's own entry ("打造 A、B 等 KIND 典型应用场景"); where the plan
    only names a place, the sentence says no more. `derived`: a station of the river that the
    clause names.
    """
    entry, kind = clause[f"entry_{lang}"], _wanted_kind(clause["label_zh"], lang)
    if not entry:
        form = "body"
    elif not clause["entry_zh"].endswith(WANTED_ENTRY):
        form = "names"
    elif not kind:
        form = "aim"
    else:
        form = "derived" if derived else "group"
    return i18n.text(
        lang,
        f"purpose.{form}",
        scenario=clause[f"scenario_{lang}"],
        number=clause["task"],
        task=clause[f"task_{lang}"],
        entry=entry,
        kind=kind,
    )


def _wanted_kind(label: str | None, lang: str) -> str:
    """The kind that the plan puts after "等", in `lang`; nothing where it has none.

    The plan is in Chinese: a label without an English text stays out of an English sentence.
    """
    key = f"purpose.kind.{label}"
    if label and key in i18n.all_texts(lang):
        return i18n.text(lang, key)
    return label or "" if lang == "zh" else ""


def how_exact(row: NamedRow, lang: str) -> list[str]:
    """How sure the editors are of a position, how it is shown, and its radius where it has one."""
    if row["lon"] is None:
        return [precision_meaning(row["precision"], lang)]
    level = i18n.text(lang, f"confidence.{row['confidence']}")
    said = [i18n.text(lang, "purpose.sure", level=level), precision(row["precision"], lang)]
    if row["uncertainty_m"]:
        metres = i18n.metres(lang, row["uncertainty_m"])
        said.append(i18n.text(lang, "purpose.accuracy", metres=metres))
    return said


def precision(code: str, lang: str) -> str:
    """The precision class: `Site`; a code that is none stays as it is."""
    key = f"precision.{code}"
    return i18n.text(lang, key) if key in i18n.all_texts(lang) else code


def precision_meaning(code: str, lang: str) -> str:
    """The precision class and what it means: `Site: within 1 km`."""
    return i18n.text(lang, f"precision_long.{code}")


def has_radius(code: str, uncertainty_m: float | None) -> bool:
    """Whether the radius says more of a position than its precision class."""
    return uncertainty_m is not None and code not in WHOLE_SHAPES


def precision_with_radius(
    code: str, uncertainty_m: float | None, lang: str, *, of_shapes: bool = False
) -> str:
    """The precision class with its radius in metres: `Site ±300 m`.

    `of_shapes` also gives the radii of areas and lines, which reach over the whole shape.
    """
    known = precision(code, lang)
    if uncertainty_m is None or not (of_shapes or has_radius(code, uncertainty_m)):
        return known
    return f"{known} ±{i18n.metres(lang, uncertainty_m)}"


def radius(uncertainty_m: float, lang: str) -> str:
    """A radius in metres as a sentence of its own: `known to about 300 m`."""
    return i18n.text(lang, "detail.within", metres=i18n.metres(lang, uncertainty_m))


def decimals(uncertainty_m: float | None) -> int:
    """With how many decimals of a degree a position may be written: 28 km → 1, 1 km → 2,
    100 m → 3, 10 m → 4.

    The fewest that move it by no more than its uncertainty. The last digit is therefore worth
    between a fifth and twice of it. At least one decimal (a whole degree is 100 km), at most five.
    """
    if uncertainty_m is None or uncertainty_m <= 0:
        return DECIMALS_UNKNOWN
    fewest = math.ceil(math.log10(METRES_PER_DEGREE / (2 * uncertainty_m)))
    return min(max(fewest, 1), MOST_DECIMALS)


def degrees(lon: float, lat: float, uncertainty_m: float | None) -> tuple[str, str]:
    """Longitude and latitude in the digits that the uncertainty in metres bears."""
    places = decimals(uncertainty_m)
    return f"{lon:.{places}f}", f"{lat:.{places}f}"


def coordinates(lon: float, lat: float, uncertainty_m: float | None, lang: str) -> str:
    """A position in WGS84 as people read it: `104.07°E, 30.66°N (WGS84)`."""
    east, north = degrees(lon, lat, uncertainty_m)
    return i18n.text(lang, "detail.coordinates", lon=east, lat=north)


def quoted(degrees: float, uncertainty_m: float | None) -> float:
    """A degree that a source states, without more digits than the uncertainty of the place bears.

    A source that states fewer is not given more.
    """
    return round(degrees, decimals(uncertainty_m))


def confidence(level: str, lang: str) -> str:
    """How sure the editors are of a position."""
    return i18n.text(lang, "detail.confidence", level=i18n.text(lang, f"confidence.{level}"))


def short_prefecture(row: NamedRow, lang: str) -> str:
    """The name of a prefecture without what kind of prefecture it is: `Aba`."""
    return str(row["short_zh"] if lang == "zh" else row["name_en"].split(" ")[0])


def region(adcode: str, areas: Areas, lang: str) -> str:
    """A prefecture by its name, a county behind its prefecture: several counties share a name."""
    row = areas[adcode]
    name = str(row[f"name_{lang}"])
    if "prefecture" not in row:
        return name
    return f"{short_prefecture(areas[row['prefecture']], lang)} / {name}"


def regions(adcodes: Sequence[str], areas: Areas, lang: str) -> str:
    """The prefectures or counties of a place; of many the first ones, and how many more."""
    return listed_first([region(adcode, areas, lang) for adcode in adcodes], lang, MOST_REGIONS)


def stated(value: str | None, lang: str) -> str:
    """What a source says of itself, or that it does not state it."""
    return value or i18n.text(lang, "sources.unstated")


def licence(code: str, lang: str) -> str:
    """A licence by its code, in words."""
    return i18n.text(lang, f"licence.{code}")


def publisher(name: str, lang: str) -> str:
    """Who publishes a source, or that it names nobody."""
    return name or i18n.text(lang, "sources.no_publisher")


def reference(source: NamedRow, lang: str) -> str:
    """What a reader cites of a source besides its title: publisher and date."""
    known = (publisher(source["publisher"], lang), written_date(lang, source["date"]))
    return " · ".join(filter(None, known))


def found(how: str, where: str, lang: str) -> str:
    """The way on which the editors came to see a source."""
    return i18n.text(lang, f"found.{how}", at=where)


def datum(declared: str, lang: str) -> str:
    """The datum as a source declares it; nothing where it gives no coordinates."""
    if declared == "none":
        return ""
    return stated("" if declared == "unknown" else declared, lang)


def datum_of_file(name: str, epsg: str | None, lang: str) -> str:
    """The datum of an exported file, and what to mind about one without an EPSG code."""
    key = "plain" if epsg else "offset"
    return i18n.text(lang, f"export.datum.{key}", datum=name, epsg=epsg or "")


def target_figure(row: NamedRow, lang: str) -> str:
    """The number of a target with its unit: `CNY 250 billion`."""
    return f"{row['value']}{row['unit_zh']}" if lang == "zh" else str(row["figure_en"])


def target(row: NamedRow, lang: str) -> str:
    """A target of the plan in words: `200 typical metaverse scenarios`."""
    figure = target_figure(row, lang)
    return f"{row['title_zh']} {figure}" if lang == "zh" else f"{figure} {row['title_en']}"
