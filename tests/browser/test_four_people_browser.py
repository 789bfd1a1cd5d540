"""Whole tasks, as each of the four kinds of people would do them."""

import csv
import io
import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.signs import press, settle
from tests.browser.test_browser import log, type_in

pytestmark = pytest.mark.browser

BOX_IS_EMPTY = """() => [...document.querySelectorAll('.stMain [aria-label="What did you eat?"]')]
  .every((box) => box.value === "")"""
EATEN = (
    "2 eggs, toast with butter",
    "30 g gouda",
    "1 pack natto",
    "200 g chicken breast",
    "150 g yogurt",
    "40 g cheddar, 1 apple",
    "2 slices wholemeal bread, 10 g butter",
)


def test_from_the_first_start_to_seven_days_and_their_csv(open_page, diary):
    page = open_page()
    page.get_by_label("Your name").fill("Ada")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Saved. All settings are on People & settings.").wait_for()
    for text in EATEN:
        type_in(page, text)
        page.keyboard.press("Enter")
        # What was said of the day before may still be there.
        page.wait_for_function(BOX_IS_EMPTY)
        settle(page)
        press(page, "Alt+p", "day-before")
        settle(page)
    (ada,) = diary.people.all()
    assert (ada.name, len({entry.date for entry in diary.entries.of(ada.id)})) == ("Ada", 7)

    page.get_by_role("link", name="Week", exact=True).click()
    csv_button = page.get_by_role("button", name="Weekly CSV")
    csv_button.wait_for()
    settle(page)
    with page.expect_download() as waiting:
        csv_button.click()
    rows = list(csv.DictReader(io.StringIO(waiting.value.path().read_text(encoding="utf-8"))))
    assert sum(int(row["days_logged"]) for row in rows) == 7
    assert {row["profile"] for row in rows} == {"Ada"}


def test_somebody_on_warfarin_is_told_before_and_after_natto(open_page, diary):
    page = open_page(viewport={"width": 1280, "height": 500})
    page.get_by_text("I take a vitamin K antagonist").click()
    page.get_by_role("button", name="Save", exact=True).click()
    # Not above the window, which was scrolled down to the button.
    expect(page.get_by_text("keep vitamin K intake steady").first).to_be_in_viewport(ratio=1)
    expect(page.get_by_label("What did you eat?")).to_be_focused()
    settle(page)
    log(page, "1 pack natto, 100 g spinach")
    answer = page.locator(".st-key-answer")
    expect(answer).to_contain_text("Natto and its kin gave")
    expect(answer).to_contain_text("Vitamin K1 from food:")
    # K1 beside the entry that brought it.
    spinach = page.get_by_role("listitem").filter(has_text="Spinach")
    expect(spinach).to_contain_text(re.compile(r"K1 \d+"))


def test_the_answer_stays_in_view_beside_a_long_day(open_page, diary):
    me = diary.people.first().id
    for grams in range(1, 16):
        diary.entries.log(
            me, date=diary.people.today(me), item_id="butter", amount=grams, unit="g", meal="lunch"
        )
    page = open_page()
    page.set_viewport_size({"width": 1280, "height": 768})
    page.get_by_role("button", name="Delete").last.scroll_into_view_if_needed()
    expect(page.get_by_label("What did you eat?")).not_to_be_in_viewport()
    expect(page.locator(".st-key-answer .amount")).to_be_in_viewport()


def test_a_dietitian_goes_from_client_to_client(open_page, diary):
    people = [diary.people.first().id]
    people += [diary.people.add(name).id for name in ("Bo", "Cleo")]
    for nth, person in enumerate(people):
        day = diary.people.today(person) - timedelta(days=nth)
        diary.entries.log(person, date=day, item_id="natto", amount=nth + 1, unit="pack")
    page = open_page("/people")
    main = page.get_by_role("main")
    last_logged = main.locator(".client > div").filter(has_text="Last logged").locator("dd")
    expect(last_logged).to_have_text(["today", "yesterday", re.compile(r"\w+day \d")])
    cleo = page.locator(f".st-key-person-{people[2]}")
    cleo.get_by_role("button", name="Week").click()
    page.get_by_role("heading", name=re.compile(r"Week \d"), level=1).wait_for()
    expect(page.get_by_role("combobox", name="Person")).to_have_value("Cleo")


def test_which_gouda_it_was_is_asked_once_and_meant_from_then_on(open_page, diary):
    me = diary.people.first().id
    page = open_page()
    log(page, "40 g gouda")
    question = page.locator(".st-key-follow-up")
    expect(question).to_contain_text("Which Gouda?")
    question.get_by_role("button", name="Aged", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_text("is now Gouda, aged.").wait_for()
    settle(page)
    expect(question).to_have_count(0)
    expect(page.get_by_label("What did you eat?")).to_be_focused()
    assert [entry.item_id for entry in diary.entries.of(me)] == ["cheese-gouda-aged"]

    type_in(page, "30 g gouda")
    expect(page.locator(".st-key-read-as")).to_contain_text("as you had it last time")
    page.keyboard.press("Enter")
    page.wait_for_function(BOX_IS_EMPTY)
    settle(page)
    assert [entry.item_id for entry in diary.entries.of(me)] == ["cheese-gouda-aged"] * 2
