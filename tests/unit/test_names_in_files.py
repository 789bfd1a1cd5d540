"""Names in files of other tools that a food table alone can't tell: brands, and countries."""

import pytest

from estimator.composition.table import composition_matrix
from estimator.foods.table import food_table
from estimator.importing.file_opening import read_sheet
from estimator.importing.matching import language_in, match_of
from estimator.importing.record_reader import read_records
from estimator.views.files.finishing import to_choose
from estimator.views.files.importing import understood_table


@pytest.mark.parametrize("name", ["Life Extension, Super K", "Solgar, Vitamin D3 + K2", "Super K"])
def test_a_brand_of_vitamin_k_is_no_food_and_is_offered_supplements(name):
    match = match_of("", name, food_table(), {})
    assert match.item is None
    assert "supplement of vitamin K" in match.why
    assert match.proposed
    assert {one.item_id for one in match.proposed} <= food_table().supplements.keys()


@pytest.mark.parametrize("name", ["Centrum Silver", "NOW Foods, Vitamin D-3", "Nature Made Multi"])
def test_another_supplement_is_offered_no_food_that_is_spelt_like_it(name):
    match = match_of("", name, food_table(), {})
    assert (match.item, match.proposed) == (None, ())
    assert "leave it out, for good" in match.why


@pytest.mark.parametrize("name", ["Special K, cereal", "Vitamin D Milk, whole", "Almond Flour"])
def test_a_food_with_a_vitamin_in_its_name_stays_a_food(name):
    assert not match_of("", name, food_table(), {}).why


@pytest.mark.parametrize("name", ["Life Extension, Super K", "Centrum Silver"])
def test_a_supplement_by_its_brand_is_among_those_to_choose(diary, ada, name):
    text = f"date,food,amount,unit\n2026-10-05,{name},1,softgel\n"
    _, plan = diary.imports.preview(ada, read_sheet(text.encode(), "x.csv"))
    (waiting,) = to_choose(plan, composition_matrix("US"))
    assert waiting.name == name


@pytest.mark.parametrize(
    ("region", "item_id"), [("US", "cheese-swiss-us"), ("EU", None), ("world", None)]
)
def test_what_two_countries_call_alike_is_decided_in_the_country_alone(diary, region, item_id):
    profile = diary.people.add(f"Of {region}", region=region)
    rows = "\n".join(
        f'2026-10-0{day},"{name}",30,g'
        for day, name in enumerate(("Swiss Cheese", "Boar's Head - Swiss Cheese"), 1)
    )
    sheet = read_sheet(f"date,food,amount,unit\n{rows}\n".encode(), "x.csv")
    _, plan = diary.imports.preview(profile.id, sheet)
    assert [one.item and one.item.item_id for one in plan.matches] == [item_id] * 2
    if item_id:
        assert len(understood_table(plan)) == 2


def test_an_estimate_reads_names_as_a_diary_of_the_region_does():
    sheet = read_sheet(b"date,food,amount,unit\n2026-10-01,Swiss Cheese,30,g\n", "x.csv")
    assert read_records(sheet, language=language_in("US")).frame["item"].tolist() == [
        "cheese-swiss-us"
    ]
    assert read_records(sheet, language=language_in("EU")).frame.empty
