"""`shutu export`: the places that pass a filter, or those of a list, in a file of any format."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from geo.build.on_demand import ready_build
from geo.cli.choropleth_options import choropleth_of, choropleth_options
from geo.cli.filter_options import filters
from geo.cli.output import find_output, is_standard_output, one_of, pick_format, ticking
from geo.export.command import page_of, page_options
from geo.export.registry import DATUMS, FORMATS
from geo.i18n import LANGUAGES, english_count
from geo.query.area_input import read_datum, read_rule, with_rule


def export(options: argparse.Namespace) -> int:
    """Write the file."""
    datum = DATUMS[one_of("datum", options.datum, DATUMS)]
    lang = one_of("lang", options.lang, LANGUAGES)
    endings = {name: form.endings for name, form in FORMATS.items()}
    area_rule, area_datum = read_rule(options.area_rule), read_datum(options.area_datum)
    where = options.output or "."
    in_folder = not is_standard_output(where) and Path(where).is_dir()
    name = pick_format(options.format, None if in_folder else where, endings)
    form = FORMATS[name]
    layout = page_options(options, name)
    colors = choropleth_options(options, name)
    from geo.catalog import Catalog
    from geo.export.make_dataset import make_dataset
    from geo.export.page_link import page_link
    from geo.ingest.user_files import command_files
    from geo.rank.words import exported_ranking
    from geo.shortlist.drift import pick
    from geo.shortlist.model import Shortlist

    files = command_files()
    catalog = Catalog(ready_build())
    try:
        if in_folder:
            where = str(Path(where) / form.file_name(catalog.database.build_id, datum, lang))
        output = find_output(where, force=options.force, binary=not form.is_text)
        area = files.read_area_file(options.area, area_datum) if options.area else None
        area = with_rule(area, area_rule)
        chosen = replace(catalog.filter(**filters(options)), area=area)
        shortlist = files.read_shortlist_file(options.shortlist) if options.shortlist else None
        ids = options.ids.split(",") if options.ids is not None else None
        located = catalog.spatial.points
        known = Shortlist(items=pick(catalog, filter(located.__contains__, ids or ())))
        ranking, about = exported_ranking(catalog, shortlist or Shortlist(), lang)
        dataset = make_dataset(
            catalog,
            chosen,
            date=date.today().isoformat(),
            lang=lang,
            datum=datum,
            page=page_of(layout, shortlist),
            link=page_link(chosen, lang, shortlist or (known if ids else None)),
            ids=ids,
            shortlist=shortlist,
            ranking=ranking,
            about_ranking=about,
            choropleth=choropleth_of(catalog, files, options, chosen, colors) if colors else None,
        )
    finally:
        catalog.database.close()
    message = f"{english_count(len(dataset.places), 'place', 'places')}, making {name}"
    with ticking(message, sys.stderr):
        content = form.write(dataset)
    output.write(content)
    print(f"→ {output} ({len(content) / 1000:.0f} kB)", file=sys.stderr)
    return 0
