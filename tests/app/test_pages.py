"""The app through its own script: every page launches, and a person logs."""

from datetime import timedelta
from html import unescape

import pytest

from estimator.calculation.intake import estimate
from estimator.components import K2_TOTAL
from estimator.foods.table import food_table
from estimator.views.foods.food import form_rows
from estimator.views.shared.caveat import general_caveat
from estimator.views.shared.figures import figure
from tests.app.entry_rows import act, rows, tick
from tests.app.repeats import press

PAGES = ["app_pages/log.py", "app_pages/week.py", "app_pages/foods.py", "app_pages/about.py"]


def open_page(app, page):
    app.switch_page(page)
    app.run()
    assert not app.exception
    return app


def type_in(app, text):
    """Type into the box; what it is read as is then shown."""
    labelled(app.text_input, "What did you eat?").input(text).run()
    assert not app.exception


def labelled(widgets, label):
    return widgets[_at(widgets, label)]


def _at(widgets, label):
    return next(
        place for place, widget in enumerate(widgets) if widget.label.replace("\\", "") == label
    )


def click(app, label):
    labelled(app.button, label).click().run()
    assert not app.exception


def log(app, text):
    type_in(app, text)
    click(app, "Log it")


def shown(app):
    parts = [*app.markdown, *app.caption, *app.success, *app.error, *app.info, *app.warning]
    drawn = [unescape(part.proto.body) for part in app.get("html")]
    return "\n".join([*(part.value for part in parts), *drawn]).replace("\\", "")


@pytest.fixture
def me(app, diary):
    return diary.people.all()[0].id


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
    log(app, "1 1/2 slices oude kaas")
    (entry,) = diary.entries.of(me)
    assert (entry.item_id, entry.amount, entry.unit) == ("cheese-gouda-aged", 1.5, "slice")
    assert "Added: Gouda, aged, 1.5 slices." in shown(app)

    act(app, "Gouda, aged", "edit")
    labelled(app.text_input, "Amount").input("2,5")
    click(app, "Save")
    assert diary.entries.of(me)[0].amount == 2.5

    act(app, "Gouda, aged", "delete")
    assert diary.entries.of(me) == []
    click(app, "Undo: Gouda, aged deleted")
    assert diary.entries.of(me)[0].amount == 2.5


def test_a_food_that_was_read_wrongly_is_put_right(app, diary, me):
    log(app, "2 slices oude kaas")
    act(app, "Gouda, aged", "edit")
    labelled(app.selectbox, "Food").select("cheese-cheddar").run()
    labelled(app.text_input, "Amount").input("40")
    labelled(app.selectbox, "Unit").select("g")
    click(app, "Save")
    (entry,) = diary.entries.of(me)
    assert (entry.item_id, entry.amount, entry.quantity) == ("cheese-cheddar", 40, 40)
    assert "Changed: Gouda, aged is now Cheddar." in shown(app)
    click(app, "Undo: Cheddar changed")
    assert diary.entries.of(me)[0].item_id == "cheese-gouda-aged"


def test_the_day_shows_what_the_library_gives(app, diary, me):
    log(app, "natto")
    log(app, "2 eggs")
    intake = estimate(diary.entries.frame(me), "day").intake
    (total,) = intake.loc[intake["component"] == K2_TOTAL, "estimate_ug"]
    assert f'<p class="amount">{figure(total)} µg</p>' in shown(app)
    assert "Natto and its kin gave" in shown(app)
    assert "<b>Is that a lot?</b> More than most Dutch adults eat." in shown(app)


def test_what_is_typed_is_shown_as_it_is_read_and_logged_only_on_request(app, diary, me):
    type_in(app, "2 eggs, 30 g oude kaas; 1 pack natto")
    assert diary.entries.of(me) == []
    assert "**Gouda, aged** 30 g **" in shown(app)
    assert "Enter logs 3 items." in shown(app)
    click(app, "Log it")
    assert [entry.quantity for entry in diary.entries.of(me)] == [100.0, 30.0, 40.0]
    assert labelled(app.text_input, "What did you eat?").value == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("-1 natto", "negative"),
        ("1,000 g natto", "1,000"),
        ("900000 g natto", "more than"),
        ("10^9 eggs", "not a number"),
        ("200 milk", "Write the unit"),
        ("2 dl gouda", "density"),
        ("🪨", "No food is named here"),
        ("qqqqqqqqq", "No food has a name like this"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("=cmd|x", "No food has a name like this"),
        ("🪨" * 600, "No food is named here"),
    ],
    ids=lambda value: value[:20],
)
def test_what_cannot_be_read_gets_a_sentence_and_stays_in_the_box(app, diary, me, text, words):
    log(app, text)
    assert diary.entries.of(me) == []
    assert words in shown(app)
    assert labelled(app.text_input, "What did you eat?").value == text


def test_what_is_understood_is_logged_and_the_rest_stays_in_the_box(app, diary, me):
    type_in(app, "1 pack natto, 3 qqqqqqqqq")
    assert "Not counted, and left in the box: “3 qqqqqqqqq”." in shown(app)
    click(app, "Log it")
    assert [entry.item_id for entry in diary.entries.of(me)] == ["natto"]
    assert labelled(app.text_input, "What did you eat?").value == "3 qqqqqqqqq"


def test_a_food_chosen_in_the_moment_it_is_logged_is_shown_first(app, diary, me):
    """What stood beside the button was read before the choice."""
    type_in(app, "gouda")
    labelled(app.pills, "Which food?").set_value("cheese-gouda-aged")
    click(app, "Log it")
    assert diary.entries.of(me) == []
    click(app, "Log it")
    assert [entry.item_id for entry in diary.entries.of(me)] == ["cheese-gouda-aged"]


def test_a_doubtful_food_can_be_another_one(app, diary, me):
    type_in(app, "30 g gouda")
    labelled(app.pills, "Which food?").set_value("cheese-gouda-aged").run()
    click(app, "Log it")
    assert [entry.item_id for entry in diary.entries.of(me)] == ["cheese-gouda-aged"]


def test_a_food_without_k2_says_so(app):
    type_in(app, "100 g sugar")
    assert "adds no K2" in shown(app)


def test_nearest_foods_can_be_taken_instead(app, diary, me):
    type_in(app, "3 barrels brie")
    assert "is not a unit of Brie" in shown(app)
    click(app, "Brie?")
    assert labelled(app.text_input, "What did you eat?").value == "Brie"


def test_earlier_meals_and_foods_eaten_lately_are_logged_again(app, diary, me):
    yesterday = diary.people.today(me) - timedelta(days=1)
    for item, unit, meal in (("natto", "pack", "breakfast"), ("tempeh", "g", "lunch")):
        diary.entries.log(me, date=yesterday, item_id=item, amount=2, unit=unit, meal=meal)
    app.run()
    today = diary.people.today(me)
    press(app, "Breakfast of the day before")
    assert [(e.item_id, e.meal) for e in diary.entries.day(me, today)] == [("natto", "breakfast")]
    press(app, "Tempeh, 2 g")
    assert labelled(app.text_input, "What did you eat?").value == "2 g Tempeh"


def test_a_meal_that_is_there_already_is_logged_again_only_on_demand(app, diary, me):
    today = diary.people.today(me)
    for day in (today - timedelta(days=1), today):
        diary.entries.log(me, date=day, item_id="natto", amount=1, unit="pack", meal="breakfast")
    app.run()
    for answer, logged in (("Leave it", 1), ("Log it again", 2)):
        press(app, "Breakfast of the day before")
        assert "Already logged at this meal: Natto." in shown(app)
        click(app, answer)
        assert len(diary.entries.day(me, today)) == logged
        assert "Already logged" not in shown(app)


def test_several_entries_are_moved_copied_saved_and_deleted(app, diary, me):
    log(app, "breakfast: 1 pack natto, 2 eggs, 30 g brie")
    labelled(app.toggle, "Select several").set_value(True).run()
    tick(app, "Natto", "Brie")
    click(app, "Move")
    assert "Nothing to move: what is ticked is there already." in shown(app)
    labelled(app.selectbox, "and the meal").select("lunch")
    click(app, "Move")
    assert "Moved: 2 entries." in shown(app)
    meals = {entry.item_id: entry.meal for entry in diary.entries.of(me)}
    assert meals == {"natto": "lunch", "cheese-brie": "lunch", "egg-unspecified": "breakfast"}
    labelled(app.text_input, "Save as a meal called").input("Cheese board")
    click(app, "Save meal")
    assert [meal.name for meal in diary.meals.of(me)] == ["Cheese board"]
    click(app, "Delete them")
    assert [entry.item_id for entry in diary.entries.of(me)] == ["egg-unspecified"]
    press(app, "Cheese board")
    click(app, "Log it")
    assert len(diary.entries.of(me)) == 3


def test_what_went_with_bread_is_asked_once_and_learnt(app, diary, me):
    log(app, "lunch: 2 slices white bread")
    assert "Anything with the white bread?" in shown(app)
    click(app, "Butter, 14 g")
    bread, butter = diary.entries.of(me)
    assert (bread.meal, butter.meal) == ("lunch", "lunch")
    assert (butter.item_id, butter.quantity) == ("butter", 14.0)
    assert "Anything with" not in shown(app)
    log(app, "dinner: 1 apple")
    assert "Anything with" not in shown(app)


def test_a_question_passed_over_is_not_asked_again(app, diary, me):
    log(app, "1 slice white bread")
    click(app, "No")
    log(app, "1 slice white bread")
    assert "Anything with" not in shown(app)


def test_a_whole_meal_is_copied_from_its_head(app, diary, me):
    log(app, "breakfast: 1 pack natto, 2 eggs")
    log(app, "lunch: 30 g brie")
    head = next(row for row in rows(app) if row["name"] == "Natto")
    assert (head["title"], head["act"]) == ("Breakfast", "Copy, move, save")
    act(app, "Natto", "meal")
    labelled(app.selectbox, "and the meal").select("dinner")
    click(app, "Copy")
    dinner = [one.item_id for one in diary.entries.of(me) if one.meal == "dinner"]
    assert dinner == ["natto", "egg-unspecified"]


def test_a_day_is_marked_as_complete_and_noted(app, diary, me):
    log(app, "natto")
    labelled(app.checkbox, "All I ate this day is logged").check().run()
    labelled(app.text_input, "Note of the day").input("travelling").run()
    mark = diary.days.get(me, diary.people.today(me))
    assert (mark.complete, mark.note) == (True, "travelling")
    today = diary.people.today(me)
    click(app, f"Undo: notes of {today:%A} {today.day} {today:%B %Y} changed")
    assert labelled(app.text_input, "Note of the day").value == ""


def test_week_counts_only_complete_days_where_asked(app, diary, me):
    today = diary.people.today(me)
    first = today - timedelta(days=today.weekday())
    log(app, "natto")
    diary.days.mark(me, today, complete=False)
    open_page(app, "app_pages/week.py")
    assert not [one for one in app.toggle if one.label == "Only days marked as complete"]
    diary.days.mark(me, today, complete=True)
    if today > first:
        diary.entries.log(me, date=first, item_id="natto", amount=1, unit="pack")
    app.run()
    labelled(app.toggle, "Only days marked as complete").set_value(True).run()
    assert labelled(app.metric, "Days logged").value == "1 of 7"


def test_supplements_are_shown_apart(app, diary, me):
    log(app, "200 ug MK-7 supplement, 100 ug")
    assert "Supplements, kept apart:</b> 200 µg by label" in shown(app)
    assert '<p class="amount">0 µg</p>' in shown(app)


def test_week_shows_means_caveat_and_where_it_came_from(app, diary, me):
    click(app, "Show me a sample week")
    open_page(app, "app_pages/week.py")
    first, last = diary.entries.span(me)
    intake = estimate(diary.entries.frame(me, first, last), "week").intake
    (total,) = intake.loc[intake["component"] == K2_TOTAL, "estimate_ug"]
    assert figure(total / 7) in labelled(app.metric, "From food, per logged day").value
    assert labelled(app.metric, "Days logged").value == "7 of 7"
    assert labelled(app.metric, "Without natto and its kin").value in shown(app)
    assert app.title[0].value.startswith("Week ")
    assert "≥" not in shown(app)  # told only where it is in the picture
    text = shown(app)
    assert "Natto and its kin gave" in text
    assert "**Is that a lot?** " in text
    assert general_caveat() in text
    assert not app.dataframe
    app.session_state["food-by-food-week"] = True
    app.run()
    assert app.dataframe[0].value["Food"].iloc[0] == "Natto"


def test_the_sample_week_is_marked_and_removable(app, diary, me):
    click(app, "Show me a sample week")
    assert "Sample week" in shown(app)
    click(app, "Remove the sample week")
    assert diary.entries.of(me) == []
    assert "Sample week." not in shown(app)


def test_a_person_on_a_vitamin_k_antagonist_is_told_first(app, diary, me):
    diary.people.edit(me, takes_vka=True)
    for page in PAGES[:3]:
        open_page(app, page)
        assert "keep vitamin K intake steady" in app.warning[0].value


def test_greens_tell_their_k1_to_whom_it_concerns(app, diary, me):
    log(app, "200 g spinach")
    assert "K1 from food" not in shown(app)
    diary.people.edit(me, takes_vka=True)
    app.run()
    assert "Vitamin K1 from food: " in shown(app)
    assert rows(app)[0]["k2"].startswith("no K2, K1 ")
    open_page(app, PAGES[1])
    assert "K1 beside K2" in [one.value for one in app.header]
    assert "Vitamin K1 from food: " in shown(app)


def test_a_supplement_shows_the_warning_to_whom_it_concerns(app, diary, me):
    type_in(app, "1 capsule Vitamin K2 MK-7 supplement, 90 ug")
    assert not app.warning
    diary.people.edit(me, takes_vka=True)
    app.run()
    assert any("MK-7 supplements" in warning.value.replace("\\", "") for warning in app.warning)


def test_people_are_kept_apart(app, diary, me):
    log(app, "natto")
    bo = diary.people.add("Bo").id
    app.run()
    labelled(app.selectbox, "Person").select(bo).run()
    assert diary.entries.of(bo) == []
    assert "Nothing is logged yet" in shown(app)
    log(app, "egg")
    assert [entry.item_id for entry in diary.entries.of(bo)] == ["egg-unspecified"]
    assert [entry.item_id for entry in diary.entries.of(me)] == ["natto"]


def test_a_food_shows_its_values_and_every_measurement(app):
    open_page(app, "app_pages/foods.py")
    labelled(app.selectbox, "One food, with the evidence behind it").select("natto").run()
    assert not app.exception
    by_form = app.dataframe[0].value
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
    app.query_params["food"] = "natoo"
    open_page(app, "app_pages/foods.py")
    assert "is not in the food table" in shown(app)


def test_about_puts_safety_first_and_sets_no_target(app):
    open_page(app, "app_pages/about.py")
    assert app.header[0].value == "If you take an anticoagulant"
    text = shown(app)
    assert "None sets a target for K2" in text
    assert "not a measurement" in text
    findings = app.dataframe[-2].value["Finding"]
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
