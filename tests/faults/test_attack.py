"""The running app, spoken to through its websocket.

``python -m benchmarks.attack`` does it with hundreds of kills and dozens of pages.
"""

import pytest

from benchmarks.acting_person import Expected
from benchmarks.app_client import Client
from benchmarks.app_server import ROOT, running
from benchmarks.attack import kills
from benchmarks.many_sessions import sessions


def test_what_was_confirmed_outlives_a_kill(tmp_path, capsys):
    assert kills(1, 3, tmp_path) == 0
    assert "kill 1: " in capsys.readouterr().out
    assert kills(1, 3, tmp_path) == 0
    assert capsys.readouterr().out.startswith("1 kills, "), "what was done is not done again"


def test_pages_that_log_at_once_lose_and_double_nothing(tmp_path, capsys):
    assert sessions(3, 2, 2, f"sqlite:///{tmp_path / 'diary.sqlite3'}") == 0
    assert "confirmed 6 in " in capsys.readouterr().out


def test_undo_and_redo_of_what_is_expected():
    logged = Expected().after("log", new=[1]).after("log", new=[2])
    edited = logged.after("edit", [1], [3])
    assert (logged.now, edited.now) == ([1, 2], [2, 3])
    undone = edited.after("undo")
    assert undone.now == logged.now
    assert undone.after("redo").now == edited.now
    assert undone.after("undo").now == [1]
    assert edited.restored(logged).after("undo").now == [1]


@pytest.fixture(scope="module")
def faulty():
    script = ROOT / "tests" / "faults" / "faulty_app.py"
    with running("sqlite://", str(script.relative_to(ROOT))) as server:
        yield server


@pytest.mark.parametrize("where", ["Callback", "Fragment", "Page"])
def test_a_fault_of_the_program_is_a_sentence_too(faulty, where):
    with Client(faulty.port) as page:
        page.click(page.find("button", lambda one: one.label == where))
        (said,) = page.said()
        assert said.startswith("The program has a fault here, and nothing more of this was done")
        assert "(KeyError)" in said
        assert page.elements("exception") == []
