"""The entry point for all user files: read in a separate process, and validated here again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import shapely

from geo.errors import ShortlistError
from geo.ingest.areas import AREA_LIMITS, TYPED_LIMITS, area_error
from geo.ingest.areas.wkb import check_wkb
from geo.ingest.delimited import MOST_DAMAGED
from geo.ingest.frames import FrameError
from geo.ingest.geometry import usable_geometry
from geo.ingest.layers import TILES, ending_of
from geo.ingest.layers.answer import LayerContent, LayerNames, take_layer
from geo.ingest.layers.layer_file import MOST_BYTES, MOST_TILE_BYTES, layer_error
from geo.ingest.layout import MergedCell
from geo.ingest.pool import OneProcess, Runner, page_pool
from geo.ingest.process import WorkerAnswer, WorkerRequest
from geo.ingest.process_limits import PROCESS_LIMITS, ProcessLimits
from geo.ingest.table import (
    COMMAND_LIMITS,
    MAX_ABOVE,
    MAX_SPANS,
    PAGE_LIMITS,
    Geometry,
    Grid,
    RawRow,
    TableLimits,
    list_error,
    plain_name,
)
from geo.model import Datum
from geo.query.spatial import AreaFilter
from geo.shortlist.errors import shortlist_error
from geo.shortlist.file import MAX_BYTES, from_record
from geo.shortlist.model import Shortlist

MAX_VERTICES = 1_000_000  # of all geometries of a list, or of an area once it is united


@dataclass(frozen=True)
class ListFile:
    """A list as it was read: the cells of one sheet, and all sheets to choose from."""

    grid: Grid
    sheets: list[str]

    @property
    def sheet(self) -> str | None:
        """The sheet that was read, where there are several."""
        return (self.grid.sheet or self.sheets[0]) if len(self.sheets) > 1 else None


@dataclass(frozen=True)
class UserFiles:
    """Reads user files; `limits` are those of lists.

    Every method raises `IngestError` when the reading process is stopped, crashes, or is not
    available; there are no other effects.
    """

    runner: Runner
    limits: TableLimits
    process_limits: ProcessLimits = PROCESS_LIMITS

    def read_list(self, name: str, data: bytes, sheet: str | None = None) -> ListFile:
        """The cells of an uploaded list; `sheet` chooses one of a workbook, else its first
        that is not empty.

        Raises:
            ListFileError: it is too large, damaged, of an unsupported type, or empty.
        """
        name = plain_name(name)
        if len(data) > self.limits.bytes:
            raise list_error("too_large", name=name, limit=self.limits.bytes // 1_000_000)
        options = {"name": name, "sheet": sheet, "list_limits": asdict(self.limits)}
        return self.runner.run(self._request("list", options, data), self._decode_list)

    def read_list_file(self, path: Path, sheet: str | None = None) -> ListFile:
        """The cells of a list on the disk; `sheet` is the name or number of one of a workbook.

        Raises:
            ListFileError: the file cannot be opened, or see `read_list`.
        """
        options = {
            "name": plain_name(path.name),
            "sheet": sheet,
            "list_limits": asdict(self.limits),
        }
        return self.runner.run(self._from_path("list", path, options), self._decode_list)

    def read_pasted(self, text: str) -> Grid:
        """Pasted lines: one name each, or cells of a spreadsheet.

        Raises:
            ListFileError: there is nothing, or more than the limits allow.
        """
        data = text.encode(errors="replace")
        if len(data) > self.limits.bytes:
            raise list_error("text_too_large", limit=self.limits.bytes // 1_000_000)
        options = {"list_limits": asdict(self.limits)}
        return self.runner.run(self._request("pasted", options, data), self._decode_list).grid

    def read_area(self, name: str, data: bytes, datum: Datum = Datum.WGS84) -> AreaFilter:
        """All polygons of an uploaded file in one area (EPSG:4326), which is named like the file.

        `datum` is that of its degrees, as the person says.

        Raises:
            AreaFileError: the file is too large, cannot be read, or has no polygon in Sichuan.
        """
        name = plain_name(name)
        if len(data) > AREA_LIMITS.bytes:
            raise area_error("too_large", name=name, limit=AREA_LIMITS.bytes // 1_000_000)
        options = {"name": name, "datum": datum}
        return self.runner.run(self._request("area", options, data), _decode_area)

    def read_typed_area(self, name: str, text: str, datum: Datum = Datum.WGS84) -> AreaFilter:
        """The area (EPSG:4326) of a typed text: WKT, GeoJSON, lines of longitude and latitude, or
        the four bounds of a rectangle, all in degrees of `datum`.

        Raises:
            AreaFileError: the text is too long, is no area, or has none in Sichuan.
        """
        data = text.encode(errors="replace")
        if len(data) > TYPED_LIMITS.bytes:
            raise area_error("text_too_long", limit=TYPED_LIMITS.bytes // 1_000)
        options = {"name": plain_name(name), "datum": datum, "is_typed": True}
        area = self.runner.run(self._request("area", options, data), _decode_area)
        return replace(area, is_typed=True)

    def read_area_file(self, path: Path, datum: Datum = Datum.WGS84) -> AreaFilter:
        """The area in a file on the disk, whose degrees are in `datum`.

        Raises:
            AreaFileError: the file cannot be opened, or see `read_area`.
        """
        request = self._from_path("area", path, {"name": plain_name(path.name), "datum": datum})
        return self.runner.run(request, _decode_area)

    def read_layer(
        self, name: str, data: bytes, datum: Datum = Datum.WGS84, layer: str = ""
    ) -> LayerContent | LayerNames:
        """An uploaded file as a layer beside the places; of a file of several layers their names,
        until one is chosen.

        `datum` is that of its degrees, as the person says.

        Raises:
            LayerFileError: the file is too large, cannot be read, or has nothing to show here.
        """
        name = plain_name(name)
        most = MOST_TILE_BYTES if ending_of(name) == TILES else MOST_BYTES
        if len(data) > most:
            raise layer_error("too_large", name=name, limit=most // 1_000_000)
        options = {"name": name, "datum": datum, "layer": layer}
        return self.runner.run(self._request("layer", options, data), take_layer)

    def read_shortlist(self, data: bytes) -> Shortlist:
        """A new list with what an uploaded file holds.

        Raises:
            ShortlistError: it is not a shortlist, damaged, too large, or of a newer Shutu.
        """
        if len(data) > MAX_BYTES:
            raise shortlist_error("file_too_large", limit=MAX_BYTES // 1_000_000)
        return self.runner.run(self._request("shortlist", {}, data), _decode_shortlist)

    def read_shortlist_file(self, path: Path) -> Shortlist:
        """The list in a file on the disk.

        Raises:
            ShortlistError: the file cannot be opened, or see `read_shortlist`.
        """
        try:
            return self.runner.run(self._from_path("shortlist", path, {}), _decode_shortlist)
        except ShortlistError as fault:
            if fault.key == "unreadable":
                raise
            raise ShortlistError(
                fault.key, fault.values, f"{plain_name(str(path))}: {fault}"
            ) from fault

    def _request(self, task: str, options: dict[str, Any], data: bytes) -> WorkerRequest:
        return WorkerRequest(task, options, data, self.process_limits.for_file(len(data)))

    def _from_path(self, task: str, path: Path, options: dict[str, Any]) -> WorkerRequest:
        """A request for a file that the process opens itself; the file may be large."""
        try:
            size = path.stat().st_size
        except OSError:
            size = 0  # the process says what is wrong with it
        options = options | {"path": str(path.absolute())}
        return WorkerRequest(task, options, None, self.process_limits.for_file(size))

    def _decode_list(self, answer: WorkerAnswer) -> ListFile:
        """The grid that an answer holds, if it is one within the limits."""
        head = answer.value()
        cells: list[RawRow] = []
        lines: list[int] = []
        geometries: list[Geometry] = []
        for part in answer.values():
            cells += [_texts(row) for row in part.get("cells", ())]
            lines += map(int, part.get("lines", ()))
            geometries += part.get("geometries", ())
        rows, width = len(cells), len(cells[0])
        grid = Grid(
            tuple(cells),
            tuple(_checked(geometries)),
            tuple(lines),
            tuple(_span(one, rows, width) for one in head["spans"][:MAX_SPANS]),
            tuple(map(int, head["damaged"][:MOST_DAMAGED])),
            str(head["sheet"]),
        )
        wrong = (
            rows > self.limits.rows + 1 + MAX_ABOVE
            or width > self.limits.columns
            or any(len(row) != width for row in cells)
            or len(lines) != rows
            or len(geometries) != (rows - 1 if head["placed"] else 0)
        )
        if wrong:
            raise FrameError("no table")
        return ListFile(grid, list(_texts(head["sheets"])))


def page_files() -> UserFiles:
    """For the pages: processes that are started ahead, and the limits of a page."""
    return UserFiles(page_pool(), PAGE_LIMITS)


def command_files() -> UserFiles:
    """For the command line: one process for each file, and the limits of the command line."""
    return UserFiles(OneProcess(), COMMAND_LIMITS)


def _texts(given: Any) -> RawRow:
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise FrameError("no texts")
    return tuple(given)


def _span(given: Any, rows: int, width: int) -> MergedCell:
    span = MergedCell(*map(int, given))
    if not (0 <= span.top <= span.bottom < rows and 0 <= span.left <= span.right < width):
        raise FrameError("no merged cell")
    return span


def _checked(geometries: list[Geometry]) -> Iterator[Geometry]:
    left = MAX_VERTICES
    for given in geometries:
        geometry, vertices = usable_geometry(given, left)
        left -= vertices
        if (geometry is None) != (given is None):
            raise FrameError("no geometry")
        yield geometry


def _decode_area(answer: WorkerAnswer) -> AreaFilter:
    head = answer.value()
    wkb = answer.bytes()
    vertices: list[int] = []
    check_wkb(wkb, vertices.append)
    area = shapely.from_wkb(wkb)
    if sum(vertices) > MAX_VERTICES or area.geom_type not in ("Polygon", "MultiPolygon"):
        raise FrameError("no area")
    return AreaFilter(
        str(head["name"]),
        wkb,
        datum=Datum(head["datum"]),
        unread_links=int(head["unread_links"]),
    )


def _decode_shortlist(answer: WorkerAnswer) -> Shortlist:
    record = dict(answer.value())
    record["items"] = [item for part in answer.values() for item in part["items"]]
    return from_record(record)
