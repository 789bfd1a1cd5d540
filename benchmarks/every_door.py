"""Every way to what a diary holds: its pages, its commands, its backups and files.

What comes of each is a sentence or nothing; anything else, such as a traceback, is a fault.
"""

import contextlib
import io
import os
from collections.abc import Callable, Iterator
from contextlib import closing, redirect_stderr, redirect_stdout
from datetime import date, datetime
from pathlib import Path
from typing import Final

import streamlit as st  # noqa: TID251
from streamlit.testing.v1 import AppTest  # noqa: TID251

from estimator.backup.recovery import bring_back
from estimator.cli import main
from estimator.diary.diary import Diary
from estimator.errors import EstimatorError
from estimator.store import open_store
from estimator.store.database_url import URL_VARIABLE

ROOT: Final = Path(__file__).resolve().parents[1]
PAGES: Final = (
    ("log", {}),
    ("week", {}),
    ("trends", {"span": "All"}),
    ("trends", {"span": "All", "view": "Steadiness"}),
    ("trends", {"span": "All", "view": "Compared"}),
    ("what_if", {}),
    ("foods", {}),
    ("my_foods", {}),
    ("report", {"span": "All"}),
    ("people", {}),
    ("files", {}),
    ("about", {}),
)
COMMANDS: Final = (
    "profile list",
    "day --profile Ada",
    "log --profile Ada natto",
    "undo --profile Ada",
    "recipe list --profile Ada",
    "report --profile Ada --out report.html",
    "export weekly --everybody --out weekly.csv",
    "export entries --everybody --out entries.csv",
    "backup list",
    "backup make b.zip",
)


def page_faults(url: str) -> list[str]:
    """Draw every page on a diary; return what was no sentence."""
    return [f"{page}: {fault}" for page, fault, _ in drawn_pages(url) if fault]


def drawn_pages(url: str) -> Iterator[tuple[str, str, list[str]]]:
    """Yield each page with the traceback it came to, if any, and the errors it says."""
    os.environ[URL_VARIABLE] = url
    st.cache_resource.clear()
    for page, query in PAGES:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=300)
        for name, value in query.items():
            app.query_params[name] = value
        app.switch_page(f"app_pages/{page}.py").run()
        said = [str(error.value) for error in app.error]
        yield page, " ".join(str(one.value) for one in app.exception), said
    st.cache_resource.clear()


def command_faults(url: str, folder: Path, backup: Path) -> list[str]:
    """Run commands on a diary; return what was no exit code."""
    os.environ[URL_VARIABLE] = url
    faults = []
    commands = [command.split() for command in COMMANDS]
    with contextlib.chdir(folder):
        for command in [*commands, ["backup", "restore", str(backup), "--yes"]]:
            with redirect_stdout(io.TextIOWrapper(io.BytesIO())), redirect_stderr(io.StringIO()):
                try:
                    main(command)
                except SystemExit as stop:
                    if stop.code == 2:
                        faults.append(f"{command[0]}: no such command")
                except BaseException as error:
                    faults.append(f"{' '.join(command)}: {error!r}")
    return faults


def verb_faults(url: str, today: date, backup: bytes) -> tuple[list[str], dict[str, str]]:
    """Use a diary by its verbs; return what was no sentence, and the sentences."""
    said: dict[str, str] = {}
    faults: list[str] = []

    def attempt(name: str, verb: Callable[[], object]) -> None:
        try:
            verb()
        except EstimatorError as error:
            said[name] = str(error)
            if len(said[name].splitlines()) != 1:
                faults.append(f"{name}: {error!r}")
        except BaseException as error:
            faults.append(f"{name}: {error!r}")

    opened: list[Diary] = []
    attempt("start", lambda: opened.append(Diary(open_store(url))))
    for diary in opened:
        with closing(diary):
            attempt("look through", diary.check_for_damage)
            attempt("daily backup", diary.backups.keep_daily)
            attempt("download", lambda it=diary: it.backups.write(io.BytesIO()))
            attempt("undo", lambda it=diary: it.history.undo(1))
            attempt("restore", lambda it=diary: _bring_back(it, backup))
    if "restore" not in said:
        attempt("entries after restore", lambda: _read(url))
    return faults, said


def _bring_back(diary: Diary, backup: bytes) -> None:
    """Bring a backup back as the app and the command do, also over what can't be read."""
    bring_back(
        diary.backups,
        lambda: io.BytesIO(backup),
        "b.zip",
        None,
        lambda: datetime.now().astimezone(),
    )


def _read(url: str) -> None:
    with closing(Diary(open_store(url))) as diary:
        for profile in diary.people.all():
            diary.entries.of(profile.id)
