"""The connection can read its tables and nothing else; damage gives one clear line."""

import json
import shutil

import duckdb
import pytest

from geo.errors import ArtefactError
from geo.store.database import Database


@pytest.fixture
def copy(built, tmp_path):
    return shutil.copytree(built, tmp_path / "built")


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM glob('/*')",
        "SELECT * FROM '{folder}/places.parquet'",
        "COPY places TO '{folder}/stolen.csv'",
        "ATTACH '{folder}/other.duckdb'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET memory_limit = '9GB'",
        "INSERT INTO sectors SELECT * FROM sectors",
        "DROP TABLE places",
        "CREATE TABLE x AS SELECT 1",
        "SELECT getenv('HOME')",
    ],
)
def test_nothing_but_reading_our_tables(copy, statement):
    database = Database(copy)
    with pytest.raises(duckdb.Error):
        database._connection.execute(statement.format(folder=copy))
    assert not (copy / "stolen.csv").exists()
    assert database.rows("zones").num_rows == 5


def test_no_build(tmp_path):
    with pytest.raises(ArtefactError, match="python -m geo build"):
        Database(tmp_path / "nowhere")


def test_damaged_database(copy):
    (copy / "explorer.duckdb").write_bytes(b"not a database" * 1000)
    with pytest.raises(ArtefactError, match=r"explorer\.duckdb"):
        Database(copy)


def test_missing_database(copy):
    (copy / "explorer.duckdb").unlink()
    with pytest.raises(ArtefactError, match=r"explorer\.duckdb is missing"):
        Database(copy)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"build_id": 5, "files": {}}'])
def test_damaged_manifest(copy, text):
    (copy / "manifest.json").write_text(text)
    with pytest.raises(ArtefactError, match=r"manifest\.json"):
        Database(copy)


def test_mixed_builds_are_not_served(copy):
    manifest = json.loads((copy / "manifest.json").read_text())
    manifest["build_id"] = "0" * 12
    (copy / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(ArtefactError, match="different builds"):
        Database(copy)


def test_a_table_that_is_gone_is_a_clear_error(copy):
    with duckdb.connect(copy / "explorer.duckdb") as writer:
        writer.execute("DROP TABLE zones")
    with pytest.raises(ArtefactError, match="could not answer zones"):
        Database(copy).rows("zones")
