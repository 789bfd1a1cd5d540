"""Trends, What if, Report and Foods side by side, as a person uses them."""

import io
import re

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from estimator.calculation.intake import estimate, per_logged_day
from estimator.views.shared.days import headline
from estimator.views.shared.palette import INK_COLOURS
from tests.browser.signs import settle, still

pytestmark = pytest.mark.browser


@pytest.fixture
def me(diary):
    profile = diary.people.all()[0].id
    diary.sample_week.add(profile)
    return profile


def marks(page, kind):
    """Marks of a kind that are drawn in the charts of a page."""
    return page.locator(f"[data-testid=stVegaLiteChart] .{kind} path")


def test_the_view_and_the_span_stay_through_a_reload(open_page, me):
    page = open_page("/trends")
    settle(page)
    expect(marks(page, "mark-rect").first).to_be_visible()
    page.get_by_text("Steadiness", exact=True).click()
    page.get_by_text("K1 matters more for the INR").wait_for()
    page.reload()
    page.get_by_text("K1 matters more for the INR").wait_for()
    expect(page.get_by_role("radio", name="Steadiness")).to_be_checked()


def test_a_chart_says_what_it_shows(open_page, me):
    page = open_page("/trends")
    settle(page)
    chart = page.get_by_label("Bars of K2 from food day by day")
    expect(chart.first).to_be_visible()


@pytest.mark.parametrize("scheme", INK_COLOURS)
def test_letters_of_charts_stand_out_from_the_page(open_page, me, scheme):
    page = open_page("/week", color_scheme=scheme)
    still(page)
    fills = page.locator("[data-testid=stVegaLiteChart] svg text").evaluate_all(
        "letters => letters.map((one) => one.getAttribute('fill').toLowerCase())"
    )
    assert set(fills) == {INK_COLOURS[scheme]}


def test_a_food_is_swapped_and_the_address_can_be_shared(open_page, me):
    page = open_page("/what_if")
    settle(page)
    page.get_by_label("What?").fill("1 pack natto")
    page.keyboard.press("Enter")
    page.get_by_text("Natto 1 pack (40 g)").wait_for()
    page.get_by_role("button", name="Add it").dblclick()
    page.get_by_text("1 pack Natto, once a week").wait_for()
    page.get_by_text("K2 from food: +").wait_for()
    other = open_page(page.url[page.url.index("/what_if") :])
    other.get_by_text("1 pack Natto, once a week").wait_for()
    other.get_by_role("button", name="Take back").click()
    other.get_by_text("Nothing yet.").wait_for()
    assert "change=" not in other.url


def test_a_double_click_saves_a_meal_once(open_page, diary, me):
    page = open_page("/what_if?change=add~natto~1~pack~1")
    settle(page)
    page.get_by_text("Save what is added as a meal").click()
    page.get_by_label("Name of the meal").fill("More natto")
    page.get_by_role("button", name="Save", exact=True).dblclick()
    page.get_by_text("Saved as a meal: More natto.").wait_for()
    settle(page)
    expect(page.get_by_text("You have a saved meal")).to_have_count(0)
    assert [meal.name for meal in diary.meals.of(me)] == ["More natto"]


def test_what_is_typed_last_counts_in_a_swap(open_page, me):
    page = open_page("/what_if")
    settle(page)
    page.get_by_text("More or less of it", exact=True).click()
    expect(page.get_by_label("Eat instead")).to_have_count(0)
    settle(page)
    page.get_by_label("How much").fill("2")
    page.get_by_role("button", name="Change it").click()  # without leaving the field before
    page.get_by_text("Natto, 2 times as much").wait_for()
    expect(page.get_by_label("Two bars of K2 from food by form").first).to_be_visible()
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Download this comparison (CSV)").click()
    assert "what-if" in downloading.value.suggested_filename
    assert "Natto, 2 times as much" in downloading.value.path().read_text(encoding="utf-8")


def test_the_report_is_downloaded_as_pdf(open_page, diary, me):
    page = open_page("/report")
    settle(page)
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Download as PDF").click()
    path = downloading.value.path()
    assert downloading.value.suggested_filename.endswith(".pdf")
    text = "".join(one.extract_text() for one in PdfReader(io.BytesIO(path.read_bytes())).pages)
    words = headline(per_logged_day(estimate(diary.entries.frame(me), None).intake))
    assert words.amount in text
    assert "K2 intake report" in page.frame_locator("iframe").locator("h1").inner_text()


def test_a_fifth_food_can_not_be_chosen_to_compare(open_page, me):
    page = open_page("/foods?compare=natto,apple,butter,egg-unspecified")
    settle(page)
    page.get_by_role("combobox", name="Foods, up to 4").click()
    expect(page.get_by_text("You can only select up to 4 options")).to_be_visible()


def test_enter_takes_the_first_food_to_compare(open_page, me):
    page = open_page("/foods?compare=natto")
    settle(page)
    box = page.get_by_role("combobox", name="Foods, up to 4")
    box.press_sequentially("gouda")
    page.get_by_role("option", name="Gouda").first.wait_for()
    box.press("Enter")
    page.wait_for_url(lambda url: "cheese-gouda" in url)
    assert page.url.count("gouda") == 1


def test_a_day_of_the_calendar_is_opened_by_a_click(open_page, diary):
    me = diary.people.all()[0].id
    diary.sample_week.add(me)
    _, last = diary.entries.span(me)
    page = open_page("/trends?view=Calendar")
    day = page.get_by_role("button", name=re.compile(rf"^{last:%A} {last.day} {last:%B}: .* µg$"))
    day.click()
    page.get_by_role("heading", name=f"{last:%A} {last.day} {last:%B}", level=1).wait_for()
    assert f"day={last}" in page.url


def test_the_report_alone_is_printed(open_page, me):
    page = open_page("/report")
    page.frame_locator(".stMain iframe").get_by_role("heading", name="In short").wait_for()
    page.evaluate(
        """() => {
          const report = document.querySelector(".stMain iframe").contentWindow;
          window.printed = 0;
          report.print = () => (window.printed += 1);
        }"""
    )
    # It can be clicked once it is heard.
    page.get_by_role("button", name="Print").click()
    page.wait_for_function("() => window.printed === 1")
