"""The program killed in the midst of its work, a few times of each kind.

``python -m benchmarks.kill`` does it hundreds of times.
"""

import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest

from benchmarks.kill import kill_often, report
from benchmarks.killed_diary import Said, opened
from benchmarks.killed_work import WORKS, log_many

TIMES = 3


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    """What came of every kind, two at a time."""
    folder = tmp_path_factory.mktemp("killed")
    with ThreadPoolExecutor(2) as pool:
        places = {kind: folder / kind for kind in WORKS}
        for place in places.values():
            place.mkdir()
        found = pool.map(lambda kind: kill_often(kind, TIMES, 1, places[kind]), WORKS)
        return dict(zip(WORKS, found, strict=True))


@pytest.mark.parametrize("kind", WORKS)
def test_nothing_is_half_written_lost_or_doubled(outcomes, kind):
    assert outcomes[kind].violations == []
    assert outcomes[kind].kills == TIMES


def test_the_kills_hit_work(outcomes, capsys):
    assert sum(outcome.in_the_midst for outcome in outcomes.values()) >= TIMES
    report(outcomes)
    header, *lines = capsys.readouterr().out.splitlines()
    assert header.split() == ["work", "kills", "in", "the", "midst", "violations"]
    assert [line.split()[-1] for line in lines] == ["0"] * len(WORKS)


def test_what_is_wrong_would_be_found(tmp_path):
    """The checks themselves: of what was lost, half-written, doubled or left behind."""
    large, said = WORKS["large write"], Said(begun=["all"], done=["all"])
    large.prepare(tmp_path)
    assert any("confirmed entries are lost" in one for one in large.broken(tmp_path, said))
    shutil.rmtree(tmp_path)
    tmp_path.mkdir()
    large.prepare(tmp_path)
    log_many(tmp_path, lambda how, what: None)
    with opened(tmp_path) as diary, diary._store.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM entries WHERE id > 900")
    found = list(large.broken(tmp_path, said))
    assert "900 of 1000 entries of one verb" in found
    assert "100 entries are in the journal only" in found
