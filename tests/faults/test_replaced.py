"""Pages that are open while another diary comes in the place of theirs, in this app or by hand."""

import pytest

from estimator.errors import ReplacedStoreError
from tests.faults.conftest import log_in_app, natto, opened, said

HERE_NOW = "Another diary is here now"


@pytest.fixture
def url(database_url):
    """URL of a diary with a person and an entry."""
    with opened(database_url) as diary:
        diary.entries.log(diary.people.add("Ada").id, **natto("first"))
    return database_url


@pytest.fixture
def backup(url, tmp_path):
    """A file with a backup of the diary."""
    return written(url, tmp_path / "backup.zip")


def written(url, path):
    with opened(url) as diary, path.open("wb") as file:
        diary.backups.write(file)
    return path


def bring_back(url, path):
    """Bring a backup back, as another program does."""
    with opened(url) as diary, path.open("rb") as file:
        diary.backups.restore(file, path.name)


def switcher(tab):
    return next(one for one in tab.selectbox if one.label == "Person")


def typed(tab, text):
    """Type into the box of the Log page."""
    tab.switch_page("app_pages/log.py").run()
    box(tab).input(text).run()
    return tab


def box(tab):
    return next(one for one in tab.text_input if str(one.key).startswith("eaten-"))


def log_it(tab):
    tab.button(key="log-it").click().run()
    assert not tab.exception
    return tab


def entries(url):
    """The names of the people, and how much each has logged."""
    with opened(url) as diary:
        logged = diary.people.logged()
        return {one.name: logged[one.id].entries for one in diary.people.all()}


def test_a_page_of_before_logs_nothing_and_then_shows_what_is_there(url, backup, launch):
    tab = typed(launch(url), "1 pack natto")
    bring_back(url, backup)
    log_it(tab)
    assert said(tab.error).startswith(HERE_NOW)
    assert not tab.success
    assert entries(url) == {"Ada": 1}
    # It is the very same person, so they stay open, with what was typed.
    assert box(tab).value == "1 pack natto"
    log_it(tab)
    assert "Added" in said(tab.success)
    assert entries(url) == {"Ada": 2}


def test_nothing_of_a_page_goes_to_somebody_who_has_the_same_number(url, tmp_path, launch):
    with opened(f"sqlite:///{tmp_path / 'other.sqlite3'}") as other:
        zoe = other.people.add("Zoe")
        other.entries.log(zoe.id, **natto("zoe"))
    theirs = written(f"sqlite:///{tmp_path / 'other.sqlite3'}", tmp_path / "theirs.zip")
    with opened(url) as diary:
        assert [one.id for one in diary.people.all()] == [zoe.id]
    tab = typed(launch(url), "1 pack natto")
    bring_back(url, theirs)
    log_it(tab)
    assert said(tab.error).startswith(HERE_NOW)
    assert "Choose at the top whose diary to open" in said(tab.error)
    assert not [one for one in tab.text_input if str(one.key).startswith("eaten-")]
    assert entries(url) == {"Zoe": 1}


def test_a_number_of_somebody_who_is_gone_is_nobody_elses(url, backup, launch):
    with opened(url) as diary:
        bo = diary.people.add("Bo").id
    tab = launch(url)
    switcher(tab).set_value(bo).run()
    typed(tab, "1 pack natto")
    bring_back(url, backup)
    with opened(url) as diary:
        assert diary.people.add("Cy").id > bo
    log_it(tab)
    assert said(tab.error).startswith(HERE_NOW)
    assert switcher(tab).value is None
    assert entries(url) == {"Ada": 1, "Cy": 0}


def test_who_is_chosen_in_the_bar_of_before_is_not_opened(url, tmp_path, launch):
    with opened(url) as diary:
        bo = diary.people.add("Bo").id
    with opened(f"sqlite:///{tmp_path / 'other.sqlite3'}") as other:
        other.people.add("Zoe")
        assert other.people.add("Yan").id == bo
    theirs = written(f"sqlite:///{tmp_path / 'other.sqlite3'}", tmp_path / "theirs.zip")
    tab = launch(url)
    bring_back(url, theirs)
    switcher(tab).set_value(bo).run()
    assert not tab.exception
    assert switcher(tab).value is None
    assert HERE_NOW in said(tab.warning)


def test_of_two_tabs_that_bring_a_backup_back_the_second_is_refused(url, launch):
    one, other = (launch(url).switch_page("app_pages/files.py").run() for _ in range(2))
    with opened(url) as diary:
        diary.entries.log(diary.people.all()[0].id, **natto("since"))
    for tab in (one, other):
        next(button for button in tab.button if button.label == "Look inside").click().run()
    click_bring_back(one)
    assert "Brought back" in said(one.success)
    log_in_app(one, "1 pack natto")
    click_bring_back(other)
    assert said(other.error).startswith(HERE_NOW)
    assert entries(url) == {"Ada": 2}
    log_in_app(one, "1 pack natto")
    assert "Added" in said(one.success)
    assert entries(url) == {"Ada": 3}


def test_what_was_logged_since_the_backup_was_looked_into_is_not_replaced(url, launch):
    tab = launch(url).switch_page("app_pages/files.py").run()
    next(button for button in tab.button if button.label == "Look inside").click().run()
    with opened(url) as diary:
        diary.entries.log(diary.people.all()[0].id, **natto("since"))
    click_bring_back(tab)
    assert "is not what was shown" in said(tab.error)
    assert entries(url) == {"Ada": 2}
    next(button for button in tab.button if button.label == "Look inside").click().run()
    click_bring_back(tab)
    assert entries(url) == {"Ada": 1}


def click_bring_back(tab):
    next(button for button in tab.button if button.label == "Bring it back").click().run()
    assert not tab.exception


def test_a_backup_brought_back_by_a_command_is_noticed_by_every_other_program(url, backup, command):
    with opened(url) as diary:
        me = diary.people.all()[0].id
        done = command(url, "backup", "restore", str(backup), "--yes")
        assert done.returncode == 0, done.stderr
        with pytest.raises(ReplacedStoreError, match=HERE_NOW):
            diary.entries.log(me, **natto("lost"))
    assert entries(url) == {"Ada": 1}


@pytest.fixture
def damaged(tmp_path, launch):
    """Two tabs that show that the diary is damaged, and its URL."""
    path = tmp_path / "diary.sqlite3"
    url = f"sqlite:///{path}"
    with opened(url) as diary:
        diary.entries.log(diary.people.add("Ada").id, **natto("first"))
        diary.backups.keep_daily()
    data = bytearray(path.read_bytes())
    data[4096:8192] = b"\xff" * 4096
    path.write_bytes(data)
    tabs = [launch(url) for _ in range(2)]
    assert [tab.title[0].value for tab in tabs] == ["The diary can't be read"] * 2
    return url, *tabs


def go_on(tab):
    label = "Set the damaged file aside and go on"
    next(button for button in tab.button if button.label == label).click().run()
    assert not tab.exception


def test_a_healthy_diary_is_not_thrown_away_by_a_page_that_saw_it_damaged(damaged, tmp_path):
    url, one, other = damaged
    go_on(one)
    assert "Brought back" in said(one.success)
    for _ in range(3):
        log_in_app(one, "1 pack natto")
        assert "Added" in said(one.success)
    go_on(other)
    assert "is not any more the damaged file" in said(other.error)
    assert other.text_input[0].label == "What did you eat?"
    assert entries(url) == {"Ada": 4}
    log_in_app(one, "1 pack natto")
    log_in_app(other, "1 pack natto")
    assert entries(url) == {"Ada": 6}
    assert len(list(tmp_path.glob("*.damaged-*"))) == 1
