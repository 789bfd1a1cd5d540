"""Runs of all windows take turns."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from app_pages.parts.shared import turns
from app_pages.parts.shared.turns import Turns


def test_short_runs_are_done_one_after_another(monkeypatch):
    monkeypatch.setattr(turns, "LONGEST_SECONDS", 60.0)
    line, begin, at_work, most = Turns(), Barrier(8), [], []

    def run(number):
        begin.wait(60)
        for _ in range(20):
            with line.turn():
                at_work.append(number)
                most.append(len(at_work))
                at_work.remove(number)

    with ThreadPoolExecutor(8) as windows:
        list(windows.map(run, range(8)))
    assert most == [1] * 160


def test_a_long_run_holds_up_nobody(monkeypatch):
    monkeypatch.setattr(turns, "LONGEST_SECONDS", 0.01)
    line, begun, done = Turns(), Event(), Event()

    def long():
        with line.turn():
            begun.set()
            return done.wait(60)

    with ThreadPoolExecutor(1) as window:
        importing = window.submit(long)
        assert begun.wait(60)
        with line.turn():
            assert not importing.done()
        done.set()
        assert importing.result()


def test_a_run_that_breaks_is_over(monkeypatch):
    monkeypatch.setattr(turns, "LONGEST_SECONDS", 60.0)
    line = Turns()
    with pytest.raises(ZeroDivisionError), line.turn():
        1 / 0  # noqa: B018
    with line.turn():
        pass
