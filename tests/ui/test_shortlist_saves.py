"""Saving, opening, passing on lists, and what fails, on the page without a browser."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from geo import settings
from geo.rank import code
from geo.rank.criteria import Criterion, Measure
from geo.shortlist import file, link
from geo.shortlist.drift import pick
from geo.shortlist.store import Store
from tests.ui.apptest import address, html, opened, session
from tests.ui.test_shortlist import PAGE, click, listed, now, opened_list, panel


def database() -> Store:
    return Store(settings.shortlists_url())


def test_a_list_is_saved_opened_by_another_and_never_overwritten(catalog):
    app = opened_list(listed(catalog, "sanxingdui", "jinsha-site"))
    click(app, "shortlist_save")
    assert now(app).version == 1
    other = opened(PAGE, **{link.LIST: now(app).id})
    assert now(other).ids == now(app).ids
    other.selectbox(key="shortlist_add_place").set_value("dujiangyan").run()
    click(other, "shortlist_save")
    app.selectbox(key="shortlist_add_place").set_value("huanglong").run()
    click(app, "shortlist_save")
    assert "都江堰" in html(app)  # the dialog shows both sides
    assert database().open(now(app).id).ids == ("sanxingdui", "jinsha-site", "dujiangyan")
    click(app, "conflict_merge")
    merged = database().open(now(app).id)
    assert merged.ids == ("sanxingdui", "jinsha-site", "huanglong", "dujiangyan")
    assert (merged.version, now(app)) == (3, merged)


@pytest.mark.parametrize(
    ("answer", "last"), [("mine", "huanglong"), ("theirs", "dujiangyan"), ("copy", "dujiangyan")]
)
def test_every_answer_to_a_conflict_loses_nothing(catalog, answer, last):
    app = opened_list(listed(catalog, "sanxingdui"))
    click(app, "shortlist_save")
    theirs = database().save(now(app).add(*pick(catalog, ["dujiangyan"])))
    app.selectbox(key="shortlist_add_place").set_value("huanglong").run()
    click(app, "shortlist_save")
    click(app, f"conflict_{answer}")
    assert database().open(theirs.id).ids == ("sanxingdui", last)
    assert database().open(theirs.id, 2).ids == ("sanxingdui", "dujiangyan")
    if answer == "copy":
        assert now(app).id != theirs.id
        assert database().open(now(app).id).ids == ("sanxingdui", "huanglong")


def test_notes_that_no_list_has_room_for_together_are_not_merged(catalog):
    app = opened_list(listed(catalog, "sanxingdui").note("sanxingdui", "a" * 3000))
    click(app, "shortlist_save")
    theirs = database().save(now(app).note("sanxingdui", "b" * 3000))
    app.selectbox(key="shortlist_add_place").set_value("huanglong").run()
    click(app, "shortlist_save")
    assert not app.exception
    assert app.button(key="conflict_merge").disabled
    assert any("4000" in warning.value for warning in app.warning)
    click(app, "conflict_mine")
    assert database().open(theirs.id).ids == ("sanxingdui", "huanglong")


def test_versions_come_back_and_deleted_lists_too(catalog):
    app = opened_list(listed(catalog, "sanxingdui"))
    click(app, "shortlist_save")
    app.selectbox(key="shortlist_add_place").set_value("huanglong").run()
    click(app, "shortlist_save")
    panel(app, "versions")
    app.selectbox(key="shortlist_version").set_value(1).run()
    assert "黄龙" in html(app)
    click(app, "shortlist_bring_back")
    assert (now(app).ids, now(app).version) == (("sanxingdui",), 3)
    key = now(app).id
    click(app, "shortlist_more")
    click(app, "shortlist_delete")
    assert not session(app).shortlists.histories
    click(app, "shortlist_open")
    click(app, f"shortlist_restore_{key}")
    assert now(app).ids == ("sanxingdui",)


def test_without_a_database_the_page_works_with_files(catalog, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("SHUTU_SHORTLISTS", f"sqlite:///{tmp_path}/file/lists.sqlite")
    app = opened_list(listed(catalog, "sanxingdui"))
    assert any("文件" in warning.value for warning in app.warning)
    click(app, "shortlist_save")
    assert any("文件" in error.value for error in app.error)
    assert now(app).ids == ("sanxingdui",)
    content = file.to_json(listed(catalog, "jinsha-site", name="文件里的"))
    click(app, "shortlist_open")
    app.get("file_uploader")[0].upload("清单.json", content.encode(), "application/json").run()
    assert not app.exception
    assert (now(app).name, now(app).ids) == ("文件里的", ("jinsha-site",))
    click(app, "shortlist_open")
    app.get("file_uploader")[0].upload("坏.json", b"{", "application/json").run()
    assert not app.exception
    assert now(app).name == "文件里的"
    assert app.error


def test_damaged_links_are_refused_calmly():
    app = opened(PAGE, **{link.CONTENT: "1broken", link.LIST: "no-such-list"})
    assert app.error
    assert not address(app)


def test_a_link_opens_the_same_list_elsewhere(catalog):
    here = (
        listed(catalog, "sanxingdui", "jinsha-site")
        .note("jinsha-site", "先看")
        .tag("jinsha-site", "馆")
    )
    app = opened_list(here.rank_by(code.encode([Criterion(Measure.TASKS)])), lang="en")
    click(app, "shortlist_pass_on")
    address = next(block.value for block in app.code if link.CONTENT in block.value)
    given = parse_qs(urlsplit(address).query)
    assert given["lang"] == ["en"]
    found = link.decode(given[link.CONTENT][0])
    assert (found.name, found.items, found.criteria) == (here.name, here.items, now(app).criteria)


def test_lists_are_not_shared_between_visitors(catalog):
    one, other = opened_list(listed(catalog, "sanxingdui")), opened(PAGE)
    assert now(one).ids == ("sanxingdui",)
    assert not session(other).shortlists.histories


def test_one_panel_of_the_bar_is_open_and_only_for_its_list(catalog):
    app = opened_list(listed(catalog, "sanxingdui"))
    click(app, "shortlist_pass_on")
    assert app.code
    click(app, "shortlist_more")
    assert not app.code
    assert app.button(key="shortlist_duplicate")
    click(app, "shortlist_more")
    assert session(app).shortlists.tool == ""
    click(app, "shortlist_more")
    click(app, "shortlist_close")  # what was open for that list is closed with it
    assert session(app).shortlists.tool == ""
