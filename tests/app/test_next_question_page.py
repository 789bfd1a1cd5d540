"""The one question that would narrow a week's range most, on Log and Week."""

from datetime import timedelta

import pytest

ASIDE = "Don't ask this again"
PAGES = ("app_pages/week.py", "app_pages/log.py")


@pytest.fixture
def me(diary):
    """Somebody who eats one cheese without saying how much and weighs the other."""
    profile = diary.people.first()
    diary.people.edit(profile.id, region="EU")
    today = diary.people.today(profile.id)
    slices = {
        "item_id": "cheese-gouda-aged",
        "amount": 3,
        "unit": "slice",
        "amount_kind": "assumed",
    }
    diary.entries.log(profile.id, date=today, **slices)
    diary.entries.log(profile.id, date=today, item_id="cheese-brie", amount=20, unit="g")
    assert diary.people.today(profile.id) - today < timedelta(days=1)
    return profile.id


@pytest.fixture
def opened(launch):
    """Open the app, and a page of it."""

    def run(page):
        at = launch("app.py")
        at.switch_page(page)
        at.run()
        assert not at.exception
        return at

    return run


def questions(at):
    said = [str(one.value) for one in at.markdown if "To know this week better" in str(one.value)]
    return said, [one for one in at.button if one.label == ASIDE]


@pytest.mark.parametrize("page", PAGES)
def test_it_is_asked_once_and_put_aside_for_good(opened, diary, me, page):
    at = opened(page)
    (said,), (aside,) = questions(at)
    assert "weigh Gouda, aged once" in said
    aside.click()
    at.run()
    assert not at.exception
    assert questions(at) == ([], [])
    assert diary.questions.aside(me) == {"weight:cheese-gouda-aged"}
    assert questions(opened(page)) == ([], [])
    diary.history.undo(me)
    assert len(questions(opened(page))[0]) == 1


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_asked_of_who_leaves_amounts_out(opened, diary, me, page):
    diary.people.edit(me, exact_amounts=True)
    assert questions(opened(page)) == ([], [])
