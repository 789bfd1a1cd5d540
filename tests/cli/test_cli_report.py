"""``report`` on the command line: a page or a PDF of a span, or a sentence."""

import io
from datetime import date, timedelta

import pytest
from pypdf import PdfReader

from estimator.calculation.intake import estimate, per_logged_day
from estimator.views.shared.days import headline

DAY = date(2026, 2, 10)


@pytest.fixture
def ate(diary, ada):
    for day, item, grams in (
        (DAY - timedelta(days=30), "natto", 40),
        (DAY - timedelta(days=1), "cheese-gouda-aged", 60),
        (DAY, "egg-unspecified", 100),
    ):
        diary.entries.log(ada.id, date=day, item_id=item, amount=grams, unit="g")


def amount(diary, ada, first, last):
    means = per_logged_day(estimate(diary.entries.frame(ada.id, first, last), None, "EU").intake)
    return headline(means).amount


def test_it_is_of_the_last_four_weeks_logged_unless_said_otherwise(cli, diary, ada, ate):
    done = cli("report")
    assert (done.code, done.err) == (0, "")
    assert "14 January – 10 February 2026, 28 days" in done.out
    assert f"K2 from food: {amount(diary, ada, DAY - timedelta(days=27), DAY)}" in done.out


def test_days_before_the_diary_began_are_no_part_of_it(cli, diary, ada):
    diary.entries.log(ada.id, date=DAY, item_id="natto", amount=1, unit="pack")
    assert "1 day logged of 1" in cli("report").out
    assert "1 day logged of 3" in cli("report", "--from", "2026-02-08").out


def test_the_span_can_be_said(cli, diary, ada, ate):
    done = cli("report", "--from", "2026-01-01", "--to", "2026-02-09")
    assert "1 January – 9 February 2026, 40 days" in done.out
    assert amount(diary, ada, date(2026, 1, 1), DAY - timedelta(days=1)) in done.out


def test_a_file_that_ends_in_pdf_is_one(cli, tmp_path, diary, ada, ate):
    path = tmp_path / "Report.PDF"
    done = cli("report", "--out", str(path))
    assert (done.code, done.out) == (0, "")
    text = PdfReader(io.BytesIO(path.read_bytes())).pages[0].extract_text()
    assert amount(diary, ada, DAY - timedelta(days=27), DAY) in text
    page = tmp_path / "report.html"
    cli("report", "--out", str(page))
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_letters_that_the_pdf_lacks_are_said(cli, tmp_path, diary, ada, ate):
    diary.people.edit(ada.id, name="納豆")
    done = cli("report", "--profile", "納豆", "--out", str(tmp_path / "report.pdf"))
    assert done.code == 0
    assert "letters that the PDF can't show" in done.err
    assert cli("report", "--profile", "納豆", "--out", str(tmp_path / "report.html")).err == ""


def test_the_name_is_left_out_if_asked(cli, ate):
    assert "Ada" in cli("report").out
    assert "Ada" not in cli("report", "--anonymous").out


def test_only_complete_days_count_if_asked(cli, diary, ada, ate):
    diary.days.mark(ada.id, DAY, complete=True)
    done = cli("report", "--complete-only")
    assert "1 day logged of 28, only days marked as complete" in done.out


def test_examples_are_said_to_be_there(cli, diary, ada, ate):
    assert "sample week" not in cli("report").out
    diary.sample_week.add(ada.id)
    assert "entries of a sample week, which nobody ate" in cli("report").out


def test_a_span_without_a_day_is_refused(refused, ate):
    assert "No day from 2025-01-01 to 2025-01-31 is logged." in refused(
        "report", "--from", "2025-01-01", "--to", "2025-01-31"
    )
    assert "is marked as complete. Choose other days." in refused("report", "--complete-only")


def test_days_the_wrong_way_round_are_refused(refused, ate):
    words = refused("report", "--from", "2026-02-10", "--to", "2026-02-01")
    assert "2026-02-10 is after 2026-02-01." in words


def test_a_place_that_can_not_be_written_is_said(refused, tmp_path, ate):
    assert "can't be written" in refused("report", "--out", str(tmp_path / "none" / "a.html"))


def test_a_diary_without_an_entry_is_refused(refused, ada):
    assert "is logged. Choose other days." in refused("report")
