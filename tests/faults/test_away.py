"""A database that is away for a while: a server that is stopped, a file that is taken."""

from datetime import UTC, datetime

import pytest

from app_pages.parts.shared import safely
from estimator.errors import StoreError
from tests.faults.conftest import ROOT, TODAY, begun, natto, opened, said, tokens
from tests.faults.servers import server_of_its_own


class AwayFile:
    """A diary in a folder, which is taken away by moving it."""

    said = "can't be read, because it is not there or may not be read: nothing is saved. Put"

    def __init__(self, folder):
        self._there, self._away = folder / "here", folder / "elsewhere"
        self._there.mkdir()
        self.url = begun(self._there)

    def take(self):
        self._there.rename(self._away)

    def bring_back(self):
        self._away.rename(self._there)


class MovedFile(AwayFile):
    """A file taken out of its folder, with what SQLite keeps beside it."""

    def take(self):
        self._away.mkdir(exist_ok=True)
        for file in self._there.glob("diary.sqlite3*"):
            file.rename(self._away / file.name)

    def bring_back(self):
        assert not (self._there / "diary.sqlite3").exists(), "no empty diary was begun there"
        for file in self._away.iterdir():
            file.rename(self._there / file.name)


class UnreadableFolder(AwayFile):
    """A folder that nobody may look into."""

    def take(self):
        self._there.chmod(0)

    def bring_back(self):
        self._there.chmod(0o700)


class StoppedServer:
    """A PostgreSQL server that is stopped without a word to its clients."""

    said = "can't be reached: nothing is saved. See that its server runs"

    def __init__(self, server):
        self._server, self.url = server, server.url
        with opened(self.url) as diary:
            diary.entries.log(diary.people.first().id, **natto("first"))

    def take(self):
        self._server.stop()

    def bring_back(self):
        self._server.start()


@pytest.fixture(params=[AwayFile, MovedFile, UnreadableFolder, StoppedServer])
def away(request, tmp_path):
    """A diary that can be taken away and brought back."""
    if request.param is UnreadableFolder:
        request.getfixturevalue("permissions")
    if request.param is StoppedServer:
        with server_of_its_own() as server:
            yield StoppedServer(server)
    else:
        yield request.param(tmp_path)


def test_an_open_diary_says_so_and_goes_on_when_it_is_back(away):
    with opened(away.url) as diary:
        me = diary.people.all()[0].id
        for time in ("second", "third"):
            away.take()
            for verb in (
                lambda: diary.entries.log(me, **natto("lost")),
                lambda: diary.entries.of(me),
                lambda: diary.people.add("Ben"),
            ):
                with pytest.raises(StoreError) as refused:
                    verb()
                assert away.said in str(refused.value)
                assert len(str(refused.value).splitlines()) == 1
            away.bring_back()
            diary.entries.log(me, **natto(time))
        assert tokens(diary) == ["first", "second", "third"]


def test_it_goes_in_the_midst_of_a_verb(away):
    with opened(away.url) as diary:
        me = diary.people.all()[0].id
        confirmed = True
        try:
            with diary._store.write(datetime.now(UTC)) as writer:
                writer.lock(me)
                away.take()
                writer.mark_day(me, TODAY, note="begun before")
        except StoreError:
            confirmed = False
        away.bring_back()
        assert tokens(diary) == ["first"]
        # A file that is open already can be written to the end of a transaction; the diary is
        # not where it was by then, so nothing of it is confirmed.
        noted = [mark.note for mark in diary.days.of(me)]
        assert noted == ["begun before"] * isinstance(away, AwayFile)
        assert not confirmed


# Where there is no file at all, a start begins a new diary.
@pytest.mark.parametrize("away", [UnreadableFolder, StoppedServer], indirect=True)
def test_a_program_started_meanwhile_says_so(away):
    away.take()
    with pytest.raises(StoreError) as refused, opened(away.url):
        pass
    assert "can't be" in str(refused.value)
    away.bring_back()
    with opened(away.url) as diary:
        assert tokens(diary) == ["first"]


PAGES = [f"app_pages/{page.name}" for page in (ROOT / "app_pages").glob("*.py")]
PAGES = [page for page in PAGES if "session.show(draw)" in (ROOT / page).read_text("utf-8")]


def box_of(at):
    return next(box for box in at.text_input if "eat" in box.label)


def test_the_app_says_so_keeps_what_was_typed_and_goes_on(away, launch):
    at = launch(away.url)
    box_of(at).input("2 eggs").run()
    away.take()
    box_of(at).input("2 eggs, 1 pack natto").run()
    assert away.said in said(at.error)
    assert safely.GOES_ON in said(at.caption)
    assert not at.exception
    at.run()
    assert away.said in said(at.error)
    away.bring_back()
    at.run()
    assert not at.error
    assert box_of(at).value == "2 eggs, 1 pack natto"
    at.run()  # has been read again
    away.take()
    at.button(key="log-it").click().run()
    assert away.said in said(at.error)
    assert not at.exception
    away.bring_back()
    at.run()
    assert away.said in said(at.error), "nothing was logged by the click"
    assert box_of(at).value == "2 eggs, 1 pack natto"
    at.run()
    at.button(key="log-it").click().run()
    assert "Added" in said(at.success)
    with opened(away.url) as diary:
        assert len(diary.entries.of(diary.people.all()[0].id)) == 3


def test_no_page_ends_in_a_traceback(away, launch):
    at = launch(away.url)
    away.take()
    for page in PAGES:
        at.switch_page(page).run()
        assert not at.exception, page
        assert said(at.error).count(away.said) == len(at.error) == 1, page
    away.bring_back()
    for page in PAGES:
        at.switch_page(page).run()
        assert not at.exception, page
        assert not at.error, page
