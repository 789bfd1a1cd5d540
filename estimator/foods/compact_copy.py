"""Compact copies of what is made of the food data, so that it is made once and not at each start.

A copy is named after everything it follows from: the tables as they are, the code that read
them, and the version of Python. Where any of it differs, or the copy is missing or damaged,
it is made again; where none can be kept, the program does without.
"""

import marshal
import os
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Final, NamedTuple

from platformdirs import user_cache_path

from estimator.shipped import shipped

_APP_NAME: Final = "k2-intake-estimator"
FOLDER_VARIABLE: Final = "K2_CACHE_FOLDER"
"""Names another folder for the copies than the person's own for such files."""

_DIGEST_SIZE: Final = 32
_KEPT_S: Final = 30 * 24 * 3600
"""A copy that fits other tables is kept so long, as somebody may go to and fro [s]."""


def compact_copy(name: str, files: Iterable[Path], make: Callable[[], Any], code: Path) -> Any:
    """Return a value from its copy, or make it and keep a copy.

    Parameters
    ----------
    name : str
        What it is, in letters that may stand in the name of a file.
    files : iterable of Path
        The tables that it is made of.
    make : callable
        Makes it: of `None`, numbers, text, bytes, and tuples, lists, sets and dicts of such.
    code : Path
        The folder of the modules that make it.
    """
    followed = (shipped("food_data") / "datapackage.json", *files, *_modules(code))
    path = None
    with suppress(OSError, RuntimeError, ValueError, EOFError, TypeError):
        path = _folder() / f"{name}-{_fingerprint(followed)}.bin"
        if _are_as_first_seen(followed):
            return _unpacked(path.read_bytes())
    value = make()
    if path is None:  # a file is missing that is to be read, or nobody is at home
        return value
    with suppress(OSError):
        if _are_as_first_seen(followed):
            _keep(path, name, _packed(value))
    return value


def _packed(value: Any) -> bytes:
    content = marshal.dumps(_with_shared_texts(value, {}))
    return blake2b(content, digest_size=_DIGEST_SIZE).digest() + content


def _with_shared_texts(value: Any, known: dict[str, str]) -> Any:
    """Return a value in which equal texts are one object, which marshal keeps and reads once."""
    if isinstance(value, str):
        return known.setdefault(value, value)
    if isinstance(value, dict):
        return {
            _with_shared_texts(key, known): _with_shared_texts(one, known)
            for key, one in value.items()
        }
    if type(value) in (tuple, list, set, frozenset):
        return type(value)([_with_shared_texts(one, known) for one in value])
    return value


def _unpacked(kept: bytes) -> Any:
    content = memoryview(kept)[_DIGEST_SIZE:]
    if blake2b(content, digest_size=_DIGEST_SIZE).digest() != kept[:_DIGEST_SIZE]:
        raise ValueError("the copy is damaged")
    return marshal.loads(content)


def _keep(path: Path, name: str, content: bytes) -> None:
    """Write a copy, whole or not at all, and clear away those of long ago."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=f"{name}-", delete=False) as file:
        try:
            file.write(content)
            file.close()
            os.replace(file.name, path)
        except OSError:
            os.unlink(file.name)
            raise
    for other in path.parent.glob(f"{name}-*"):
        if other != path and other.stat().st_mtime < time.time() - _KEPT_S:
            other.unlink()


def _folder() -> Path:
    named = os.environ.get(FOLDER_VARIABLE)
    return Path(named) if named else user_cache_path(_APP_NAME, appauthor=False)


def _modules(code: Path) -> list[Path]:
    return [*_python_of(Path(__file__).parent), *_python_of(code)]


@cache
def _python_of(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted(folder.glob("*.py")))


def _fingerprint(files: Iterable[Path]) -> str:
    """Return a hash of the contents of files and of the version of Python."""
    whole = blake2b(f"{sys.version} {marshal.version}".encode(), digest_size=12)
    for file in dict.fromkeys(files):
        whole.update(file.name.encode() + b"\0" + _first_seen(file).digest)
    return whole.hexdigest()


class _Seen(NamedTuple):
    """A file as this program found it when it first needed it."""

    changed_ns: int
    size: int
    digest: bytes


@cache
def _first_seen(file: Path) -> _Seen:
    stat = file.stat()
    digest = blake2b(file.read_bytes(), digest_size=_DIGEST_SIZE).digest()
    return _Seen(stat.st_mtime_ns, stat.st_size, digest)


def _are_as_first_seen(files: Iterable[Path]) -> bool:
    for file in files:
        stat, seen = file.stat(), _first_seen(file)
        if (stat.st_mtime_ns, stat.st_size) != (seen.changed_ns, seen.size):
            return False
    return True
