"""Any field of a good backup, with any value: refused in a sentence, or every page works."""

import hashlib
import io
import json
import random
import zipfile
from contextlib import closing

import pytest

from benchmarks.bit_flips import write_diary
from benchmarks.every_door import drawn_pages
from estimator.diary.diary import Diary
from estimator.errors import InputError
from estimator.store import open_store

MANIFEST = "manifest.json"
HOSTILE = (
    *(None, True, False, 0, -1, 7, 1e308, -0.0, 10**400, float("nan"), float("inf")),
    *("", " ", "x", "natto", "nattö", "own-000000000000-v1", "a\x00b", "\ud800", "\u202e", "ﬁ"),
    *("2026-13-45", "9999-12-31", "0001-01-01", "2026-02-10", "25:00", "Mars/Olympus", "../../x"),
    *("=1+1", "<script>", "x" * 100_000, [], {}, [None], {"id": 1}, [[[]]], {"MK7": "3"}),
)
EXAMPLES = 40
SEED = 20260212


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    """Rows of a good backup by table, and its manifest."""
    backup = write_diary(tmp_path_factory.mktemp("good") / "diary.sqlite3")
    with zipfile.ZipFile(io.BytesIO(backup)) as archive:
        said = json.loads(archive.read(MANIFEST))
        tables = {
            table: [json.loads(line) for line in archive.read(f"tables/{table}.jsonl").splitlines()]
            for table in said["sha256"]
        }
    return tables, said


def packed(tables, said):
    """A backup with the right checksums of whatever is in it."""
    target, sha256 = io.BytesIO(), {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for table, rows in tables.items():
            data = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
            sha256[table] = hashlib.sha256(data).hexdigest()
            archive.writestr(f"tables/{table}.jsonl", data)
        archive.writestr(MANIFEST, json.dumps(said | {"sha256": sha256}))
    target.seek(0)
    return target


def places(value, path=()):
    """Yield the way to every value inside a row, its own too."""
    yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from places(inner, (*path, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from places(inner, (*path, place))


def with_value(tables, table, number, path, hostile):
    changed = json.loads(json.dumps(tables))
    inner = changed[table][number]
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = hostile
    return changed


def mutations(tables, seed, count):
    """Yield a field and a hostile value, each kind of field as often as any other."""
    chance = random.Random(seed)
    fields = {}
    for table, rows in tables.items():
        for number, row in enumerate(rows):
            for path in places(row):
                if path:
                    kind = (table, *(step for step in path if isinstance(step, str)))
                    fields.setdefault(kind, []).append((table, number, path))
    kinds = sorted(fields)
    for _ in range(count):
        yield (*chance.choice(fields[chance.choice(kinds)]), chance.choice(HOSTILE))


def outcome(tables, said, folder):
    """Bring a backup back; return why it is refused, or "" after every page was drawn."""
    url = f"sqlite:///{folder / 'diary.sqlite3'}"
    with closing(Diary(open_store(url))) as diary:
        diary.people.add("Zoe")
        try:
            diary.backups.restore(packed(tables, said), "b.zip")
        except InputError as error:
            assert [one.name for one in diary.people.all()] == ["Zoe"]
            return str(error)
        diary.check_for_damage()
    for page, traceback, errors in drawn_pages(url):
        assert not traceback, page
        assert errors == [], page
    return ""


@pytest.mark.parametrize("part", range(4))
def test_any_field_is_refused_or_every_page_works(good, tmp_path, part, monkeypatch):
    monkeypatch.setenv("K2_DATABASE_URL", "")
    tables, said = good
    for number, (table, row, path, hostile) in enumerate(
        mutations(tables, SEED + part, EXAMPLES // 4)
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        changed = with_value(tables, table, row, path, hostile)
        try:
            refusal = outcome(changed, said, folder)
        except BaseException as error:
            error.add_note(f"{table} {row} {path} = {hostile!r:.60}")
            raise
        assert refusal == "" or ("nothing was changed" in refusal and "\n" not in refusal)
