"""The report as a file of its own: nothing runs, nothing is fetched, it prints on few sheets."""

import io
from datetime import date

import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader

from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import Profile
from estimator.foods.table import food_table
from estimator.report.content import report_of
from estimator.report.html import report_page

pytestmark = pytest.mark.browser
DAYS = pd.date_range("2026-01-26", "2026-02-22").strftime("%Y-%m-%d")


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """The report of four weeks of somebody on a vitamin K antagonist, as it is downloaded."""
    log = pd.DataFrame({"date": DAYS, "item": "cheese-gouda-aged", "quantity": 30.0})
    others = ["natto", "natto-hikiwari", "egg-unspecified", "butter", "supplement-mk7-90"]
    log = pd.concat([log, *(log.iloc[3::9].assign(item=item) for item in others)])
    profile = Profile(
        id=1,
        name="<b onmouseover=alert(1)>Ada</b>",
        region="EU",
        time_zone="UTC",
        day_start_hour=0,
        cup="metric",
        takes_vka=True,
        created_at=pd.Timestamp("2026-01-01", tz="UTC").to_pydatetime(),
    )
    foods = PersonalFoods(food_table(), [])
    first, last = date(2026, 1, 26), date(2026, 2, 22)
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(
        report_page(report_of(profile, foods, log, first, last, made_on=last)), encoding="utf-8"
    )
    return path


@pytest.mark.parametrize("width", [1100, 390])
def test_it_opens_from_disk_alone_and_can_be_read_by_all(browser, file, width):
    page = browser.new_page(viewport={"width": width, "height": 844}, color_scheme="dark")
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(file.as_uri())
    assert (asked, said) == ([file.as_uri()], [])
    assert page.get_by_text("<b onmouseover=alert(1)>Ada</b>").count() == 1
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert Axe().run(page).response["violations"] == []
    page.close()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_four_weeks_print_on_two_sheets(browser, file, paper):
    page = browser.new_page()
    page.goto(file.as_uri())
    sheets = PdfReader(io.BytesIO(page.pdf(format=paper))).pages
    page.close()
    assert len(sheets) == 2
    assert "On warfarin" in sheets[0].extract_text()
    assert "2 / 2" in sheets[1].extract_text()
