"""One colour and one symbol for each of the 22 sectors of data/sources/plan/sectors.csv.

The colours come from a search for the largest distances between them with a contrast to white
symbols of at least 3:1 and a hue that suits the sector. The minimum distances, also for
colour-blind viewers, are in tests/mapping/test_palette.py. Symbols are drawn by hand on a 24 × 24
grid, about 2 units free on each side, and differ in outline, not only in detail.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SectorStyle:
    """A colour as `#rrggbb` and a symbol as an SVG path on a 24 × 24 grid."""

    colour: str
    path: str

    @property
    def rgb(self) -> list[int]:
        """The colour as three numbers of 0 to 255."""
        return [int(self.colour[i : i + 2], 16) for i in (1, 3, 5)]


SECTOR_STYLES = {
    # Sectors with places on the map: the most distinct colours.
    "energy": SectorStyle(  # vermilion; a bolt
        "#bc2800",
        "M13.8 3.5 6 13.6h4.8L9.6 20.5l8.4-10.6h-5.2z",
    ),
    "agriculture": SectorStyle(  # leaf green; a sprout
        "#4fa452",
        "M11 20.5V14.5C6 14.5 3.6 11.5 3.6 7c4.4 0 7.2 1.9 8.2 5.3C12.4 7.3 15.2 4.7 20.4 4.7"
        "c0 5.3-2.6 8.6-7.4 9.3v6.5z",
    ),
    "tourism": SectorStyle(  # magenta; peaks
        "#aa3387",
        "M2.8 19 9.3 6.5l4 7.4 2.4-3.7 5.5 8.8z",
    ),
    "transport": SectorStyle(  # deep blue; a bus from the front
        "#003c93",
        "M7 3.8h10a2 2 0 0 1 2 2v10a2 2 0 0 1-1.5 1.9v2.3h-2.7v-2.2H9.2v2.2H6.5v-2.3"
        "A2 2 0 0 1 5 15.8v-10a2 2 0 0 1 2-2zM7.2 6.5v4.8h9.6V6.5zM8.3 13.4"
        "a1.2 1.2 0 1 0 0 2.4 1.2 1.2 0 0 0 0-2.4zm7.4 0"
        "a1.2 1.2 0 1 0 0 2.4 1.2 1.2 0 0 0 0-2.4z",
    ),
    "logistics": SectorStyle(  # brown; a parcel
        "#632613",
        "M12 3.5 19.6 7.3 12 11.1 4.4 7.3zM4 9.3l7.1 3.5v8L4 17.2zM20 9.3l-7.1 3.5v8L20 17.2z",
    ),
    "water": SectorStyle(  # cyan; a drop
        "#169bc4",
        "M12 3.2c3.5 4.6 5.9 7.6 5.9 11a5.9 5.9 0 0 1-11.8 0c0-3.4 2.4-6.4 5.9-11z",
    ),
    "city": SectorStyle(  # violet; three towers
        "#7f55db",
        "M3.8 20v-9.5l5-2V20zM10 20V4l6 2.5V20zM17.2 20v-8.5h3V20zM12 8.5v2h2v-2zm0 4v2h2v-2z",
    ),
    "rural": SectorStyle(  # ochre; a house
        "#c28a00",
        "M12 3.8 2.8 12h2.5v8h5v-5.5h3.4V20h5v-8h2.5z",
    ),
    "platform": SectorStyle(  # jade; a flask
        "#107959",
        "M8.5 3.5h7v2.2h-1.3v4l5.2 8.3a1.7 1.7 0 0 1-1.5 2.5H6.1A1.7 1.7 0 0 1 4.6 18l5.2-8.3"
        "v-4H8.5zM11.5 10.3 9.3 13.9h5.4l-2.2-3.6V5.7h-1z",
    ),
    "infrastructure": SectorStyle(  # graphite; a hub and three nodes
        "#353b43",
        "M12 3.2a3 3 0 0 1 1 5.8v2.6l3.6 2.6a3 3 0 1 1-1.1 1.7L12 13.4l-3.5 2.5"
        "a3 3 0 1 1-1.1-1.7L11 11.6V9a3 3 0 0 1 1-5.8z",
    ),
    # Sectors that the plan names without places.
    "industry": SectorStyle(  # steel; a gear
        "#7c8ca5",
        "M10.4 5.4L10.6 2.9L13.4 2.9L13.6 5.4L15.5 6.2L17.4 4.6L19.4 6.6L17.8 8.5L18.6 10.4"
        "L21.1 10.6L21.1 13.4L18.6 13.6L17.8 15.5L19.4 17.4L17.4 19.4L15.5 17.8L13.6 18.6"
        "L13.4 21.1L10.6 21.1L10.4 18.6L8.5 17.8L6.6 19.4L4.6 17.4L6.2 15.5L5.4 13.6L2.9 13.4"
        "L2.9 10.6L5.4 10.4L6.2 8.5L4.6 6.6L6.6 4.6L8.5 6.2zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6"
        "z",
    ),
    "finance": SectorStyle(  # old gold; the yuan sign
        "#a08727",
        "M4.8 4h3.4L12 9.9 15.8 4h3.4l-4.9 7.5h3.2v2.1h-4.1v1.6h4.1v2.1h-4.1V20.5h-2.8v-3.2"
        "H6.5v-2.1h4.1v-1.6H6.5v-2.1h3.2z",
    ),
    "consumption": SectorStyle(  # rose; a shopping cart
        "#d7527c",
        "M2.8 4h3.5l.7 2.7h14l-2.2 8.8H7.4L4.9 6H2.8zM9 17"
        "a1.9 1.9 0 1 1 0 3.8 1.9 1.9 0 0 1 0-3.8zm7.5 0"
        "a1.9 1.9 0 1 1 0 3.8 1.9 1.9 0 0 1 0-3.8z",
    ),
    "entertainment": SectorStyle(  # orchid; a gamepad
        "#9553b8",
        "M7.5 6.5h9a5 5 0 0 1 4.9 4.1l.9 5a2.6 2.6 0 0 1-4.7 2L15.7 15H8.3l-1.9 2.6"
        "a2.6 2.6 0 0 1-4.7-2l.9-5a5 5 0 0 1 4.9-4.1zM7.3 8.3v1.7H5.6v1.8h1.7v1.7h1.8v-1.7"
        "h1.7V10H9.1V8.3zM16 9.3a1.6 1.6 0 1 0 0 3.2 1.6 1.6 0 0 0 0-3.2z",
    ),
    "health": SectorStyle(  # crimson; a cross
        "#a11330",
        "M9.2 4h5.6v5.2H20v5.6h-5.2V20H9.2v-5.2H4V9.2h5.2z",
    ),
    "education": SectorStyle(  # aubergine; a mortarboard
        "#533b67",
        "M12 4.5 22 9.3v6.7h-1.7v-5.8L12 14.2 2 9.3zM6 13.2l6 2.9 6-2.9v3.9"
        "c-1.5 1.6-3.5 2.4-6 2.4s-4.5-.8-6-2.4z",
    ),
    "iot": SectorStyle(  # teal; a sensor sending
        "#418a83",
        "M12 15.8a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4zM17.8 13.1A7.6 7.6 0 0 0 6.2 13.1"
        "L7.9 14.5A5.4 5.4 0 0 1 16.1 14.5zM21.6 9.4A12.9 12.9 0 0 0 2.4 9.4L4 10.8"
        "A10.7 10.7 0 0 1 20 10.8z",
    ),
    "vehicles": SectorStyle(  # sky blue; a car sending
        "#4a81d4",
        "M2.5 17v-4.2l3-1.2 2.3-4h8l3.5 4 2.4.9V17h-1.8a2.3 2.3 0 0 1-4.5 0H8.9"
        "a2.3 2.3 0 0 1-4.5 0zM16.2 3.5A6.5 6.5 0 0 0 7.8 3.5L9 4.9A4.7 4.7 0 0 1 15 4.9z",
    ),
    "broadcasting": SectorStyle(  # plum; a television set
        "#53236b",
        "M7.8 2.5 12 6.2l4.2-3.7 1.3 1.5-2.9 2.6H19a2 2 0 0 1 2 2V18a2 2 0 0 1-2 2H5"
        "a2 2 0 0 1-2-2V8.6a2 2 0 0 1 2-2h4.4L6.5 4zM5.5 9.1v8.4h13V9.1z",
    ),
    "culture": SectorStyle(  # terracotta; a brush
        "#a65c34",
        "M20.5 3.5c-4.5 2-8.3 5.3-10.7 9.3l2.4 2.4c4-2.4 7.3-6.2 8.3-11.7zM8.5 14.2"
        "c-2.2-.2-3.8 1.2-3.8 3.4 0 1-.6 1.8-1.7 2.4 3.7 1.2 8 .2 7.8-3.5z",
    ),
    "marketing": SectorStyle(  # coral; a megaphone
        "#e57353",
        "M3 9.5h4.5L16 5v14l-8.5-4.5H3zM6 15.5h2.8l1.4 5H7.4zM17.8 9a4 4 0 0 1 0 6z",
    ),
    "ecosystem": SectorStyle(  # forest green; a piece of a puzzle
        "#295630",
        "M3.8 8h4.9a2.7 2.7 0 1 1 4.6 0h4.9v4.7a2.7 2.7 0 1 1 0 4.6V21h-5.3"
        "a2.4 2.4 0 1 0-3.8 0H3.8z",
    ),
}
NO_SECTOR = "other"  # a person's own places, and sectors without a style
OTHER_SECTOR = SectorStyle("#6b7280", "M12 7a5 5 0 1 1 0 10 5 5 0 0 1 0-10z")
PLAIN_SECTOR = "infrastructure"  # whose dark symbol shows the frames of the precisions in legends
STATION_STYLE = SECTOR_STYLES["energy"]  # the derived stations are hydropower
# What was found for a person's list, by `geo.mapping.match_layers.MatchKind`.
MATCH_STYLES = {
    "found": SectorStyle(
        "#1f5f99", "M9.6 18.6 3.4 12.4l2.3-2.3 3.9 3.9 8.7-8.7 2.3 2.3z"
    ),  # a tick
    "chosen": SectorStyle(  # a pencil
        "#0f6b54", "M4 20l1.2-5L15.6 4.6a2 2 0 0 1 2.8 0l1 1a2 2 0 0 1 0 2.8L9 18.8z"
    ),
    "option": SectorStyle(  # a question mark
        "#a34a00",
        "M12 3.6c3.4 0 5.8 2 5.8 5 0 3.3-3.6 4-4.1 6.4h-3.2c.3-3.9 3.7-4.1 3.7-6.2 0-1.2-.9-1.9"
        "-2.3-1.9-1.4 0-2.4.7-2.8 2L6.2 8c.8-2.8 2.9-4.4 5.8-4.4zM12.100 16.600a2 2 0 1 1 0 4 2 2 0"
        " 0 1 0-4z",
    ),
}


def sector_style(sector: str) -> SectorStyle:
    """The style of a sector by its code."""
    return SECTOR_STYLES.get(sector, OTHER_SECTOR)
