"""A file that LibreOffice opened and saved, American and German, reads back with nothing changed.

Skipped where LibreOffice is not installed (Debian: ``libreoffice-calc-nogui``).
"""

import shutil
import subprocess
from dataclasses import asdict
from datetime import date, time

import pytest

from estimator.files.entries import entry_rows
from estimator.importing.file_opening import read_sheet
from estimator.spreadsheet_csv import csv_text

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
LONGEST = 120
TODAY = date(2026, 2, 12)
UTF_8 = "76"
COMMA, SEMICOLON, QUOTE = "44", "59", "34"
AS_SHOWN = "true"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.libreoffice,
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed"),
]


def saved_again(data, locale, separator, folder):
    """Open a CSV as a person of a locale does, and save it as its dialogue proposes."""
    settings = folder / "profile" / "user"
    settings.mkdir(parents=True)
    (settings / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        '<item oor:path="/org.openoffice.Setup/L10N">'
        '<prop oor:name="ooSetupSystemLocale" oor:op="fuse">'
        f"<value>{locale}</value></prop></item></oor:items>",
        encoding="utf-8",
    )
    (folder / "diary.csv").write_bytes(data)
    out = folder / "saved"
    saving = ",".join((separator, QUOTE, UTF_8, "1", "", "0", "false", AS_SHOWN, "false"))
    subprocess.run(
        [
            str(OFFICE),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            f"--infilter=CSV:{COMMA},{QUOTE},{UTF_8},1",
            "--convert-to",
            f"csv:Text - txt - csv (StarCalc):{saving}",
            "--outdir",
            str(out),
            str(folder / "diary.csv"),
        ],
        check=True,
        capture_output=True,
        timeout=LONGEST,
    )
    return (out / "diary.csv").read_bytes()


def entries(diary, profile):
    return [asdict(entry) for entry in diary.entries.of(profile)], diary.days.of(profile)


@pytest.fixture
def full(diary, ada):
    diary.sample_week.add(ada)
    for amount, unit, note in (
        ("1/3", "pack", '=1+1 "ha"\nü'),
        (12.345, "g", "three decimals"),
        ("1234.5", "g", "+41 30"),
        ("0.5", "pack", "1/2"),
        (1.25, "g", "3.4.2026"),
        ("7", "g", "- tired, 1.234"),
        ("30.5", "g", "TRUE"),
    ):
        diary.entries.log(
            ada,
            date=TODAY,
            item_id="natto",
            amount=amount,
            unit=unit,
            note=note,
            eaten_at=time(7, 30),
        )
    diary.entries.log(ada, date=TODAY, item_id="supplement-mk7-100", amount=1, unit="capsule")
    diary.days.mark(ada, TODAY, note="1,5 bad", complete=True)
    return diary


@pytest.mark.parametrize(
    ("locale", "separator"), [("en-US", COMMA), ("de-DE", COMMA), ("de-DE", SEMICOLON)]
)
def test_what_libreoffice_saved_changes_nothing(full, ada, tmp_path, locale, separator):
    foods = full.foods(ada)
    text = csv_text(
        entry_rows(foods.logged_by(full.people.get(ada)), full.entries.of(ada), full.days.of(ada))
    )
    saved = saved_again(text.encode(), locale, separator, tmp_path)
    assert saved != text.encode()
    before = entries(full, ada)
    _, plan = full.imports.preview(ada, read_sheet(saved, "diary.csv"))
    assert [(one.record.line, one.why) for one in plan.left_out] == []
    assert [(dict(one.values), one.line) for one in plan.changed] == []
    assert plan.changes_nothing
    full.imports.apply(ada, plan)
    assert entries(full, ada) == before
