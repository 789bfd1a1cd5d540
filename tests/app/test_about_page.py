"""The About page, against the library."""

import re

import pytest

from estimator.foods.version import data_version
from estimator.views.about import about, forms
from estimator.views.about.trials import chosen_trials, trial_table
from estimator.views.shared.caveat import general_caveat
from tests.app.conftest import ROOT

PAGES = [one for one in (ROOT / "app_pages").glob("*.py") if one.name != "__init__.py"]


@pytest.fixture
def page(app):
    return app.switch_page("app_pages/about.py").run()


def text_of(page):
    return "\n".join(part.value for part in page.markdown).replace("\\", "")


def in_order(page):
    """What of the page itself can be read, from its title on; above it are the keys."""
    parts = list(page.main.children.values())
    return parts[parts.index(page.title[0]) :]


def test_safety_stands_first(page):
    title, contents, header, warning = (part.value for part in in_order(page)[:4])
    assert title == "About K2"
    assert contents.startswith("[If you take an anticoagulant](#anticoagulants) · ")
    assert (header, warning) == ("If you take an anticoagulant", about.vka_notice())


@pytest.mark.parametrize("name", sorted(one.name for one in PAGES))
def test_every_page_tells_it_once_and_first_to_who_takes_an_antagonist(app, diary, name):
    diary.people.edit(diary.people.first().id, takes_vka=True)
    app.run()  # Log is where the app is
    page = app if name == "log.py" else app.switch_page(f"app_pages/{name}").run()
    said = [one.value for one in page.warning]
    assert (said[0], said.count(said[0])) == (about.vka_notice(), 1)


def test_the_contents_lead_to_every_part(page):
    anchors = re.findall(r"\]\(#(\w+)\)", in_order(page)[1].value)
    assert anchors == [header.proto.anchor for header in page.header]


def test_every_safety_statement_is_there_with_its_source(page):
    words = text_of(page)
    for row in about.safety_statements().to_dict("records"):
        assert row["statement"] in words
        assert row["url"] in words


def test_what_matters_most_is_open(page):
    opened = {box.label for box in page.expander if box.proto.expanded}
    assert opened == set(about.OPEN_TOPICS)


def test_the_forms_are_side_by_side(page):
    assert page.table[0].value.equals(forms.form_comparison())


def test_trials_and_authorities_are_listed_whole(page):
    *_, trials, authorities = (frame.value for frame in page.dataframe)
    assert trials.equals(trial_table())
    assert authorities.equals(about.authority_table())


def test_intakes_caveat_version_and_links_are_there(page):
    words = text_of(page)
    for sentence in (general_caveat(), about.natto_sentence(), about.NOT_MEASURED, data_version()):
        assert sentence in words
    for address in (about.ODS_URL, about.EFSA_URL):
        assert address in words
    for owner in about.SOURCES_TO_NAME:
        assert owner in words


def test_nothing_is_promised_and_no_share_of_a_target_is_shown(page):
    words = text_of(page)
    assert "None sets a target for K2" in words
    assert not re.search(r"% of (the|your|a) (target|need|daily|recommended)", words)
    assert not re.search(r"\b(prevents|cures|heals|optimal intake|you should (eat|take))\b", words)
    assert not page.metric


def test_trials_can_be_chosen_by_kind_and_finding(page):
    page.selectbox(key="kind").select("Trials of bone")
    page.selectbox(key="found").select("no difference").run()
    assert not page.exception
    assert page.dataframe[-2].value.equals(chosen_trials("Trials of bone", "no difference"))
    page.selectbox(key="found").select("worse").run()
    assert "No study of this kind found that" in page.info[0].value


def test_an_address_can_choose_the_studies(app):
    app.query_params["kind"], app.query_params["found"] = "Trials of bone", "better"
    page = app.switch_page("app_pages/about.py").run()
    assert page.dataframe[-2].value.equals(chosen_trials("Trials of bone", "better"))


def test_who_should_ask_is_said_with_the_safety_words(page):
    words = text_of(page)
    assert all(who in words for who in about.WHO_SHOULD_ASK)
