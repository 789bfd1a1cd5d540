"""What if by its own script, against the library."""

import pytest

from estimator.calculation.intake import estimate, per_logged_day
from estimator.foods.own_items import Content, OwnFood
from estimator.insight.what_if import Added, Swap, change_of_week, changed_week
from estimator.views.what_if.tables import change_sentence, change_table, totals_sentence
from tests.app.test_insight_pages import click, shown, widget

PAGE = "app_pages/what_if.py"
NATTO = "add~natto~1~pack~1"


@pytest.fixture
def me(diary):
    """Somebody with a sample week."""
    profile = diary.people.first()
    diary.people.edit(profile.id, region="EU")
    diary.sample_week.add(profile.id)
    return profile.id


def test_a_food_is_swapped_and_taken_back(launch, diary, me):
    at = launch(PAGE)
    assert "Nothing yet" in shown(at)
    widget(at.selectbox, "Of this week").select("natto")
    widget(at.selectbox, "Eat instead").select("cheese-gouda-aged")
    click(at, "Change it")
    text = shown(at)
    assert "Gouda, aged instead of Natto" in text
    assert at.query_params["change"] == "swap~natto~cheese-gouda-aged~1"
    frame, matrix = diary.entries.frame(me), diary.foods(me).composition("EU")
    week = changed_week(frame, [Swap("natto", "cheese-gouda-aged")], [])
    change = change_of_week(frame, week, matrix)
    before, after = (per_logged_day(estimate(one, None, "EU").intake) for one in (frame, week))
    assert change_sentence(change, 7) in text
    assert totals_sentence(before, after) in text
    assert "This is arithmetic on a diary, no advice" in text
    assert at.dataframe[0].value.equals(change_table(before, after, change, 7))
    click(at, "Take back")
    assert "Nothing yet" in shown(at)
    assert "change" not in at.query_params


def test_a_food_is_changed_some_of_the_times(launch, me):
    at = launch(PAGE)
    widget(at.selectbox, "Of this week").select("cheese-gouda-aged").run()
    widget(at.radio, "What to do").set_value("More or less of it").run()
    widget(at.text_input, "How much").input("3")
    widget(at.selectbox, "Unit").select("slice")
    widget(at.selectbox, "How many times").select(1)
    click(at, "Change it")
    assert "Gouda, aged, 3 slice each time, 1 of 2 times" in shown(at)
    assert at.query_params["change"] == "swap~cheese-gouda-aged~cheese-gouda-aged~3~slice~1"
    # 50 g become 75 g half of the times: 25 g a week more
    assert at.table[0].value["A day"].tolist() == ["+3.57 g"]


def test_a_food_is_left_out(launch, me):
    at = launch(PAGE)
    widget(at.selectbox, "Of this week").select("natto").run()
    widget(at.radio, "What to do").set_value("Leave it out").run()
    click(at, "Change it")
    assert "Without Natto" in shown(at)
    assert "K2 from food: −" in shown(at)


def test_a_food_is_added_from_words_and_saved_as_a_meal(launch, diary, me):
    at = launch(PAGE)
    entries = diary.entries.of(me)
    widget(at.text_input, "What?").input("1 pack natto").run()
    widget(at.selectbox, "How often?").select(2)
    click(at, "Add it")
    assert "1 pack Natto, 2 times a week" in shown(at)
    assert widget(at.text_input, "What?").value == ""
    widget(at.text_input, "Name of the meal").input("More natto")
    click(at, "Save")
    (meal,) = diary.meals.of(me)
    assert (meal.name, meal.items[0].item_id) == ("More natto", "natto")
    assert "Saved as a meal: More natto." in shown(at)
    assert diary.entries.of(me) == entries  # the diary itself stays


def test_the_same_can_be_added_twice_and_taken_back_once(launch, me):
    at = launch(PAGE, change=[NATTO, NATTO])
    assert shown(at).count("1 pack Natto, once a week") == 2
    click(at, "Take back")
    assert shown(at).count("1 pack Natto, once a week") == 1
    assert at.query_params["change"] == NATTO


def test_all_is_taken_back(launch, me):
    at = launch(PAGE, change=[NATTO, "swap~natto~cheese-brie~1"])
    click(at, "Take all back")
    assert "Nothing yet" in shown(at)


@pytest.mark.parametrize("place", [0, 1])
def test_an_example_is_a_click_away(launch, me, place):
    at = launch(PAGE)
    at.button(key=f"what-if-example-{place}").click().run()
    assert not at.exception
    assert "What it would do" in [header.value for header in at.header]
    assert "For example:" not in shown(at)


def test_people_on_a_vitamin_k_antagonist_are_given_no_example(launch, diary, me):
    diary.people.edit(me, takes_vka=True)
    assert "For example:" not in shown(launch(PAGE))


def test_what_can_not_be_changed_is_refused_in_one_sentence(launch, me):
    at = launch(PAGE)
    click(at, "Change it")
    assert [error.value for error in at.error] == ["Choose what to eat instead\\."]
    widget(at.radio, "What to do").set_value("More or less of it").run()
    click(at, "Change it")
    assert "Nothing changes. Choose another food, or another amount." in shown(at)
    widget(at.text_input, "How much").input("lots")
    click(at, "Change it")
    assert len(at.error) == 1
    click(at, "Add it")
    assert "Write what to add first, e.g. 1 pack natto." in shown(at)


def test_an_address_opens_its_changes_and_goes_on_naming_its_week(launch, diary, me):
    at = launch(PAGE, change=[NATTO, "nonsense"])
    assert "1 pack Natto, once a week" in shown(at)
    assert at.query_params["week_of"] == str(diary.entries.span(me)[1])
    frame = diary.entries.frame(me)
    week = changed_week(frame, [], [Added("natto", 40.0, 1)])
    assert change_sentence(change_of_week(frame, week, diary.foods(me).composition("EU")), 7) in (
        shown(at)
    )


def test_supplements_are_apart(launch, me):
    at = launch(PAGE, change=["add~supplement-mk7-90~1~capsule~7"])
    text = shown(at)
    assert "From supplements: +90 µg/day by label." in text
    assert "and 90 µg/day from supplements" in text
    assert at.table[0].value["Range (90 %)"].tolist() == ["by label"]


def test_changes_stay_with_the_person_they_were_made_for(launch, diary, me):
    other = diary.people.add("Bea")
    diary.sample_week.add(other.id)
    at = launch(PAGE, change=NATTO)
    assert "1 pack Natto, once a week" in shown(at)
    widget(at.selectbox, "Person").select(other.id).run()
    assert not at.exception
    assert "Nothing yet" in shown(at)
    assert "change" not in at.query_params


def test_a_week_without_an_entry_says_so(app, me):
    app.query_params["week_of"] = "2020-01-01"
    app.switch_page(PAGE).run()
    assert "Nothing is logged this week" in shown(app)


def test_a_food_of_ones_own_is_eaten_instead(launch, diary, me):
    cheese = OwnFood(name="Farm cheese", group="cheese", contents={"MK9": Content(value=900.0)})
    own = diary.own_foods.save(me, cheese)
    other = diary.people.add("Bea")
    diary.sample_week.add(other.id)
    change = f"swap~natto~{own.item_id}~1"
    at = launch(PAGE, change=change)
    assert "Farm cheese instead of Natto" in shown(at)
    foods = at.table[0].value["Food"].tolist()
    assert sorted(foods) == ["Farm cheese", "[Natto](/foods?food=natto)"]
    # Nobody else has it.
    at = launch(PAGE, change=change, person=str(other.id))
    assert "Nothing yet" in shown(at)
