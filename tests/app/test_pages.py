"""The app through its own script: every page launches, and a person logs."""

import pytest

from estimator.components import K2_TOTAL
from estimator.figures import figure
from estimator.food_views import form_rows
from estimator.foods import food_table
from estimator.intake import estimate
from estimator.summary import general_caveat

PAGES = ["app_pages/log.py", "app_pages/week.py", "app_pages/foods.py", "app_pages/about.py"]


def open_page(app, page):
    app.switch_page(page)
    app.run()
    assert not app.exception
    return app


def find(app, text):
    """Type into the search box; the first match is then chosen."""
    app.text_input[_at(app.text_input, "Food or supplement")].input(text).run()


def labelled(widgets, label):
    return widgets[_at(widgets, label)]


def _at(widgets, label):
    return next(place for place, widget in enumerate(widgets) if widget.label == label)


def click(app, label):
    labelled(app.button, label).click().run()
    assert not app.exception


def log(app, text, amount="1", unit=None):
    find(app, text)
    labelled(app.text_input, "Amount").input(amount)
    if unit:
        labelled(app.selectbox, "Unit").select(unit)
    click(app, "Add")


def shown(app):
    parts = [*app.markdown, *app.caption, *app.success, *app.error, *app.info, *app.warning]
    return "\n".join(part.value for part in parts).replace("\\", "")


@pytest.fixture
def me(app, diary):
    return diary.profiles()[0].id


@pytest.mark.parametrize("page", PAGES)
def test_every_page_launches_on_an_empty_diary(app, page):
    open_page(app, page)
    assert len(app.title) == 1


@pytest.mark.parametrize("page", PAGES)
def test_every_page_launches_on_a_sample_week(app, page):
    click(app, "Show me a sample week")
    open_page(app, page)
    assert len(app.title) == 1


def test_the_empty_state_says_what_to_do(app):
    assert "Nothing is logged yet" in shown(app)


def test_log_edit_delete_undo(app, diary, me):
    log(app, "oude kaas", "1 1/2")
    (entry,) = diary.entries(me)
    assert (entry.item_id, entry.amount, entry.unit) == ("cheese-gouda-aged", 1.5, "slice")
    assert "Added: Gouda, aged, 1.5 slice." in shown(app)

    click(app, "Edit")
    labelled(app.text_input, "Amount").input("2,5")
    click(app, "Save")
    assert diary.entries(me)[0].amount == 2.5

    click(app, "Delete")
    assert diary.entries(me) == []
    click(app, "Undo: Gouda, aged deleted")
    assert diary.entries(me)[0].amount == 2.5


def test_the_day_shows_what_the_library_gives(app, diary, me):
    log(app, "natto")
    log(app, "egg", "2")
    intake = estimate(diary.frame(me), "day").intake
    (total,) = intake.loc[intake["component"] == K2_TOTAL, "estimate_ug"]
    assert labelled(app.metric, "From food").value == f"{figure(total)} µg"
    assert "Natto gave" in shown(app)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("", "amount"),
        ("-1", "negative"),
        ("1,000", "1,000"),
        ("900 000", "more than"),
        ("🧀", "🧀"),
    ],
)
def test_a_bad_amount_gets_a_sentence_and_keeps_what_was_typed(app, diary, me, amount, words):
    log(app, "natto", amount)
    assert diary.entries(me) == []
    assert words in " ".join(error.value.replace("\\", "") for error in app.error)
    assert labelled(app.text_input, "Food or supplement").value == "natto"


@pytest.mark.parametrize("text", ["qqqqqqqqq", "<script>alert(1)</script>", "=cmd|x", "🧀" * 50])
def test_a_food_that_is_not_there_says_so(app, text):
    find(app, text)
    assert not app.exception
    assert "is not in the food table" in shown(app)


def test_supplements_are_shown_apart(app, diary, me):
    log(app, "MK-7 supplement, 100", "2")
    assert labelled(app.metric, "From supplements").value == "200 µg"
    assert labelled(app.metric, "From food").value == "0 µg"


def test_week_shows_means_caveat_and_where_it_came_from(app, diary, me):
    click(app, "Show me a sample week")
    open_page(app, "app_pages/week.py")
    first, last = diary.logged_span(me)
    intake = estimate(diary.frame(me, first, last), "week").intake
    (total,) = intake.loc[intake["component"] == K2_TOTAL, "estimate_ug"]
    assert figure(total / 7) in labelled(app.metric, "From food, per logged day").value
    assert labelled(app.metric, "Days logged").value == "7 of 7"
    text = shown(app)
    assert "Natto gave" in text
    assert general_caveat() in text
    assert app.dataframe[1].value["Food"].iloc[0] == "Natto"


def test_the_sample_week_is_marked_and_removable(app, diary, me):
    click(app, "Show me a sample week")
    assert "Sample week" in shown(app)
    click(app, "Remove the sample week")
    assert diary.entries(me) == []
    assert "Sample week." not in shown(app)


def test_a_person_on_a_vitamin_k_antagonist_is_told_first(app, diary, me):
    diary.edit_profile(me, takes_vka=True)
    for page in PAGES[:3]:
        open_page(app, page)
        assert "keep vitamin K intake steady" in app.warning[0].value


def test_people_are_kept_apart(app, diary, me):
    log(app, "natto")
    bo = diary.add_profile("Bo").id
    app.run()
    labelled(app.selectbox, "Person").select(bo).run()
    assert diary.entries(bo) == []
    assert "Nothing is logged yet" in shown(app)
    log(app, "egg")
    assert [entry.item_id for entry in diary.entries(bo)] == ["egg-unspecified"]
    assert [entry.item_id for entry in diary.entries(me)] == ["natto"]


def test_a_food_shows_its_values_and_every_measurement(app):
    open_page(app, "app_pages/foods.py")
    labelled(app.selectbox, "One food, with the evidence behind it").select("natto").run()
    assert not app.exception
    by_form = app.dataframe[1].value
    natto = food_table().foods["natto"]
    assert by_form.to_dict() == form_rows(natto, "world").to_dict()
    measured = app.dataframe[2].value
    assert {"939", "775", "not detected"} <= set(measured["µg/100 g"])
    assert "10.3177/jnsv.53.464" in shown(app)


def test_foods_are_found_and_filtered(app):
    open_page(app, "app_pages/foods.py")
    assert len(app.dataframe[0].value) == len(food_table().foods)
    labelled(app.text_input, "Search").input("Hüttenkäse").run()
    found = app.dataframe[0].value
    assert found["Food"].iloc[0] == "Cottage cheese"
    labelled(app.text_input, "Search").input("")
    labelled(app.selectbox, "Group").select("eggs").run()
    assert set(app.dataframe[0].value["Group"]) == {"eggs"}
    assert "MK-13" not in app.dataframe[0].value  # nobody measured it in any egg


def test_an_address_that_names_no_food_says_so(app):
    app.query_params["food"] = "nato"
    open_page(app, "app_pages/foods.py")
    assert "is not in the food table" in shown(app)


def test_about_puts_safety_first_and_sets_no_target(app):
    open_page(app, "app_pages/about.py")
    assert app.header[0].value == "If you take an anticoagulant"
    text = shown(app)
    assert "None sets a target for K2" in text
    assert "not a measurement" in text
    findings = app.dataframe[0].value["Finding"]
    assert findings.str.contains("null").any()
    assert findings.str.contains("positive").any()


def test_a_database_that_cannot_be_opened_gets_a_sentence(app, tmp_path, monkeypatch):
    import streamlit as st

    (tmp_path / "notes.txt").write_text("Dear diary " * 100, encoding="utf-8")
    monkeypatch.setenv("K2_DATABASE_URL", f"sqlite:///{tmp_path / 'notes.txt'}")
    st.cache_resource.clear()
    app.run()
    assert not app.exception
    assert "not a database" in app.error[0].value.replace("\\", "")
