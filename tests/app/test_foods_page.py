"""The Foods page by its own script, against the library."""

from dataclasses import replace

import pytest

from estimator.components import LABELS, REGION_NAMES
from estimator.diary.personal_foods import PersonalFoods
from estimator.foods.own_items import Content, OwnFood
from estimator.foods.table import food_table
from estimator.views.foods.food import citations, form_rows, measurement_rows
from estimator.views.foods.food_codes import code_rows
from estimator.views.foods.food_portions import portion_rows
from estimator.views.foods.ranking import browse_table

PAGE = "app_pages/foods.py"
CHOOSE = "One food, with the evidence behind it"
FOODS = food_table().foods
EVERYBODY = PersonalFoods(food_table(), [])


@pytest.fixture
def page(launch):
    return launch(PAGE)


def widget(widgets, label):
    return next(found for found in widgets if found.label == label)


def listed(page):
    return page.dataframe[0].value


def text_of(elements):
    return "\n".join(element.value for element in elements).replace("\\", "")


def test_every_food_is_listed_with_what_a_blank_means(page):
    expected = browse_table(EVERYBODY, "world", None, "").drop(columns="food_id")
    assert listed(page).equals(expected)
    assert "blank = not known" in text_of(page.caption)


def test_sorted_by_a_form(page):
    widget(page.selectbox, "Sort by").select("MK9").run()
    expected = browse_table(EVERYBODY, "world", None, "", "MK9")
    assert list(listed(page)["Food"]) == list(expected["Food"])
    assert listed(page)[LABELS["MK9"]].iloc[0] == expected[LABELS["MK9"]].max()


def test_group_search_and_region_work_together(page):
    widget(page.selectbox, "Group").select("cheese")
    widget(page.selectbox, "Food from").select("US")
    widget(page.text_input, "Search").input("cheddar").run()
    expected = browse_table(EVERYBODY, "US", "cheese", "cheddar").drop(columns="food_id")
    assert listed(page).equals(expected)


def test_an_empty_search_says_so_and_names_the_nearest(page):
    widget(page.selectbox, "Group").select("eggs")
    widget(page.text_input, "Search").input("natto").run()
    assert not page.dataframe
    assert "No food matches “natto” in the group eggs" in text_of(page.info)
    assert "Natto" in text_of(page.info)


@pytest.mark.parametrize("region", REGION_NAMES)
def test_one_food_is_shown_as_the_library_gives_it(page, region):
    food = FOODS["cheese-camembert"]
    widget(page.selectbox, "Food from").select(region)
    widget(page.selectbox, CHOOSE).select(food.food_id).run()
    assert not page.exception
    assert page.header[0].value == food.name
    by_form, added, measured, portions, codes = (frame.value for frame in page.dataframe)
    assert added["Form"].iloc[-1] == "K2 total"
    assert by_form.equals(form_rows(food, region))
    assert list(measured["µg/100 g"]) == list(measurement_rows(food)["µg/100 g"])
    assert list(portions["Weight"]) == list(portion_rows(food)["Weight"])
    assert codes.equals(code_rows(food))
    assert REGION_NAMES[region] in text_of(page.caption)
    for cited in citations(food):
        assert cited.text in text_of(page.markdown)
        assert all(address in text_of(page.markdown) for address in cited.addresses)


@pytest.mark.parametrize("asked", ["natto", "Natto", "納豆"])
def test_an_address_opens_a_food(launch, asked):
    at = launch(PAGE, food=asked)
    assert at.header[0].value == "Natto"
    assert at.query_params["food"] == "natto"


def test_an_address_that_names_no_food_falls_back_and_says_so(launch):
    at = launch(PAGE, food="camembrt")
    for _ in range(2):
        assert not at.exception
        assert not at.header
        assert "Camembert" in text_of(at.info)
        at.run()  # a browser runs the page again by itself
    widget(at.selectbox, CHOOSE).select("natto").run()
    assert not at.info
    assert at.query_params["food"] == "natto"


def test_a_choice_goes_into_the_address_and_out_again(page):
    widget(page.selectbox, CHOOSE).select("natto").run()
    assert page.query_params["food"] == "natto"
    widget(page.button, "‹ All foods").click().run()
    assert "food" not in page.query_params
    assert not page.header
    assert len(listed(page)) == len(FOODS)


def test_headings_are_one_title_then_one_level_after_another(page):
    widget(page.selectbox, CHOOSE).select("natto").run()
    assert [title.value for title in page.title] == ["Foods"]
    assert [heading.value for heading in page.header] == ["Natto"]
    assert len(page.subheader) == 5


def test_a_food_without_any_figure_is_shown_all_the_same(page):
    bare = next(food for food in FOODS.values() if measurement_rows(food).empty)
    widget(page.selectbox, CHOOSE).select(bare.food_id).run()
    assert not page.exception
    assert "Nobody's analysis of this food is in the table." in text_of(page.markdown)


def test_search_group_and_order_can_be_in_the_address(launch):
    at = launch(PAGE, search="blue", group="cheese", sort="MK-9")
    expected = browse_table(EVERYBODY, "world", "cheese", "blue", "MK9")
    assert list(listed(at)["Food"]) == list(expected["Food"])
    assert len(expected) < len(browse_table(EVERYBODY, "world", "cheese", ""))


@pytest.mark.parametrize("name", ["group", "sort"])
def test_an_order_or_group_that_there_is_not_falls_back(launch, name):
    at = launch(PAGE, **{name: "no such thing"})
    assert len(listed(at)) == len(FOODS)


def test_ranked_per_portion_and_filtered_by_how_the_total_is_known(page):
    widget(page.radio, "Figures per").set_value("portion")
    widget(page.selectbox, "K2 total is").select("measured")
    widget(page.selectbox, "Sort by").select("MK7").run()
    rows = listed(page)
    expected = browse_table(
        EVERYBODY, "world", None, "", "MK7", status="measured", per_portion=True
    )
    assert rows.equals(expected.drop(columns="food_id"))
    assert set(rows["K2 total is"]) == {"measured"}
    assert rows["Portion"].iloc[0] == "pack, 40 g"
    assert "per portion, the first household measure" in text_of(page.caption)


def test_a_filter_that_leaves_nothing_says_what_to_do(page):
    widget(page.selectbox, "K2 total is").select("a food of your own").run()
    assert not page.dataframe
    assert "Choose another group" in text_of(page.info)


def test_a_food_of_ones_own_is_listed(launch, diary):
    me = diary.people.first().id
    cheese = OwnFood(name="Farm cheese", group="cheese", contents={"MK9": Content(value=900.0)})
    diary.own_foods.save(me, cheese)
    page = launch(PAGE)
    widget(page.selectbox, "Sort by").select("MK9").run()
    first = listed(page).iloc[0]
    assert (first["Food"], first["MK-9"]) == ("Farm cheese (yours)", 900.0)
    assert first["K2 total is"] == "a food of your own"


def test_a_food_of_ones_own_is_opened_and_says_where_it_is_edited(launch, diary):
    me = diary.people.first().id
    cheese = OwnFood(name="Farm cheese", group="cheese", contents={"MK9": Content(value=900.0)})
    before = diary.own_foods.save(me, cheese)
    page = launch(PAGE, food=before.item_id)
    assert page.header[0].value == "Farm cheese (yours)"
    assert "My foods" in text_of(page.markdown)
    assert "as you entered it" in set(page.dataframe[0].value["How known"])
    assert "would add at least 900 µg" in text_of(page.markdown)

    richer = replace(cheese, contents={"MK9": Content(value=950.0)})
    diary.own_foods.save(me, richer, key=before.key)
    page.run()
    assert page.header[0].value == "Farm cheese (yours)"
    assert "would add at least 950 µg" in text_of(page.markdown)


def test_foods_are_compared_and_the_address_says_which(page):
    widget(page.radio, "View").set_value("Compare").run()
    assert "Choose two foods" in text_of(page.markdown)
    page.multiselect[0].set_value(["natto", "cheese-gouda-aged"]).run()
    assert not page.exception
    assert list(listed(page).columns) == ["µg", "Natto", "Gouda, aged"]
    assert page.query_params["compare"] == "natto,cheese-gouda-aged"
    widget(page.radio, "View").set_value("Browse and rank").run()
    assert "compare" not in page.query_params
    widget(page.radio, "View").set_value("Compare").run()
    assert page.query_params["compare"] == "natto,cheese-gouda-aged"


@pytest.mark.parametrize(
    ("asked", "said", "kept"),
    [
        ("natto,no-such-food", "No food is called 'no-such-food'", "natto"),
        ("natto,butter,apple,leek,egg-unspecified", "up to 4", "natto,butter,apple,leek"),
    ],
)
def test_an_address_that_asks_for_too_much_says_so_until_foods_are_chosen(
    launch, asked, said, kept
):
    at = launch(PAGE, compare=asked)
    for _ in range(2):
        assert said in text_of(at.error)
        assert at.query_params["compare"] == kept
        at.run()  # a browser runs the page again by itself
    at.multiselect[0].set_value(["butter"]).run()
    assert not at.error


def test_a_food_without_k2_is_named_beside_the_chart(launch):
    at = launch(PAGE, compare="natto,grapes")
    assert "Without a bar: Grapes, 0." in text_of(at.caption)


def test_what_a_serving_would_add(page):
    widget(page.selectbox, CHOOSE).select("cheese-gouda-aged").run()
    widget(page.text_input, "Amount").input("2").run()
    said = text_of(page.markdown)
    assert "2 slices (50 g) of Gouda, aged, once a day, would add" in said
    widget(page.text_input, "Amount").input("two hundred thousand").run()
    assert len(page.error) == 1
    assert not page.exception


def test_the_figures_of_one_form_source_by_source(page):
    widget(page.selectbox, CHOOSE).select("natto").run()
    show = widget(page.radio, "Show")
    show.set_value("MK7").run()
    assert not page.exception
    assert "with region and number of samples" in text_of(page.caption)
