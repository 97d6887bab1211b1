"""The geocoder on the whole lists that it knows, with noise, and on a long file.

    python -m geo build
    python benchmarks/geocode/lists.py

Paths are those of every village of `data/sources/admin`; noise replaces one character at random.
The long file has 100,000 different rows and goes through the command line, a process of its own.
"""

from __future__ import annotations

import csv
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from geo import settings
from geo.geocode.resolver import Resolver
from geo.geocode.suffixes import UnitRank, split
from geo.store.database import Database

ADMIN = settings.sources_dir() / "admin"
ROWS = 100_000
NOISY = 3_000
WORK = ("智慧文旅提升工程", "数字乡村项目", "高标准农田建设", "公路改造", "供水工程")
Case = tuple[str, str]  # a text, and the adcode of its county


def main() -> None:
    """Print all figures."""
    chance = random.Random(5)
    database = Database(settings.built_dir())
    resolver = Resolver(database)
    database.close()
    paths = village_paths()
    tell("county, town, village", verdicts(resolver, [("".join(p), c) for p, c in paths]))
    tell("town, village", verdicts(resolver, [(p[1] + p[2], c) for p, c in paths]))
    tell("the same without suffixes", verdicts(resolver, [(bare(p), c) for p, c in paths]))
    tell("county with its province, elsewhere", verdicts(resolver, counties_elsewhere()))
    sample = chance.sample(paths, NOISY)
    for part, name in enumerate(("county", "town", "village")):
        noisy = [(noised(parts, part, chance), code) for parts, code in sample]
        tell(f"one character of the {name} replaced", verdicts(resolver, noisy))
    long_file(paths, chance)


def village_paths() -> list[tuple[tuple[str, str, str], str]]:
    """County, town and village of every village, and the county's adcode."""
    counties = {row["adcode"]: row["name_zh"] for row in rows("counties")}
    towns = {row["code"]: row["name_zh"] for row in rows("towns")}
    return [
        ((counties[code[:6]], towns[code[:9]], row["name_zh"]), code[:6])
        for row in rows("villages")
        for code in [row["code"]]
    ]


def counties_elsewhere() -> list[Case]:
    """Counties of other provinces behind the province's name; no county of Sichuan is right."""
    names = {row["code"]: row["name_zh"] for row in rows("outside")}
    return [(names[code[:2]] + name, "") for code, name in names.items() if len(code) == 6]


def bare(parts: tuple[str, str, str]) -> str:
    """Town and village without 镇, 乡, 村 and the like."""
    return split(parts[1], UnitRank.TOWN)[0] + split(parts[2], UnitRank.VILLAGE)[0]


def noised(parts: tuple[str, str, str], part: int, chance: random.Random) -> str:
    """A path with one character of one part replaced by another one."""
    text = parts[part]
    at = chance.randrange(len(text) - 1)  # the last one says what it is
    changed = text[:at] + chr(chance.randrange(0x4E00, 0x9FA0)) + text[at + 1 :]
    return "".join([*parts[:part], changed, *parts[part + 1 :]])


def verdicts(resolver: Resolver, cases: list[Case]) -> Counter[str]:
    """How many texts got the right county, a wrong one, several with the right one, or none."""
    found: Counter[str] = Counter()
    outcomes = resolver.resolve_many([text for text, _ in cases])
    for (_, code), outcome in zip(cases, outcomes, strict=True):
        codes = [candidate.adcode for candidate in outcome.candidates]
        if outcome.status == "resolved":
            found["right" if codes[0] == code else "wrong"] += 1
        elif outcome.status == "ambiguous":
            found["ambiguous, right among them" if code in codes else "ambiguous"] += 1
        else:
            found[str(outcome.status)] += 1
    return found


def long_file(paths: list[tuple[tuple[str, str, str], str]], chance: random.Random) -> None:
    """`geo locate` on a file of different rows, six tenths of them with the county."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in.csv"), Path(folder, "out.csv")
        with source.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(["number", "name", "county_code"])
            for number in range(ROWS):
                (county, town, village), code = chance.choice(paths)
                above = county if chance.random() < 0.6 else ""
                name = f"{above}{town}{village}{chance.choice(WORK)}{number}"
                writer.writerow([number, name, code])
        start = time.perf_counter()
        command = [sys.executable, "-m", "geo", "locate", source, "--column", "name", "-o", target]
        subprocess.run(command, cwd=settings.ROOT, check=True, stderr=subprocess.DEVNULL)
        seconds = time.perf_counter() - start
        unit = 2**20 if sys.platform == "darwin" else 2**10  # bytes there, kilobytes elsewhere
        largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / unit
        print(
            f"\n{ROWS:,} rows: {seconds:.1f} s, {largest:.0f} MiB in the largest process, "
            f"{os.cpu_count()} cores"
        )
        with target.open(encoding="utf-8-sig", newline="") as stream:
            answers = list(csv.DictReader(stream))
    tell(
        "its rows",
        Counter(
            row["status"]
            if row["status"] != "resolved"
            else ("right" if row["adcode"] == row["county_code"] else "wrong")
            for row in answers
        ),
    )


def rows(name: str) -> Iterable[dict[str, str]]:
    """The rows of a list under `data/sources/admin`."""
    with (ADMIN / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def tell(what: str, found: Counter[str]) -> None:
    """One line of figures."""
    message = ", ".join(f"{count:,} {name}" for name, count in found.most_common())
    print(f"{what} ({found.total():,}): {message}")


if __name__ == "__main__":
    main()
