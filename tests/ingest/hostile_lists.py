"""Hostile lists by name: the ending of the file, and how to make it."""

from collections.abc import Callable
from pathlib import Path

from tests.ingest.hostile import SQUARE, feature_list, nested, nested_geojson, workbook

Case = Callable[[Path], bytes]
ROW = '<row r="{0}"><c r="A{0}" t="s"><v>1</v></c></row>'
LISTS: dict[str, tuple[str, Case]] = {
    **{
        f"merge {reference} x {times}": (
            ".xlsx",
            lambda _, r=reference, t=times: workbook(
                tail=f"<mergeCells>{f'<mergeCell ref={chr(34)}{r}{chr(34)}/>' * t}</mergeCells>"
            ),
        )
        for reference, times in (
            ("A1:XFD1048576", 3_000),
            ("A2:A1048576", 90_000),
            ("B2:B3", 900_000),
            ("A1:A9999999", 50),
            ("A0:ZZZ0", 50),
            ("nonsense", 200_000),
        )
    },
    "250,000 different merges": (
        ".xlsx",
        lambda _: workbook(
            tail="".join(f'<mergeCell ref="A{n}:C{n + 1}"/>' for n in range(1, 250_000))
        ),
    ),
    "merges that fill everything": (
        ".xlsx",
        lambda _: workbook(
            "".join(ROW.format(n) for n in range(1, 20_000)),
            tail="".join(f'<mergeCell ref="A{n}:A1048576"/>' for n in range(1, 20_000)),
        ),
    ),
    **{
        f"{what} in the {part}": (".xlsx", lambda _, p=part, t=text: workbook(**{p: t}))
        for part, what, text in (
            (
                "book",
                "90,000 names",
                "".join(f"<definedName name='n{n}'>A{n}</definedName>" for n in range(90_000)),
            ),
            ("book", "names of all cells", "<definedName name='x'>A:XFD</definedName>" * 9_000),
            ("styles", "500,000 fonts", "<fonts>" + "<font/>" * 500_000 + "</fonts>"),
            (
                "styles",
                "200,000 styles",
                "<cellXfs>" + "<xf numFmtId='7'/>" * 200_000 + "</cellXfs>",
            ),
            (
                "styles",
                "long formats",
                "<numFmt numFmtId='200' formatCode='" + '"' * 90_000 + "'/>" * 1,
            ),
            ("styles", "nonsense", "<fills><fill><patternFill><bgColor rgb='?'/>"),
            ("strings", "900,000 texts", "<si><t>a</t></si>" * 900_000),
            ("strings", "deep runs", "<r>" * 50_000 + "</r>" * 50_000),
            ("tail", "links", "<hyperlink ref='A1'/>" * 400_000),
            ("tail", "formats", "<conditionalFormatting sqref='A:A'/>" * 300_000),
            ("tail", "depth", nested("x", 300_000)),
        )
    },
    "5,000 sheets": (".xlsx", lambda _: workbook(sheets=5_000)),
    "20,000 parts": (".xlsx", lambda _: workbook(more={f"x/{n}": b"" for n in range(20_000)})),
    "a bomb in a part beside": (".xlsx", lambda _: workbook(more={"x": bytes(30_000_000)})),
    "texts in texts": (
        ".xlsx",
        lambda _: workbook(
            doctype='<!DOCTYPE s [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
            strings="<si><t>&b;</t></si>",
        ),
    ),
    "a text of 5,000 in all cells": (
        ".xlsx",
        lambda _: workbook(
            "".join(
                f'<row r="{n}">{"<c t=&quot;s&quot;><v>0</v></c>".replace("&quot;", chr(34)) * 40}'
                "</row>"
                for n in range(1, 3_000)
            ),
            strings=f"<si><t>{'长' * 4_900}</t></si>",
        ),
    ),
    "no such text": (".xlsx", lambda _: workbook(strings="<si><t>名称</t></si>")),
    "text below zero": (".xlsx", lambda _: workbook('<row><c t="s"><v>-1</v></c></row>')),
    "number of 90,000 digits": (
        ".xlsx",
        lambda _: workbook(f"<row><c><v>{'9' * 90_000}</v></c></row>"),
    ),
    "row 10^12": (
        ".xlsx",
        lambda _: workbook('<row r="999999999999"><c r="A1"><v>1</v></c></row>'),
    ),
    "a million blank rows": (".xlsx", lambda _: workbook(ROW.format(1) + "<row/>" * 1_000_000)),
    "rows far apart": (
        ".xlsx",
        lambda _: workbook("".join(ROW.format(n * 19_999) for n in range(1, 50))),
    ),
    "many cells in one row": (
        ".xlsx",
        lambda _: workbook(f"<row>{'<c><v>1</v></c>' * 400_000}</row>"),
    ),
    "a million commas": (".csv", lambda _: b"a\n" + b"," * 2_000_000),
    "a million quotes": (".csv", lambda _: b'a\n"' + b'""' * 1_000_000),
    "a line of 4 MB": (".csv", lambda _: b"a,b\n" + b"x" * 4_000_000),
    "every second byte NUL": (".csv", lambda _: b"a\0,\0" * 500_000),
    "one wide row and many short": (".csv", lambda _: b"a\n" * 19_000 + b"a" + b",b" * 199),
    "nothing but line ends": (".csv", lambda _: b"\r\n" * 2_000_000),
    **{
        f"{depth} collections as geometry": (
            ".geojson",
            lambda _, n=depth: nested_geojson(n, feature=True),
        )
        for depth in (9, 300, 950)
    },
    "many names of properties": (
        ".geojson",
        lambda _: feature_list(*[None] * 3, properties={str(n): n for n in range(100_000)}),
    ),
    "deep property": (
        ".geojson",
        lambda _: (
            '{"type":"FeatureCollection","features":[{"properties":{"a":'
            + "[" * 900
            + "]" * 900
            + "}}]}"
        ).encode(),
    ),
    **{
        f"geometry {one}": (".geojson", lambda _, g=one: feature_list(g))
        for one in (
            {"type": "LineString", "coordinates": [[104, 30]]},
            {"type": "Circle"},
            [],
            "POINT",
            7,
            {"type": "Polygon", "coordinates": [[[104, 30], [105, 30], [104, 30]]]},
            {"type": "Polygon", "coordinates": [[], SQUARE]},
            {"type": ["Point"]},
            {"type": "Point", "coordinates": [True, False]},
            {"type": "Point", "coordinates": None},
            {"type": "Point", "coordinates": [10**400, 30]},
            {"type": "GeometryCollection"},
        )
    },
}
