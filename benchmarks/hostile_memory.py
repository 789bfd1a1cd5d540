"""Feeds files made to fill the memory to everything that reads a person's file.

``python -m benchmarks.hostile_memory`` prints for each its size, what became of it, the seconds,
and how much more memory the process came to hold; with ``--limit MB`` nothing more than that is
given to it. Each file has a process of its own.
"""

import argparse
import io
import json
import multiprocessing
import random
import resource
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from estimator.diary.diary import Diary
from estimator.errors import InputError
from estimator.importing.file_opening import read_sheet
from estimator.importing.file_reading import read_file_rows
from estimator.importing.file_rows import Choices
from estimator.importing.record_reader import read_records
from estimator.importing.tool_layouts import LAYOUTS
from estimator.store import known_revisions, open_store

MEGABYTE: Final = 1 << 20


def _zip(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def _backup(line: bytes, padding: int = 0, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return what looks like a backup whose table of people is one line."""
    manifest = {
        "format": "k2-diary-backup",
        "format_version": 1,
        "schema": known_revisions()[-1],
        "made_at": "2026-01-01T00:00:00+00:00",
        "program": "",
        "food_data": "",
        "last_ids": {},
        "sha256": {"profiles": "", "entries": "", "changes": ""},
    }
    return _zip(
        {
            "padding": random.Random(1).randbytes(padding),
            "tables/profiles.jsonl": line,
            "tables/changes.jsonl": line,
            "tables/entries.jsonl": line,
            "manifest.json": json.dumps(manifest).encode(),
        },
        method,
    )


def _sas(rows: int) -> bytes:
    """Return a SAS transport file with a text column one letter wide."""

    def card(text: str) -> bytes:
        return text.encode().ljust(80)

    zeros = "000000000000000000000000000000"
    field = (
        b"\x00\x02\x00\x00\x00\x01\x00\x01" + b"NAME".ljust(8) + b" " * 40 + b"\0" * 84
    )  # a text of one letter
    head = [
        card(f"HEADER RECORD*******LIBRARY HEADER RECORD!!!!!!!{zeros}  "),
        card("SAS     SAS     SASLIB  6.06    bsd4.2"),
        card("01JAN26:00:00:00"),
        card("HEADER RECORD*******MEMBER  HEADER RECORD!!!!!!!000000000000000001600000000140  "),
        card(f"HEADER RECORD*******DSCRPTR HEADER RECORD!!!!!!!{zeros}  "),
        card("SAS     A       SASDATA 6.06    bsd4.2"),
        card("01JAN26:00:00:00"),
        card("HEADER RECORD*******NAMESTR HEADER RECORD!!!!!!!000000000100000000000000000000  "),
        field[:140].ljust(160, b" "),
        card(f"HEADER RECORD*******OBS     HEADER RECORD!!!!!!!{zeros}  "),
    ]
    return b"".join(head) + b"x" * rows


HEADER: Final = b"date,food,amount,unit\n"

FILES: Final[dict[str, tuple[str, Callable[[], bytes]]]] = {
    "backup: one line of 600 MB": ("backup", lambda: _backup(b"a" * (200 * MEGABYTE))),
    "backup: the same, padded": ("backup", lambda: _backup(b"a" * (40 * MEGABYTE), 4 * MEGABYTE)),
    "backup: a row of 10 million lists": (
        "backup",
        lambda: _backup(b'{"id":[' + b"[]," * (10 * MEGABYTE) + b"0]}\n", 4 * MEGABYTE),
    ),
    "backup: a text of 30 MB in wide letters": (
        "backup",
        lambda: _backup('{"id":"🧀'.encode() + b"a" * (30 * MEGABYTE) + b'"}\n', 4 * MEGABYTE),
    ),
    "backup: brackets a million deep": ("backup", lambda: _backup(b"[" * MEGABYTE, MEGABYTE)),
    "backup: 200,000 members": ("backup", lambda: _zip({f"{n}": b"" for n in range(200_000)})),
    "backup: packed in another way": (
        "backup",
        lambda: _backup(b"a" * MEGABYTE, method=zipfile.ZIP_LZMA),
    ),
    "import: one line of 50 MB": ("import", lambda: HEADER + b"a," * (25 * MEGABYTE)),
    "import: a header of 50 MB": ("import", lambda: b"date," * (10 * MEGABYTE)),
    "import: a row over 8 million lines": (
        "import",
        lambda: HEADER + b'"' + b'\n","' * (12 * MEGABYTE),
    ),
    "import: one wide letter among 50 MB": (
        "import",
        lambda: HEADER + "🧀".encode() + b"a\n" * (25 * MEGABYTE),
    ),
    "import: SAS, 50 million rows": ("import", lambda: _sas(50_000_000)),
    "estimate: one line of 50 MB": ("estimate", lambda: HEADER + b"a," * (25 * MEGABYTE)),
    "estimate: a row over 8 million lines": (
        "estimate",
        lambda: HEADER + b'"' + b'\n","' * (12 * MEGABYTE),
    ),
}
"""How each is read, and what makes it."""


def outcome(reader: str, path: Path, folder: Path) -> str:
    """Read a file as the app and the commands do; return what is said of it."""
    try:
        match reader:
            case "backup":
                diary = Diary(open_store(f"sqlite:///{folder / 'diary.sqlite3'}"))
                try:
                    with path.open("rb") as file:
                        diary.backups.preview(file, path.name)
                finally:
                    diary.close()
            case "import":
                sheet = read_sheet(path.read_bytes(), path.name)
                read_file_rows(sheet, Choices(layout=next(iter(LAYOUTS.values()))))
            case _:
                read_records(read_sheet(path.read_bytes(), path.name, any_size=True))
    except InputError as error:
        return str(error)
    return "read"


def measured(name: str, path: Path, limit: int | None) -> tuple[str, float, float]:
    """Return what is said of a file, seconds, and MB that reading it took."""
    reader = FILES[name][0]
    # A small one first, so that what is loaded and set up but once is not counted.
    small = path.with_name("small")
    small.write_bytes(_backup(b"a") if reader == "backup" else HEADER)
    outcome(reader, small, path.parent)
    if limit is not None:
        # What is reserved and never written to, as by allocators and files mapped, is no data.
        most = (_kilobytes("VmData") + limit * 1024) * 1024
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    before = _kilobytes("VmRSS")
    begun = time.perf_counter()
    said = outcome(reader, path, path.parent)
    seconds = time.perf_counter() - begun
    return said, seconds, (_kilobytes("VmHWM") - before) / 1024


def _kilobytes(what: str) -> int:
    """Return what Linux says of this process; its peak, unlike that of getrusage, is its own."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition(f"{what}:")[2].split()[0])


def all_measured(limit: int | None) -> Iterator[tuple[str, int, str, float, float]]:
    """Yield each file's name, bytes and figures, read by a process of its own."""
    context = multiprocessing.get_context("spawn")
    for name, (_, make) in FILES.items():
        with tempfile.TemporaryDirectory() as folder, context.Pool(1) as pool:
            path = Path(folder) / "file"
            path.write_bytes(make())
            yield name, path.stat().st_size, *pool.apply(measured, (name, path, limit))


def main() -> None:
    """Print what became of each file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, metavar="MB")
    options = parser.parse_args()
    for name, size, said, seconds, more in all_measured(options.limit):
        print(f"{name:<42}{size / 1e6:7.1f} MB {seconds:6.1f} s {more:+7.0f} MB  {said[:90]}")


if __name__ == "__main__":
    main()
