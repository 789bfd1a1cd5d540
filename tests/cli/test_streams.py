"""Files that commands write."""

import os
import sys
import threading

import pytest

from estimator.cli.streams import write_file


def test_what_a_link_stands_for_is_written_and_the_link_stays(tmp_path):
    target, link = tmp_path / "kept" / "weeks.csv", tmp_path / "weeks.csv"
    target.parent.mkdir()
    target.write_text("before")
    try:
        link.symlink_to(target)
    except OSError:
        pytest.skip("links can't be made here")  # as by an ordinary user of Windows
    write_file("after", str(link))
    assert link.is_symlink()
    assert target.read_text() == "after"
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.skipif(sys.platform == "win32", reason="has no pipes in folders")
def test_a_pipe_is_written_to_and_not_replaced(tmp_path):
    pipe, read = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()
    write_file("weeks", str(pipe))
    reader.join(60)
    assert read == ["weeks"]
    assert pipe.is_fifo()
