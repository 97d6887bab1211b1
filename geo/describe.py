"""The facts of a place in words, in both languages: clause, precision, region and datum.

Pages, kiosk and exports all take their wording from here. Everything is a function of codes and
rows, and what comes from files of other people is returned as it is: who writes HTML or Markdown
escapes it.
"""

from __future__ import annotations

from calendar import month_name
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from geo import i18n
from geo.model import Precision

NamedRow = Mapping[str, Any]
Level = Literal["theme", "task", "box"]
Areas = Mapping[str, NamedRow]  # adcode → names of a prefecture or county
MOST_REGIONS = 3
WHOLE_SHAPES = (Precision.AREA, Precision.LINE)  # their radius reaches over the whole shape


def listed(labels: Sequence[str], lang: str, *, left_out: int = 0) -> str:
    """The labels one after the other, and how many more there are: `Aba, Ganzi +3`."""
    shown = i18n.text(lang, "unit.comma").join(labels)
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


def datum(declared: str, lang: str) -> str:
    """The datum as a source declares it; nothing where it gives no coordinates."""
    if declared == "none":
        return ""
    return stated("" if declared == "unknown" else declared, lang)


def datum_of_file(name: str, epsg: str | None, lang: str) -> str:
    """The datum of an exported file, and what to mind about one without an EPSG code."""
    key = "plain" if epsg else "offset"
    return i18n.text(lang, f"export.datum.{key}", datum=name, epsg=epsg or "")


def long_date(date: str, lang: str) -> str:
    """A date (ISO 8601) as it is written in documents: `12 September 2023`."""
    year, month, number = map(int, date.split("-"))
    name = str(month) if lang == "zh" else month_name[month]
    return i18n.text(lang, "plan.day", year=year, month=name, day=number)


def target_figure(row: NamedRow, lang: str) -> str:
    """The number of a target with its unit: `CNY 250 billion`."""
    return f"{row['value']}{row['unit_zh']}" if lang == "zh" else str(row["figure_en"])


def target(row: NamedRow, lang: str) -> str:
    """A target of the plan in words: `200 typical metaverse scenarios`."""
    figure = target_figure(row, lang)
    return f"{row['title_zh']} {figure}" if lang == "zh" else f"{figure} {row['title_en']}"
