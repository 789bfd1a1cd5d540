"""Trends, What if and Report by their own scripts, against the library."""

import re
from datetime import date, timedelta

import pytest

from estimator.calculation.intake import estimate, per_logged_day
from estimator.components import K2_TOTAL
from estimator.foods.own_items import OwnFood
from estimator.insight.series import series
from estimator.views.shared.days import headline
from estimator.views.trends.published import comparison_words, mean_row
from estimator.views.trends.trend import trend_table, trend_words

PAGES = ("app_pages/trends.py", "app_pages/what_if.py", "app_pages/report.py")


@pytest.fixture
def me(diary):
    """Somebody with a sample week."""
    profile = diary.people.first()
    diary.people.edit(profile.id, region="EU")
    diary.sample_week.add(profile.id)
    return profile.id


def widget(widgets, label):
    return next(found for found in widgets if found.label == label)


def click(at, label):
    widget(at.button, label).click()
    at.run()
    assert not at.exception


def shown(at):
    elements = [
        *at.header,
        *at.markdown,
        *at.caption,
        *at.info,
        *at.success,
        *at.error,
        *at.warning,
    ]
    return "\n".join(str(element.value) for element in elements).replace("\\", "")


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_diary_leads_to_where_something_is_logged(app, page):
    app.switch_page(page).run()
    assert "Nothing is logged yet" in shown(app)
    assert [link.label for link in app.get("page_link")] == ["Log what you eat"]


@pytest.mark.parametrize("page", PAGES)
def test_people_on_a_vitamin_k_antagonist_are_told_first(launch, diary, me, page):
    diary.people.edit(me, takes_vka=True)
    at = launch(page)
    assert "keep vitamin K intake steady" in at.warning[0].value


def figures(at):
    """Open the figures of a trend, and return them."""
    at.session_state["trend-figures"] = True
    at.run()
    return at.dataframe[0].value


def test_the_trend_is_that_of_the_library(launch, diary, me):
    at = launch(PAGES[0])
    first, last = diary.entries.span(me)
    rows = series(estimate(diary.entries.frame(me), "day", "EU"), first, last)
    assert trend_words(rows, "day") in shown(at)
    assert figures(at).equals(trend_table(rows, "day"))


@pytest.mark.parametrize("view", ["Trend", "Steadiness"])
def test_what_is_changed_elsewhere_is_shown_at_the_next_click(launch, diary, me, view):
    at = launch(PAGES[0], view=view)
    before = shown(at)
    _, last = diary.entries.span(me)
    diary.entries.log(me, date=last, item_id="natto", amount=500, unit="g")
    at.run()
    more = shown(at)
    assert more != before
    diary.history.undo(me)
    at.run()
    assert shown(at) == before
    diary.history.redo(me)
    at.run()
    assert shown(at) == more
    diary.people.edit(me, region="US")
    at.run()
    assert shown(at) != more


def test_a_span_of_ones_own_shows_its_gaps(launch, diary, me):
    first, last = diary.entries.span(me)
    begin = first - timedelta(days=3)
    at = launch(PAGES[0], span="Own dates", **{"from": str(begin), "to": str(last)})
    assert "7 days logged; 3 days without an entry" in shown(at)
    assert len(figures(at)) == 10


def test_a_span_that_ends_before_it_begins_says_so(launch, diary, me):
    first, last = diary.entries.span(me)
    at = launch(PAGES[0], span="Own dates", **{"from": str(last), "to": str(first)})
    assert "The first day is after the last one" in at.error[0].value


def test_a_span_without_an_entry_says_so(app, diary, me):
    for name, value in {"span": "Own dates", "from": "2020-01-01", "to": "2020-01-05"}.items():
        app.query_params[name] = value
    app.switch_page(PAGES[0]).run()
    assert "No day of this span is logged" in shown(app)


def test_complete_days_only(launch, diary, me):
    first, _ = diary.entries.span(me)
    diary.days.mark(me, first, complete=True)
    at = launch(PAGES[0])
    widget(at.toggle, "Only days marked as complete").set_value(True).run()
    assert "1 day logged; 6 days without an entry" in shown(at)


@pytest.mark.parametrize("step", ["day", "week"])
@pytest.mark.parametrize("split", ["form", "group"])
def test_every_way_to_look_at_it(launch, me, step, split):
    at = launch(PAGES[0])
    widget(at.radio, "Step").set_value(step)
    widget(at.radio, "Split by").set_value(split)
    widget(at.toggle, "Without natto and its kin").set_value(True)
    widget(at.toggle, "Show supplements").set_value(True).run()
    assert not at.exception
    assert len(figures(at)) == (7 if step == "day" else 1)


def test_steadiness_gives_facts_and_keeps_the_safety_words_in_view(launch, diary, me):
    at = launch(PAGES[0], view="Steadiness")
    text = shown(at)
    assert re.search(r"(Swings a lot|Varies|Fairly even): .+ µg one day, .+ µg the next", text)
    assert "Largest swing of K2 from food and supplements" in text
    assert "K1 matters more for the INR" in text
    assert "On warfarin or another vitamin K antagonist" in text
    assert widget(at.metric, "Within weeks").value.endswith(" %")
    assert widget(at.metric, "Between weeks").value == "–"
    assert "Natto: first on" in text


def test_few_data_and_long_ago_say_what_is_missing(launch, diary):
    me = diary.people.first().id
    stew = diary.own_foods.save(me, OwnFood(name="Stew", group="cheese", contents={}))
    diary.entries.log(me, date=date(2026, 2, 9), item_id=stew.item_id, amount=100, unit="g")
    span = {"span": "Own dates", "from": "2026-02-01", "to": "2026-06-30"}
    text = shown(launch(PAGES[0], view="Steadiness", **span))
    assert "Nothing is known of the K2 of what was logged in this span" in text
    assert "Nothing rich in MK-7 was eaten in the last 7 days" in text
    assert "K1 matters more for the INR" in text
    text = shown(launch(PAGES[0], view="Compared", **span))
    assert "K2 from food: not known, so it has no place" in text
    diary.entries.log(me, date=date(2026, 2, 9), item_id="natto", amount=40, unit="g")
    text = shown(launch(PAGES[0], view="Steadiness", **span))
    assert "Of this span one day is known" in text
    assert "(0 of them logged)" in text


def test_the_mean_is_placed_among_published_intakes(launch, diary, me):
    at = launch(PAGES[0], view="Compared")
    intake = per_logged_day(estimate(diary.entries.frame(me), None, "EU").intake)
    text = shown(at)
    assert comparison_words(mean_row(intake, "You")) in text
    assert "Without natto and its kin: " in text
    assert text.count("read second hand") == 2
    assert "(<https://doi.org/10.2337/dc09-2302>)" in text


def test_without_natto_there_is_one_mean(launch, diary):
    me = diary.people.first().id
    diary.entries.log(me, date=date(2026, 2, 9), item_id="egg-unspecified", amount=100, unit="g")
    at = launch(PAGES[0], view="Compared")
    assert "Without natto: " not in shown(at)


def test_the_report_can_be_downloaded_in_both_forms(launch, diary, me):
    at = launch(PAGES[2])
    assert not at.exception
    labels = [button.label for button in at.get("download_button")]
    assert labels == ["Download as PDF", "Download as HTML"]
    total = estimate(diary.entries.frame(me), None, "EU").intake
    words = headline(per_logged_day(total))
    assert words.amount in at.get("iframe")[0].proto.srcdoc
    assert "Me" in at.get("iframe")[0].proto.srcdoc
    widget(at.checkbox, "With the name").set_value(False).run()
    assert ">Me<" not in at.get("iframe")[0].proto.srcdoc
    assert K2_TOTAL not in at.get("iframe")[0].proto.srcdoc
