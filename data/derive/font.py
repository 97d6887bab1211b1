"""Derive the font that is shipped: two files for maps and briefs, many small ones for the browser.

Run by hand when the font or the slices should be renewed; users of Shutu never need it:

    npm pack @expo-google-fonts/noto-sans-sc@0.4.3
    tar xzf expo-google-fonts-noto-sans-sc-0.4.3.tgz
    pip install fonttools==4.68.0 brotli==1.2.1
    python data/derive/font.py package

It writes `data/font`. The same package and the same `slices.toml` give the same bytes. With
`--slices` the characters of `slices.toml` are first taken anew from our texts and tables; that
decides only how much a browser loads at once, never what can be shown.
"""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import brotli  # noqa: F401  # for WOFF2; where it is missing nothing is begun
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2]
SOURCES, OUT = ROOT / "data" / "sources", ROOT / "data" / "font"
WEB, SLICES = OUT / "web", OUT / "slices.toml"
REGULAR = "400Regular/NotoSansSC_400Regular.ttf"
BOLD = "700Bold/NotoSansSC_700Bold.ttf"
LICENCE = "LICENSE_FONT"
NEEDED = (REGULAR, BOLD, LICENCE)
# A family of its own: what it lacks is then looked for in the regular one, by every program.
BOLD_FAMILY = "Shutu Strong"
WEB_FAMILY = "Shutu Sans"
# What each slice is for, most needed first. Slices are loaded whole.
TEXTS = {
    "interface": (
        "geo/i18n/*.toml",
        "data/sources/plan/*",
        "data/sources/sites/sites.csv",
        "data/sources/admin/counties.csv",
        "data/sources/admin/prefectures.csv",
    ),
    "details": (
        "data/sources/tours.toml",
        "data/sources/sites/*.csv",
        "data/sources/admin/zones.csv",
    ),
    "names": (
        "data/sources/admin/*towns.csv",
        "data/sources/admin/*villages.csv",
        "data/sources/admin/former_counties.csv",
    ),
}
LATIN = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x250),
    *range(0x2010, 0x2052),
    *range(0x2190, 0x2200),
    *range(0x2212, 0x2213),
    *range(0x25A0, 0x2600),
)
# The rest in order of code points: ranges that a style sheet can write in one line, each of so many
# code points and at least so many characters.
STEP, LEAST = 0x200, 200


def slices_of_texts(known: Iterable[int]) -> dict[str, str]:
    """The characters of each group of texts that no group before it has."""
    left = set(known) - set(LATIN)
    slices = {}
    for name, patterns in TEXTS.items():
        used: set[str] = set()
        for pattern in patterns:
            for path in sorted(ROOT.glob(pattern)):
                used.update(path.read_text(encoding="utf-8"))
        found = sorted(left & {ord(char) for char in used})
        left -= set(found)
        slices[name] = "".join(map(chr, found))
    return slices


def subset(source: Path, target: Path, codes: Iterable[int], *, web: bool = False) -> None:
    """A file with some characters of a font; for the browser without what pages do not use."""
    options = Options()
    options.hinting = False
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables = ["STAT"]
    if web:
        options.flavor = "woff2"
        options.layout_features = ["ccmp", "locl", "kern", "mark", "mkmk"]
        options.drop_tables += ["vhea", "vmtx", "BASE"]
    font = TTFont(source, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    if source.name.endswith("Bold.ttf"):
        for record in font["name"].names:
            if record.nameID in (1, 4):
                record.string = BOLD_FAMILY
    font.flavor = options.flavor
    font.save(target)


def ranges(codes: Iterable[int]) -> str:
    """Code points as `unicode-range` writes them."""
    spans: list[list[int]] = []
    for code in sorted(codes):
        if spans and code == spans[-1][1] + 1:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    return ",".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in spans)


def web_slices(known: set[int], slices: dict[str, str]) -> list[tuple[str, set[int], str]]:
    """Name, characters and `unicode-range` of every file for the browser, least needed first.

    Where ranges overlap, browsers look at the last one that was declared first: the wide ranges of
    the rest may therefore cover what a later, more precise one has.
    """
    named = {"latin": known & set(LATIN)}
    named |= {name: set(map(ord, chars)) & known for name, chars in slices.items()}
    rest = known - set().union(*named.values())
    wide, chars, start = [], set(), 0
    for block in sorted({code // STEP * STEP for code in rest}):
        chars |= {code for code in rest if block <= code < block + STEP}
        if len(chars) >= LEAST or block + STEP > max(rest):
            wide.append((f"{min(chars):05x}", chars, ranges(range(start, block + STEP))))
            chars, start = set(), block + STEP
    wide.reverse()
    precise = [(name, chars, ranges(chars)) for name, chars in reversed(named.items())]
    return [*wide, *precise]


def main() -> None:
    """Write the fonts, their style sheet and their checksums."""
    parser = argparse.ArgumentParser(description="Derive the font that is shipped.")
    parser.add_argument("package", type=Path, help="the unpacked folder of the npm package")
    parser.add_argument("--slices", action="store_true", help="take the characters anew")
    options = parser.parse_args()
    package = options.package
    missing = [name for name in NEEDED if not (package / name).is_file()]
    if missing:  # said before the files of today are taken away
        parser.error(f"{package} has no {', '.join(missing)}; data/font was kept")
    WEB.mkdir(parents=True, exist_ok=True)
    for old in WEB.glob("*"):
        old.unlink()
    known = set(TTFont(package / REGULAR).getBestCmap())
    if options.slices:
        lines = (f'{name} = "{chars}"\n' for name, chars in slices_of_texts(known).items())
        SLICES.write_text("".join(lines), encoding="utf-8", newline="\n")
    slices = tomllib.loads(SLICES.read_text(encoding="utf-8"))
    subset(package / REGULAR, OUT / "NotoSansSC-Regular.ttf", known)
    strong = known & (
        {code for code in known if _in_gb2312(code)}
        | set(LATIN)
        | set(map(ord, "".join(slices.values())))
    )
    subset(package / BOLD, OUT / "ShutuStrong.ttf", strong)
    rules = []
    for name, chars, span in web_slices(known, slices):
        subset(package / REGULAR, WEB / f"{name}.woff2", chars, web=True)
        rules.append(
            f'@font-face{{font-family:"{WEB_FAMILY}";font-display:swap;'
            f'src:url({name}.woff2)format("woff2");unicode-range:{span}}}\n'
        )
    (WEB / "font.css").write_text("".join(rules), encoding="utf-8", newline="\n")
    (OUT / "OFL.txt").write_bytes((package / LICENCE).read_bytes())
    _checksums()


def _in_gb2312(code: int) -> bool:
    try:
        return len(chr(code).encode("gb2312")) > 0
    except UnicodeEncodeError:
        return False


def _checksums() -> None:
    """`sha256sums`, in the form of the program of that name."""
    files = sorted(path for path in OUT.rglob("*") if path.suffix in (".ttf", ".woff2", ".css"))
    lines = (
        f"{sha256(path.read_bytes()).hexdigest()}  {path.relative_to(OUT).as_posix()}\n"
        for path in files
    )
    (OUT / "sha256sums").write_text("".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
