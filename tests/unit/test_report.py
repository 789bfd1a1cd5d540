"""The report: the same facts as HTML and as PDF, safe to open, safe to print."""

import io
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from html.parser import HTMLParser
from unicodedata import normalize

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from estimator.calculation.intake import estimate, per_logged_day
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import NAME_LENGTH, Profile
from estimator.foods.own_items import Content, OwnFood, OwnItem
from estimator.foods.table import food_table
from estimator.foods.version import data_version
from estimator.report.bars import Bar, ticks_of
from estimator.report.content import report_of
from estimator.report.html import report_page
from estimator.report.pdf import lacks_letters, report_pdf
from estimator.views.shared.days import headline
from estimator.views.shared.figures import figure

FIRST, LAST = date(2026, 2, 2), date(2026, 2, 22)
MADE = datetime(2026, 2, 23, 12, tzinfo=UTC)
LOG = pd.DataFrame(
    [
        ("2026-02-02", "natto", 40.0),
        ("2026-02-03", "cheese-gouda-aged", 50.0),
        ("2026-02-10", "natto-hikiwari", 30.0),
        ("2026-02-11", "egg-unspecified", 100.0),
        ("2026-02-11", "supplement-mk7-90", 1.0),
    ],
    columns=["date", "item", "quantity"],
)
FOODS = PersonalFoods(food_table(), [])


def person(**values):
    settings = {
        "id": 1,
        "name": "Ada",
        "region": "EU",
        "time_zone": "UTC",
        "day_start_hour": 0,
        "cup": "metric",
        "takes_vka": False,
        "created_at": datetime(2026, 1, 1, tzinfo=UTC),
    }
    return Profile(**settings | values)


def report(profile=None, log=LOG, foods=FOODS, **options):
    return report_of(profile or person(), foods, log, FIRST, LAST, made_on=MADE.date(), **options)


class Text(HTMLParser):
    """The text of a page, and its tags."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.parts = [], []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.parts.append(data)


def words_of(text):
    return re.sub(r"\s+", "", text)


def pdf_text(data):
    """The text of all pages, without the line at the foot of each."""
    texts = (page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    return "\n".join(re.sub(r"K2 intake report · .*\d / \d$", "", text) for text in texts)


def test_both_forms_have_the_same_facts():
    made = report()
    html, pdf = report_page(made), pdf_text(report_pdf(made, MADE))
    page = words_of("".join(Text(html).parts))
    written = words_of(pdf)
    for text in made.texts():
        assert words_of(text) in page, text
        assert words_of(text) in written, text


def test_the_figures_are_those_of_the_estimate():
    words = headline(per_logged_day(estimate(LOG, None, "EU").intake))
    (short, first, *_) = report().sections
    assert short.title == "In short"
    told = short.paragraphs[0]
    assert told.startswith(
        f"Vitamin K2 from food on a logged day: {words.amount.removesuffix('/day')}, most likely "
    )
    assert "Natto gave " in told
    assert "most Dutch adults eat." in told
    assert "The day with the least had " in told
    assert (
        f"K2 from food: {words.amount}, most likely {words.range} (90 % range); {words.analysed}."
        in first.paragraphs[0]
    )
    assert "From supplements, by label: 22.5 µg/day." in first.paragraphs[0]
    assert first.table["Form"].iloc[-1] == "K2 total"
    assert "Natto and its kin gave" in first.paragraphs[1]
    assert "Typical Western diets" in first.paragraphs[1]


def test_it_says_whose_and_of_which_days():
    assert list(report().facts) == [
        "Ada",
        "2 February – 22 February 2026, 21 days",
        "4 days logged of 21",
        "Food from: Europe",
    ]
    facts = report(named=False, complete_only=True).facts
    assert "Ada" not in facts
    assert facts[1] == "4 days logged of 21, only days marked as complete"
    assert "sample week" in report(with_samples=True).facts[-1]
    assert data_version() in report().footer[-1]
    assert "23 February 2026" in report().footer[-1]


def test_people_on_a_vitamin_k_antagonist_are_told_first():
    told = report(person(takes_vka=True))
    assert told.warning.startswith("On warfarin")
    page = report_page(told)
    assert page.index("On warfarin") < page.index("Mean per logged day")
    assert "On warfarin" not in told.footer[0]
    others = report()
    assert (others.warning, others.footer[0].startswith("On warfarin")) == ("", True)


def test_weeks_not_logged_have_no_bar_and_no_row():
    section = next(one for one in report().sections if one.title == "K2 from food by week")
    assert [bool(bar.parts) for bar in section.bars] == [True, True, False]
    assert section.table["Week"].tolist() == ["2026-W06", "2026-W07"]
    assert "which is not zero" in section.notes[0]


def test_a_short_span_goes_by_day():
    short = report_of(person(), FOODS, LOG.iloc[:2], FIRST, date(2026, 2, 3), made_on=MADE.date())
    section = next(one for one in short.sections if one.title == "K2 from food by day")
    assert [bar.label for bar in section.bars] == ["2 Feb", "3 Feb"]
    assert "Days logged" not in section.table


def test_what_was_not_counted_is_listed():
    log = LOG.iloc[:2].assign(item="own-1-v1")
    made = report(log=log, foods=own_food("Stew", MK7=Content(value=900.0)))
    section = next(one for one in made.sections if one.title.startswith("Not wholly counted"))
    assert section.items[0].startswith("Stew, 90 g: known for MK-7 alone")
    whole = report(log=LOG[LOG["item"] == "natto"])
    assert not any(one.title.startswith("Not wholly") for one in whole.sections)


def own_food(name, **contents):
    item = OwnItem(
        id=1,
        profile_id=1,
        key="own-1",
        version=1,
        definition=OwnFood(name=name, group="cheese", contents=contents),
        removed=False,
        created_at=MADE,
    )
    return PersonalFoods(food_table(), [item])


TAGS = {"html", "head", "meta", "title", "style", "body", "main", "section", "footer"}
TAGS |= {"h1", "h2", "p", "span", "i", "div", "ul", "li", "figure"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td", "svg", "line", "text", "rect"}
HOSTILE = '<script>alert("1")</script>&<img src=x onerror=y>'


def test_what_a_person_wrote_is_text_and_nothing_is_fetched():
    foods = own_food(HOSTILE)
    log = pd.concat([LOG, LOG.iloc[:1].assign(item="own-1-v1")])
    page = Text(report_page(report(person(name=HOSTILE), log, foods)))
    assert HOSTILE in "".join(page.parts)
    assert {tag for tag, _ in page.tags} <= TAGS
    for _, attributes in page.tags:
        assert not {"src", "href", "onerror", "onload"} & attributes.keys()
    page = report_page(report())
    assert "url(" not in page
    assert "default-src 'none'" in page[: page.index("<style>")]


def test_the_chart_has_words_for_who_cannot_see_it():
    ((_, chart),) = [one for one in Text(report_page(report())).tags if one[0] == "svg"]
    assert chart["role"] == "img"
    assert "2026-W06" in chart["aria-label"]


@pytest.mark.parametrize("name", ["納豆", "Käse 🧀", "גבינה"])
def test_letters_that_the_pdf_lacks_are_boxes_and_said_to_be(name):
    foods = own_food(name)
    log = pd.concat([LOG, LOG.iloc[:1].assign(item="own-1-v1")])
    made = report(log=log, foods=foods)
    assert lacks_letters(made)
    assert "□" in pdf_text(report_pdf(made, MADE))
    assert name in report_page(made)


@pytest.mark.parametrize("name", ["Žofie", "Ελένη", "Ольга", "Nguyễn", "Rene\u0301e"])
def test_letters_of_many_scripts_are_shown(name):
    made = report(person(name=name))
    assert not lacks_letters(made)
    text = pdf_text(report_pdf(made, MADE))
    assert normalize("NFC", name) in text
    assert "□" not in text


def test_each_sheet_says_whose_it_is_and_which():
    pages = PdfReader(io.BytesIO(report_pdf(report(), MADE))).pages
    assert len(pages) == 2
    for number, page in enumerate(pages, start=1):
        text = page.extract_text()
        assert "K2 intake report · Ada · 2 February – 22 February 2026, 21 days" in text
        assert f"{number} / {len(pages)}" in text
    assert "<title>K2 intake report · Ada · 2 February" in report_page(report())
    assert "Ada" not in report_page(report(named=False))


@pytest.mark.parametrize("name", ["W" * NAME_LENGTH, "many words " * 7, "{nb} of them"])
def test_long_and_odd_names_leave_the_figures_whole(name):
    foods = own_food(name, VITK2=Content(value=50.0))
    log = pd.concat([LOG, LOG.iloc[:1].assign(item="own-1-v1", quantity=300.0)])
    text = pdf_text(report_pdf(report(person(name=name), log, foods), MADE))
    assert words_of(name) in words_of(text)
    # 30 g of hikiwari natto, 1,276 µg/100 g with a spread of 0.632: 383 µg, and its ends are
    # 383 x exp(±1.645 x 0.632 - 0.632²/2) = 383 x 0.819 x (0.353, 2.83) = (111, 887).
    for cells in ("383 111–887 37 %", "13.5–500 15 %"):
        assert words_of(cells) in words_of(text)
    first, second = PdfReader(io.BytesIO(report_pdf(report(person(name=name)), MADE))).pages
    assert first.extract_text().endswith("1 / 2")
    assert second.extract_text().endswith("2 / 2")


def test_columns_without_anything_are_left_out():
    alone = report(log=LOG.iloc[:2])
    assert not any("Supplements, µg/day" in text for text in alone.texts())
    assert any("Supplements, µg/day" in text for text in report().texts())


def test_the_same_report_makes_the_same_file():
    assert report_pdf(report(), MADE) == report_pdf(report(), MADE)


def test_a_long_diary_stays_short_and_quick_to_read():
    days = pd.date_range("2021-01-01", "2026-02-22").strftime("%Y-%m-%d")
    log = pd.DataFrame({"date": days, "item": "cheese-gouda-aged", "quantity": 30.0})
    made = report_of(person(), FOODS, log, date(2021, 1, 1), LAST, made_on=MADE.date())
    section = next(one for one in made.sections if one.title == "K2 from food by week")
    assert len(section.bars) == len(section.table) == 26
    assert "The last 26 weeks are shown." in section.notes[0]
    assert section.table["Week"].iloc[[0, -1]].tolist() == ["2025-W35", "2026-W08"]
    assert len(PdfReader(io.BytesIO(report_pdf(made, MADE))).pages) <= 4


def test_of_a_long_span_the_last_weeks_that_are_logged_are_drawn():
    made = report_of(person(), FOODS, LOG, date(2024, 1, 1), date(2026, 12, 31), made_on=LAST)
    section = next(one for one in made.sections if one.title == "K2 from food by week")
    assert len(section.bars) == 26
    assert section.bars[-1].parts
    by_week = per_logged_day(estimate(LOG, "week", "EU").intake)
    week = by_week[(by_week["period"] == "2026-W07") & (by_week["component"] == "VITK2")]
    wanted = figure(week["estimate_ug_per_day"].iloc[0])
    assert section.table["K2, µg/day"].iloc[-1] == wanted


@pytest.mark.parametrize(("first", "bars"), [(date(2025, 9, 1), 25), (date(2025, 8, 25), 26)])
def test_half_a_year_is_drawn_whole(first, bars):
    made = report_of(person(), FOODS, LOG, first, LAST, made_on=LAST)
    section = next(one for one in made.sections if one.title == "K2 from food by week")
    assert len(section.bars) == bars
    assert "weeks are shown" not in section.notes[0]


@given(st.floats(min_value=1e-6, max_value=1e9))
def test_the_scale_is_of_round_figures_and_holds_everything(most):
    ticks = ticks_of([Bar("x", (("MK7", most / 2),), 0.0, most)])
    assert 2 <= len(ticks) <= 6
    assert ticks[0] == 0
    assert ticks[-2] <= most <= ticks[-1] * (1 + 1e-9)
    step = Decimal(f"{ticks[1]:.6g}")
    assert step.normalize().as_tuple().digits in ((1,), (2,), (5,))


@pytest.mark.parametrize(
    ("most", "ticks"),
    [(0.0, (0, 1)), (100.0, (0, 20, 40, 60, 80, 100)), (401.0, (0, 100, 200, 300, 400, 500))],
)
def test_the_scale_ends_just_above_the_highest(most, ticks):
    assert ticks_of([Bar("x", (("MK7", most),), 0.0, most)]) == ticks


def test_supplements_alone_make_a_report():
    log = LOG[LOG["item"] == "supplement-mk7-90"]
    made = report(log=log)
    assert "From supplements, by label: 90 µg/day." in made.sections[1].paragraphs[0]
    assert report_pdf(made, MADE).startswith(b"%PDF")
