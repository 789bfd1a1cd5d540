"""Faults that really happen: disks that are full, files that can't be written."""

import ctypes
import os
import subprocess
import sys
import threading
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from app_pages.parts.shared import check_for_damage
from estimator.cli import main
from estimator.diary.diary import Diary
from estimator.store import open_store

if sys.platform == "win32":
    collect_ignore_glob = ["test_*"]  # without kill -9, limits of a process, and mounts
else:
    import resource

ROOT = Path(__file__).resolve().parents[2]
TODAY = datetime.now(UTC).date()
NATTO = {"date": TODAY, "item_id": "natto", "amount": 1, "unit": "pack"}
_PASSES_OVER_PERMISSIONS = 0b110
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH, by which root may write what nobody may."""
_CAPABILITIES_V3 = 0x20080522


@contextmanager
def small_disk(folder):
    """A file system of 2 MB in a folder, where this machine lets us have one."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this machine mounts no file system for a test")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


class SmallDisk:
    """A file system of its own, filled to the last byte."""

    def __init__(self, folder):
        self.folder = folder
        self._filler = folder / "filler"

    def fill(self):
        with self._filler.open("ab", buffering=0) as file:
            for size in (4096, 1):
                try:
                    while file.write(b"\0" * size):
                        pass
                except OSError:
                    pass

    def free(self):
        self._filler.unlink(missing_ok=True)


class SmallFiles:
    """A limit on the size of files, which every process from here on has."""

    def __init__(self, folder):
        self.folder = folder
        self._before = resource.getrlimit(resource.RLIMIT_FSIZE)

    def fill(self):
        resource.setrlimit(resource.RLIMIT_FSIZE, (512, self._before[1]))

    def free(self):
        resource.setrlimit(resource.RLIMIT_FSIZE, self._before)


@pytest.fixture(params=["a full disk", "a limit on files"])
def disk(request, tmp_path):
    """A folder on a disk that can be filled and freed."""
    if request.param == "a full disk":
        with small_disk(tmp_path / "disk") as folder:
            yield SmallDisk(folder)
    else:
        it = SmallFiles(tmp_path)
        yield it
        it.free()


@pytest.fixture
def permissions():
    """Let permissions hold for root, too."""
    if os.geteuid() != 0:
        yield
        return
    with _without_capabilities(_PASSES_OVER_PERMISSIONS):
        yield


@contextmanager
def _without_capabilities(mask):
    """Drop effective capabilities of this thread, and of those it starts."""
    libc = ctypes.CDLL(None, use_errno=True)
    header, sets = (ctypes.c_uint32 * 2)(_CAPABILITIES_V3, 0), (ctypes.c_uint32 * 6)()
    assert libc.capget(header, sets) == 0
    before = sets[0]
    sets[0] = before & ~mask
    assert libc.capset(header, sets) == 0
    yield
    sets[0] = before
    assert libc.capset(header, sets) == 0


def opened(url):
    return closing(Diary(open_store(url)))


def natto(token=None):
    return NATTO | {"token": token}


def begun(folder):
    """URL of a diary with one entry, closed by the program that wrote it."""
    url = f"sqlite:///{folder / 'diary.sqlite3'}"
    with opened(url) as diary:
        diary.entries.log(diary.people.first().id, **natto("first"))
    return url


def tokens(diary):
    (me,) = diary.people.all()
    return sorted(entry.token for entry in diary.entries.of(me.id))


@pytest.fixture
def launch(monkeypatch, components_found_once):
    """Open the app on a diary."""

    def run(url):
        monkeypatch.setenv("K2_DATABASE_URL", url)
        let_checks_end()
        st.cache_resource.clear()
        at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=300).run()
        assert not at.exception
        return at

    yield run
    let_checks_end()
    st.cache_resource.clear()


def let_checks_end():
    """Wait for what looks for damage beside the pages, before its database is dropped."""
    for thread in threading.enumerate():
        if thread.name == check_for_damage.THREAD:
            thread.join(60)


def said(elements):
    return " ".join(str(element.value).replace("\\", "") for element in elements)


def log_in_app(at, text):
    """Log what is typed into the box of the Log page."""
    at.switch_page("app_pages/log.py").run()
    at.text_input(key=next(box.key for box in at.text_input if "eat" in box.label)).input(text)
    at.run()
    at.button(key="log-it").click().run()
    assert not at.exception
    return at


@pytest.fixture
def command_here(monkeypatch, capsys):
    """Run a command in this process, which costs a tenth of one of its own."""

    def run(url, *arguments):
        monkeypatch.setenv("K2_DATABASE_URL", url)
        code = main(arguments)
        printed = capsys.readouterr()
        return subprocess.CompletedProcess(arguments, code, printed.out, printed.err)

    return run


@pytest.fixture
def command():
    """Run a command in a process of its own, which has our limits; permissions hold for root."""
    capabilities = "--bounding-set=-dac_override,-dac_read_search"
    as_anybody = ["setpriv", capabilities] if os.geteuid() == 0 else []

    def run(url, *arguments, stdout=subprocess.PIPE):
        done = subprocess.run(
            [*as_anybody, sys.executable, "-m", "estimator", *arguments],
            cwd=ROOT,
            env=os.environ | {"K2_DATABASE_URL": url},
            stdout=stdout,
            stderr=subprocess.PIPE,
            text=True,
            timeout=300,
            check=False,
        )
        assert "Traceback" not in done.stderr
        return done

    return run
