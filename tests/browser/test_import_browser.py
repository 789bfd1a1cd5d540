"""Files out and in, in a real browser."""

import io
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import expect

from estimator.calculation.weekly import WEEKLY_COLUMNS
from estimator.files.entries import ENTRY_COLUMNS
from tests.browser.access import PHONE, fits_a_phone, violations
from tests.browser.signs import settle

pytestmark = pytest.mark.browser

FILES = Path(__file__).resolve().parents[1] / "imports"


@pytest.fixture
def me(diary):
    return diary.people.all()[0].id


def looked_at(page, path):
    settle(page)
    page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(path)
    page.get_by_text("What would change").wait_for()
    settle(page)


def downloaded(page, label):
    with page.expect_download() as download:
        page.get_by_role("button", name=label, exact=True).click()
    return Path(download.value.path()).read_bytes()


def test_a_double_click_imports_once_and_undo_takes_it_back(open_page, diary, me):
    page = open_page("/files")
    looked_at(page, FILES / "cronometer_2025.csv")
    page.get_by_role("button", name="Import into the diary of Me").dblclick()
    page.get_by_text("Imported: 3 entries added.").wait_for()
    settle(page)
    assert len(diary.entries.of(me)) == 3
    page.get_by_role("button", name="Undo: file imported").click()
    page.get_by_text("Importing would add 3 entries.").wait_for()
    assert diary.entries.of(me) == []


def test_what_is_exported_is_read_back_after_a_wipe(open_page, diary, me, tmp_path):
    diary.sample_week.add(me)
    before = [(one.date, one.item_id, one.quantity, one.token) for one in diary.entries.of(me)]
    page = open_page("/files")
    settle(page)
    with zipfile.ZipFile(io.BytesIO(downloaded(page, "Weekly CSV and its codebook"))) as archive:
        weekly, codebook = (pd.read_csv(archive.open(name)) for name in archive.namelist())
    assert tuple(weekly.columns) == tuple(codebook["column"]) == WEEKLY_COLUMNS
    data = downloaded(page, "CSV of every entry")
    entries = pd.read_csv(io.BytesIO(data))
    assert tuple(entries.columns) == ENTRY_COLUMNS
    assert len(entries) == len(before)
    file = tmp_path / "entries.csv"
    file.write_bytes(data)
    diary.sample_week.remove(me)
    looked_at(page, file)
    page.get_by_role("button", name="Import into the diary of Me").click()
    page.get_by_text("Imported: ").wait_for()
    after = [(one.date, one.item_id, one.quantity, one.token) for one in diary.entries.of(me)]
    assert after == before


def test_looking_at_a_file_is_accessible_and_fits_a_phone(open_page, diary, me):
    for name in ("cronometer_2025.csv", "german.csv"):
        page = open_page("/files", viewport=PHONE)
        settle(page)
        page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(FILES / name)
        page.get_by_text("What would change").or_(
            page.get_by_text("Which column is what?")
        ).wait_for()
        assert violations(page) == {}
        assert fits_a_phone(page)


def a_hundred_foods(path):
    """Write a diary of 100 foods that matter and that no name of the table surely means."""
    rows = [f"2026-02-10,Zog {place:03} gouda,{300 - place},g" for place in range(100)]
    path.write_text("\n".join(["date,food,amount,unit", *rows, ""]), encoding="utf-8")
    return path


def choose_instead(page, name, words):
    box = page.get_by_role("combobox", name=f"{name} is something else")
    expect(box).to_have_count(1)  # the page before is gone
    box.click()
    box.fill(words)
    page.get_by_role("option").first.wait_for()
    box.press("Enter")


def test_a_hundred_foods_are_finished_in_sixty_clicks(open_page, diary, me, tmp_path):
    page = open_page("/files")
    looked_at(page, a_hundred_foods(tmp_path / "diary.csv"))
    page.evaluate("window.clicks = 0; addEventListener('click', e => clicks += e.isTrusted, true)")
    for page_number in range(5):
        first = f"Zog {20 * page_number:03} gouda"
        page.get_by_role("checkbox", name=first).wait_for()
        page.get_by_role("button", name="Tick 20 proposals").click()
        expect(page.get_by_role("checkbox", name="Zog", checked=True)).to_have_count(20)
        settle(page)
        # Of every page two are something else, and one is left out for good.
        choose_instead(page, f"Zog {20 * page_number + 1:03} gouda", "Gouda, aged")
        choose_instead(page, f"Zog {20 * page_number + 2:03} gouda", "Not in the table")
        choose_instead(page, f"Zog {20 * page_number + 3:03} gouda", "Leave out")
        expect(page.get_by_role("checkbox", name="Zog")).to_have_count(20)
        page.get_by_role("button", name="Take these, and show the next").click()
    # What is imported is what the page shows, and so not before it shows what was taken last.
    expect(page.get_by_role("checkbox", name="Zog")).to_have_count(0)
    settle(page)
    page.get_by_role("button", name="Import into the diary of Me").click()
    page.get_by_text("Imported: 90 entries added").wait_for()
    assert page.evaluate("clicks") <= 60
    eaten = {entry.item_id for entry in diary.entries.of(me)}
    assert {"cheese-gouda-aged", "cheese-gouda-unspecified"} <= eaten
    assert len(diary.entries.of(me)) == 90
