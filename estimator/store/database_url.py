"""The address of the diary's database: from the environment, and as a message may show it."""

import os
from hashlib import sha256
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote

from platformdirs import user_data_path
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from estimator.errors import StoreError

APP_NAME: Final = "k2-intake-estimator"
FILE_NAME: Final = "diary.sqlite3"
URL_VARIABLE: Final = "K2_DATABASE_URL"
_FILE_URI: Final = "file:"


def database_url(url: str | None = None) -> URL:
    """Return the URL given, else that of ``K2_DATABASE_URL``, else the person's own file.

    Raises
    ------
    StoreError
        If it isn't a URL of SQLAlchemy's form.
    """
    text = url or os.environ.get(URL_VARIABLE)
    if text is None or not text.strip():
        file = user_data_path(APP_NAME, appauthor=False) / FILE_NAME
        return URL.create("sqlite", database=str(file))
    try:
        return make_url(text.strip())
    except ArgumentError as error:
        raise StoreError(
            "The address of the diary's database is not a database URL. Write it as "
            "sqlite:////folder/diary.sqlite3 or postgresql+psycopg://user@host/name."
        ) from error


def file_of(url: URL) -> Path | None:
    """Return the file of a SQLite database; None of any other, or one in memory."""
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return None
    if url.database.startswith(_FILE_URI):
        return Path(unquote(url.database.removeprefix(_FILE_URI)))
    return Path(url.database)


def at_rest(url: URL) -> URL | None:
    """Return the address under which a SQLite file that nobody writes can be looked at.

    SQLite then makes no files beside it, for which the folder must be writable and the disk
    have room. Where part of the diary is in such a file already, there is no such address.
    """
    file = file_of(url)
    if file is None or is_uri(url) or not os.path.isfile(file):
        return None
    log = file.with_name(f"{file.name}-wal")
    if log.exists() and log.stat().st_size:
        return None
    how = {"mode": "ro", "immutable": "1", "uri": "true"}
    return URL.create("sqlite", database=_uri(file), query=how)


def may_be_written(url: URL) -> bool:
    """Return whether the file of a SQLite database may be written, if it is there."""
    file = file_of(url)
    # Not by opening it: to close it again would undo the locks that this program has on it.
    return not file or not os.path.isfile(file) or os.access(file, os.W_OK, **_by_whom_it_runs())


def opened_by(file: Path, mode: str) -> str:
    """Return how SQLite is told the mode in which to open a file."""
    return f"{_uri(file)}?mode={mode}"


def _uri(file: Path) -> str:
    return f"{_FILE_URI}{quote(str(file.resolve()))}"


def may_be_read(url: URL) -> bool:
    """Return whether a SQLite file is there and may be read; of other databases, True."""
    file = file_of(url)
    return file is None or (os.path.isfile(file) and os.access(file, os.R_OK, **_by_whom_it_runs()))


def _by_whom_it_runs() -> dict[str, bool]:
    return {"effective_ids": True} if os.access in os.supports_effective_ids else {}


def is_uri(url: URL) -> bool:
    """Return whether SQLite is told more of the file than its path."""
    return (url.database or "").startswith(_FILE_URI)


def backup_folder(url: URL) -> Path:
    """Return where the backups of the diary at an address are kept, and of no other one.

    Beside a SQLite file; for other databases, in the person's data folder.

    Examples
    --------
    >>> backup_folder(make_url("sqlite:////srv/ada.sqlite3")).as_posix()
    '/srv/ada.sqlite3-backups'
    """
    if file := file_of(url):
        return backups_beside(file)
    # Another user, password or driver make no other diary.
    which = (url.get_backend_name(), url.host, url.port, url.query.get("host"), url.database)
    named = quote(url.database or "", safe="")
    folder = f"{named}-{sha256(repr(which).encode()).hexdigest()[:8]}-backups"
    return user_data_path(APP_NAME, appauthor=False) / folder


def backups_beside(file: Path) -> Path:
    """Return where the backups of the diary in a SQLite file are kept."""
    file = file.resolve()
    return file.with_name("backups" if file.name == FILE_NAME else f"{file.name}-backups")


def shown(url: URL) -> str:
    """Return the URL as a message may show it: the path of a file, never a password."""
    file = file_of(url)
    return str(file) if file else url.set(query={}).render_as_string(hide_password=True)
