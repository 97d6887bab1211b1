"""How often the geocoder is right, and how fast, beside cpca and jionlp on the same lists.

    pip install -e ".[geocode-benchmark]"
    python -m geo build
    python benchmarks/geocode/run.py [--misses FORM]

Accuracy is counted over all cases of a form: a county is right, wrong, or not given. Town accuracy
counts cases whose list names a town. `in the candidates` adds cases that were called ambiguous
with the right county among the candidates. Rates per second are medians of three runs.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from benchmarks.geocode.cases import SOURCES, Case, Found, Geocode, _rows, forms
from geo import settings
from geo.geocode.resolver import Resolver
from geo.store.database import Database

RUNS = 3


def ours() -> Geocode:
    """This project's resolver."""
    database = Database(settings.built_dir())
    resolver = Resolver(database)
    database.close()

    def geocode(texts: list[str]) -> list[Found]:
        found = []
        for outcome in resolver.resolve_many(texts):
            best = outcome.candidates[0] if outcome.candidates else None
            if outcome.status == "resolved" and best is not None:
                county = best.adcode if best.county else ""
                found.append(Found("resolved", county or "", (best.adcode or "")[:4], best.town))
            else:
                others = tuple(item.adcode or "" for item in outcome.candidates)
                found.append(Found(str(outcome.status), others=others))
        return found

    return geocode


def peer_cpca() -> Geocode | None:
    """The parser cpca, if it is installed."""
    try:
        import cpca
    except ImportError:
        return None

    def geocode(texts: list[str]) -> list[Found]:
        table = cpca.transform(texts)
        rows = zip(table["区"], table["市"], table["adcode"], strict=True)
        return [_found(code if area else "", code) for area, _, code in rows]

    return geocode


def peer_jionlp() -> Geocode | None:
    """The parser jionlp, if it is installed."""
    try:
        import jionlp
    except ImportError:
        return None
    codes = {row["adcode"]: row["name_zh"] for row in _rows("counties.csv")}
    names = {row["adcode"]: row["name_zh"] for row in _rows("prefectures.csv")}
    by_name = {(names[f"{code[:4]}00"], name): code for code, name in codes.items()}
    prefecture = {name: code for code, name in names.items()}

    def geocode(texts: list[str]) -> list[Found]:
        found = []
        for text in texts:
            message = jionlp.parse_location(text, town_village=True)
            city, area = message["city"] or "", message["county"] or ""
            if not message["province"]:
                found.append(Found("unresolved"))
            elif message["province"] != "四川省":
                found.append(Found("outside"))
            else:
                code = by_name.get((city, area), "")
                found.append(
                    Found("resolved", code, prefecture.get(city, "")[:4], message.get("town") or "")
                )
        return found

    return geocode


def _found(county: str, code: object) -> Found:
    code = code if isinstance(code, str) else ""
    if not code:
        return Found("unresolved")
    if not code.startswith("51"):
        return Found("outside")
    return Found("resolved", county, code[:4] if code[2:4] != "00" else "")


def measured(geocode: Geocode, cases: list[Case]) -> tuple[list[Found], float]:
    """The answers, and names per second."""
    texts = [case.text for case in cases]
    found = geocode(texts)
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        geocode(texts)
        times.append(time.perf_counter() - start)
    return found, len(texts) / statistics.median(times)


def figures(cases: list[Case], found: list[Found], rate: float) -> Iterator[str]:
    """The columns of one line."""
    pairs = list(zip(cases, found, strict=True))
    inside = [(case, item) for case, item in pairs if case.adcode]
    if not inside:
        yield from ("", "", "", "")
    else:
        count = len(inside)
        right = [(c, f) for c, f in inside if f.adcode == c.adcode]
        towns = [(c, f) for c, f in inside if c.town]
        also = sum(c.adcode in f.others for c, f in inside if f.status == "ambiguous")
        yield _share(sum(f.prefecture == c.adcode[:4] for c, f in inside), count)
        yield _share(len(right), count)
        yield _share(len(right) + also, count)
        yield _share(sum(f.town == c.town for c, f in towns), len(towns))
    wrong = sum(bool(f.adcode) and f.adcode != c.adcode for c, f in pairs)
    province = sum(
        (f.status == "outside") if c.adcode else (f.status == "resolved") for c, f in pairs
    )
    yield _share(wrong, len(pairs))
    yield _share(province, len(pairs))
    yield _share(sum(f.status in ("ambiguous", "unresolved") for _, f in pairs), len(pairs))
    yield f"{rate:,.0f}"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else ""


def main() -> None:
    """Print one table per form, and the ratios of the rates."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", metavar="FORM", help="list what ours got wrong in a form")
    options = parser.parse_args()
    makers = {"ours": ours(), "cpca": peer_cpca(), "jionlp": peer_jionlp()}
    geocoders = {name: maker for name, maker in makers.items() if maker is not None}
    lists = forms()
    if options.misses and options.misses not in lists:
        parser.error(f"no such form; there are: {'; '.join(lists)}")
    if options.misses:
        cases = lists[options.misses]
        for case, item in zip(cases, geocoders["ours"]([c.text for c in cases]), strict=True):
            if item.adcode != case.adcode or (not case.adcode and item.status != "outside"):
                print(case.text, case.adcode, item)
        return
    head = (
        "prefecture",
        "county",
        "or among candidates",
        "town",
        "wrong county",
        "wrong province",
        "abstains",
        "names/s",
    )
    rates: dict[str, list[float]] = {name: [] for name in geocoders}
    for form, cases in lists.items():
        print(f"\n### {form} ({len(cases)})\n\n| % of names | {' | '.join(head)} |")
        print("|---" * (len(head) + 1) + "|")
        for name, geocode in geocoders.items():
            found, rate = measured(geocode, cases)
            rates[name].append(rate)
            print(f"| {name} | {' | '.join(figures(cases, found, rate))} |")
    print()
    for name in rates.keys() - {"ours"}:
        ratio = statistics.median(a / b for a, b in zip(rates["ours"], rates[name], strict=True))
        print(f"ours is {ratio:.1f} times as fast as {name} (median over the forms)")


if __name__ == "__main__":
    assert SOURCES.is_dir()
    main()
