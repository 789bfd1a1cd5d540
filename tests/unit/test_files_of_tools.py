"""Files as tools and spreadsheets leave them: each kind of fault is read, or said in a sentence."""

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from estimator.errors import InputError, UnitError
from estimator.foods.table import food_table
from estimator.importing.file_opening import read_sheet
from estimator.importing.file_reading import code_names, read_file_rows
from estimator.importing.file_rows import Choices
from estimator.importing.matching import BY_WORDS, match_of, matches_of
from estimator.importing.quantities import Sizes, resolved
from estimator.importing.values import decimal_mark, written_amount, written_date
from estimator.importing.weights import BY_ENERGY, BY_PARTS
from estimator.importing.which_layout import layout_of
from estimator.measures.units import Measures

FILES = Path(__file__).resolve().parents[1] / "imports"
OWN = "date,food,amount,unit"
GOUDA = "2026-02-01,Gouda,40,g"


def read(text, **choices):
    data = text if isinstance(text, bytes) else text.encode()
    return read_file_rows(read_sheet(data, "x.csv"), Choices(**choices))


def grams(record):
    table = food_table()
    match = next(iter(matches_of([record], table, {}).values()))
    return resolved(record, match.item, Sizes(Measures(table=table)))


@pytest.mark.parametrize(
    "text",
    [
        f"sep=,\n{OWN}\n{GOUDA}",
        f'"sep=;"\r\n{OWN.replace(",", ";")}\n{GOUDA.replace(",", ";")}',
        f"My diary\n{OWN}\n{GOUDA}",
        f"My diary of 2026,,,\n,,,\n{OWN}\n{GOUDA}",
        f"Made on 1 March, by me\n\n{OWN}\n{GOUDA}\n",
        f"\n\n{OWN}\n{GOUDA}",
    ],
)
def test_lines_above_the_names_of_the_columns_are_passed_over(text):
    found = read(text)
    (row,) = found.rows
    assert (row.name, row.amount, row.unit, row.problem) == ("Gouda", 40.0, "g", "")
    assert row.line == text.replace("\r", "").rstrip().count("\n") + 1


def test_a_title_is_no_name_of_a_column_in_a_file_of_codes_either():
    codes = read_sheet(b"Codes,,\nFood code,Main food description,x\n11,Natto,1\n", "codes.csv")
    assert code_names(codes) == {"11": "Natto"}


def test_the_current_columns_of_lose_it():
    found = read_file_rows(read_sheet((FILES / "loseit_2026.csv").read_bytes(), "x.csv"))
    assert (found.layout.key, found.deleted) == ("loseit", 1)
    cheddar, egg = found.rows
    assert (cheddar.day, cheddar.meal) == (date(2026, 4, 21), "breakfast")
    assert grams(cheddar).quantity == pytest.approx(56.7, abs=0.1)
    assert grams(egg).quantity == 100.0
    assert "is taken as egg" in grams(egg).said


def packed(**members):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_csv", ".csv").replace("__", "/"), data)
    return target.getvalue()


def workbook(rows, title="Food log"):
    book = openpyxl.Workbook()
    book.active.title = "About"
    book.active.append(["Exported by somebody"])
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_of_a_zip_the_member_that_is_a_diary_is_read():
    data = packed(
        weights_csv="Date,Weight\n01/02/2026,70\n",
        export__foods_csv=(FILES / "loseit_2026.csv").read_bytes(),
    )
    found = read_file_rows(read_sheet(data, "export.zip"))
    assert (found.file, found.layout.key, len(found.rows)) == ("foods.csv", "loseit", 2)
    with pytest.raises(InputError, match=r"holds a.csv, b.csv: none is a diary"):
        read_sheet(packed(a_csv="x,y\n1,2", b_csv="x,z\n1,2"), "x.zip")
    with pytest.raises(InputError, match="broken zip"):
        read_sheet(data[:200], "x.zip")


def test_of_an_excel_file_the_sheet_that_is_a_diary_is_read():
    data = workbook(
        [
            ["Date", "Time", "Food Name", "Serving Size", "Serving Qty", "Serving Weight (g)"],
            [datetime(2026, 2, 3), "8:00 AM", "Gouda", "g", 40.0, 40.0],
            [datetime(2026, 2, 3), None, "Gouda, aged", "slice", 2, 50.125],
        ]
    )
    found = read_file_rows(read_sheet(data, "x.xlsx"))
    assert found.layout.key == "macrofactor"
    assert [(row.day, row.grams) for row in found.rows] == [
        (date(2026, 2, 3), 40.0),
        (date(2026, 2, 3), 50.125),
    ]
    in_a_zip = packed(x_csv="a,b\n1,2") and io.BytesIO()
    with zipfile.ZipFile(in_a_zip, "w") as archive:
        archive.writestr("log.xlsx", data)
    again = read_file_rows(read_sheet(in_a_zip.getvalue(), "x.zip"))
    assert [row.grams for row in again.rows] == [40.0, 50.125]
    with pytest.raises(InputError, match=r"no Excel file that can be read|is broken"):
        read_sheet(data.replace(b"<", b"!"), "x.xlsx")


def test_only_what_cant_name_a_food_is_refused():
    summary = b"Date,Meal,Calories,Fat (g),Carbohydrates (g)\n2026-02-10,Lunch,400,11,1\n"
    with pytest.raises(InputError, match="MyFitnessPal's summary of meals"):
        layout_of(read_sheet(summary, "x.csv"))
    found = read(
        "Date,Meal,Food,Amount (g),Calories,Fat (g),Carbohydrates (g)\n"
        "2026-02-10,Breakfast,Gouda,40,142,11,1\n"
    )
    assert [(row.meal, row.name, row.grams) for row in found.rows] == [("breakfast", "Gouda", 40.0)]
    assert "Read by their names: date in 'Date'" in " ".join(found.sniffed)


@pytest.mark.parametrize(
    ("header", "why"),
    [
        (
            "Date,Expenditure,Trend Weight (kg),Calories (kcal),Protein (g),Fat (g),Carbs (g)",
            "MacroFactor's quick export",
        ),
        ("Day,Calories,Protein (g),Fat (g),Carbs (g),Steps", "has the totals of days"),
    ],
)
def test_totals_of_days_are_refused_by_what_they_are(header, why):
    with pytest.raises(InputError, match=why):
        layout_of(read_sheet(f"{header}\n2026-02-01,1,2,3,4,5,6\n".encode(), "x.csv"))


def test_foods_with_the_amount_behind_their_name():
    found = read(
        'Date,Meal,Food,Calories\n2026-02-10,Lunch,"Kraft - Cheddar Cheese, 28 g",110\n'
        '2026-02-10,Lunch,"Egg - Large, 2 large",140\n'
    )
    cheese, egg = found.rows
    assert (cheese.name, cheese.amount, cheese.unit) == ("Kraft - Cheddar Cheese", 28.0, "g")
    assert (egg.name, egg.amount, egg.unit) == ("Egg - Large", 2.0, "large")


def test_a_small_number_behind_a_name_counts_pieces_as_it_does_in_the_box():
    found = read(
        'Date,Food\n2026-02-10,"Gouda, 30 g"\n2026-02-10,"Ei, 3"\n'
        '2026-02-10,"Brie, 1 Stück"\n2026-02-10,"Gouda, 30"\n'
    )
    gouda, egg, brie, bare = found.rows
    assert grams(egg).quantity == 150
    assert grams(brie).quantity == 30
    assert grams(brie).said == "one piece is taken as wedge"
    with pytest.raises(UnitError, match="an amount without a unit"):
        grams(bare)
    assert grams(gouda).quantity == 30


def test_amounts_of_every_shape_and_weights_by_what_is_in_a_food():
    found = read((FILES / "cronometer_shapes.csv").read_bytes())
    assert found.empty == 1
    assert "'Pre-workout': no meal here, so 1 row goes in without one." in found.sniffed
    eggs, edam, camembert, milk, _, curd, chicken, feta = found.rows
    assert grams(eggs)[:3] == (2.0, "egg (large)", 100.0)
    assert grams(edam).quantity == pytest.approx(28.35, abs=0.01)
    assert grams(camembert)[:3] == (30.0, "g", 30.0)
    assert grams(milk).quantity == pytest.approx(366, abs=1)
    assert (curd.worked_out, curd.worked_out_by) == (125.0, BY_ENERGY)
    assert grams(chicken)[:3] == (149.9, "g", 149.9)
    assert grams(chicken).said == BY_PARTS
    assert grams(feta).quantity == pytest.approx(42.5, abs=0.1)


def test_what_a_label_says_of_a_food_without_its_water_is_no_weight():
    (row,) = read(
        "Day,Food Name,Amount,Energy (kcal),Water (g),Fat (g),Carbs (g),Protein (g)\n"
        "2026-02-01,Yogurt,1.00 serving,100,0,2,9,10\n"
    ).rows
    assert row.worked_out is None


@pytest.mark.parametrize("own", [True, False])
def test_a_number_that_reads_both_ways_is_decided_by_its_column_or_asked_about(own):
    header = OWN if own else "Date,Name,Quantity,Units,Deleted"

    def amounts(*numbers, **choices):
        rows = [
            f"2026-02-01,Gouda,{n},g" if own else f'2026-02-01,Gouda,"{n}",g,0' for n in numbers
        ]
        if own:
            rows = [row.replace(",", ";", 2)[::-1].replace(",", ";", 1)[::-1] for row in rows]
            found = read("\n".join([header.replace(",", ";"), *rows]), **choices)
        else:
            found = read("\n".join([header, *rows]), **choices)
        return found.asks, [row.amount for row in found.rows]

    assert amounts("1.250") == (("decimal_mark",), [None])
    assert amounts("1.250", "12.5") == ((), [1.25, 12.5])
    assert amounts("1.250", "12,5") == ((), [1250.0, 12.5])
    assert amounts("1,250", "0,5") == ((), [1.25, 0.5])
    assert amounts("1,250", "1,000,000") == ((), [1250.0, 1000000.0])
    assert amounts("1.250", decimal_mark=",") == ((), [1250.0])
    assert amounts("1.5", "2,5") == ((), [1.5, 2.5])
    asked, (_, _, unsure) = amounts("1.5", "2,5", "1,250")
    assert (asked, unsure) == (("decimal_mark",), None)


def test_a_row_whose_number_reads_both_ways_says_what_to_do():
    (row,) = read(f"{OWN}\n2026-02-01,Gouda,1.250,g").rows
    assert row.problem == (
        "'1.250' reads both ways: decimals or thousands. "
        "Say whether the decimal mark is a point or a comma."
    )


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("2.00 x 1.0 oz", 2.0, "1.0 oz"),
        ("1.00 12 fl oz can", 1.0, "12 fl oz can"),
        ("1/2 cup", 0.5, "cup"),
        ("1 1/2 cups", 1.5, "cups"),
        ("½ cup", 0.5, "cup"),
        ("1½ cup", 1.5, "cup"),
        ("٢ g", 2.0, "g"),
        ("１００ｇ", 100.0, "ｇ"),
        ("1\u202f234,5 g", 1234.5, "g"),
        ("50.00 1", 50.0, "1"),
    ],
)
def test_amounts_as_tools_write_them(text, amount, unit):
    assert written_amount(text, decimal_mark([text])) == (amount, unit)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("10-Feb-26", date(2026, 2, 10)),
        ("10 Feb 26", date(2026, 2, 10)),
        ("Tue, Feb 10, 2026", date(2026, 2, 10)),
        ("Tuesday, 10 February 2026", date(2026, 2, 10)),
        ("2026-Feb-10", date(2026, 2, 10)),
        ("10. März 2026", date(2026, 3, 10)),
        ("1er août 2026", date(2026, 8, 1)),
        ("10 juillet 2026", date(2026, 7, 10)),
        ("10 de enero de 2026", date(2026, 1, 10)),
    ],
)
def test_dates_with_the_name_of_a_month(text, day):
    assert written_date(text).read("day first") == day


def test_codes_people_and_meals_as_floats():
    (row,) = read(
        "UserName,IntakeStartDateTime,Occ_Name,FoodCode,FoodAmt,Food_Description\n"
        "12.0,01/18/2022 0:00,4.0,14104100.0,28.35,Gouda\n"
    ).rows
    assert (row.person, row.meal, row.code) == ("12", "dinner", "fndds:14104100")


def item_of(name):
    records = read(f'{OWN}\n2026-02-01,"{name}",40,g').rows
    return next(iter(matches_of(records, food_table(), {}).values()))


@pytest.mark.parametrize(
    ("name", "item"),
    [
        ("Cheese, cheddar, sharp", "cheese-cheddar"),
        ("Kirkland Signature, Greek Yogurt, Plain, Nonfat", "yogurt-greek-fat-free"),
        ("Kraft - Sharp Cheddar Cheese", "cheese-cheddar"),
        ("Eggland's Best, Large Eggs", "egg-unspecified"),
        ("Daisy, Cottage Cheese, 4%", "cheese-cottage"),
        ("Now Foods, Vitamin K-2, MK-7 100 mcg", "supplement-mk7-100"),
    ],
)
def test_names_as_tools_write_them(name, item):
    match = item_of(name)
    assert match.item is not None
    assert (match.item.item_id, match.by) == (item, BY_WORDS)


@pytest.mark.parametrize(
    "name",
    [
        "Goldfish, Cheddar",
        "Pringles, Sour Cream",
        "Smartfood - Cheddar",
        "Daiya, Cheddar Cheese",
        "Miyoko's, Butter",
        "Zog of liver",
        "Vitamin K2 complex 100 mcg",
    ],
)
def test_what_is_only_called_by_a_food_is_asked_about(name):
    assert item_of(name).item is None


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Vitamin K2 MK7 (as menaquinone-7)", "MK7"),
        ("Vitamin K2 (as Menaquinone-4)", "MK4"),
        ("Vitamin K2 MK-4", "MK4"),
    ],
)
def test_a_form_of_k2_is_never_that_of_another(name, form):
    match = item_of(name)
    assert match.item is not None
    assert set(match.item.dose_ug) == {form}
    assert match.dose_unknown
    assert all(form in item.dose_ug for item in match.proposed)


FITBIT = b"""{"foods": [
 {"logDate": "2026-02-10", "loggedFood": {"name": "Gouda Cheese", "brand": "", "amount": 40,
  "mealTypeId": 1, "calories": 142, "unit": {"id": 147, "name": "gram", "plural": "grams"}}},
 {"logDate": "2026-02-10", "loggedFood": {"name": "Cheddar Cheese", "brand": "Cabot",
  "amount": 1.5, "mealTypeId": 7, "unit": {"name": "oz"}}}]}"""

APPLE = b"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [<!ELEMENT HealthData (Record|Correlation)*>]>
<HealthData>
 <Record type="HKQuantityTypeIdentifierStepCount" unit="count" value="9"/>
 <Correlation type="HKCorrelationTypeIdentifierFood" sourceName="x"
   startDate="2026-02-10 08:00:00 +0100" endDate="2026-02-10 08:00:00 +0100">
  <MetadataEntry key="HKFoodType" value="Gouda Cheese"/>
  <MetadataEntry key="HKFoodMeal" value="Breakfast"/>
  <Record type="HKQuantityTypeIdentifierDietaryEnergyConsumed" unit="kcal" value="142"/>
  <Record type="HKQuantityTypeIdentifierDietaryWater" unit="mL" value="16.6"/>
  <Record type="HKQuantityTypeIdentifierDietaryProtein" unit="g" value="10"/>
  <Record type="HKQuantityTypeIdentifierDietaryFatTotal" unit="g" value="11"/>
  <Record type="HKQuantityTypeIdentifierDietaryCarbohydrates" unit="g" value="0.9"/>
 </Correlation>
 <Correlation type="HKCorrelationTypeIdentifierFood" startDate="2026-02-10 13:00:00 +0100">
  <MetadataEntry key="HKFoodType" value="Natto"/>
 </Correlation>
</HealthData>"""

SAMSUNG = b"""com.samsung.health.food_intake,6312000,4
start_time,name,amount,unit,meal_type,food_info_id,calorie,datauuid
2026-02-10 07:30:00.000,Gouda Cheese,40.0,g,100001,abc,142.0,x,
2026-02-10 19:30:00.000,Natto,1.0,serving,100003,abd,90.0,y,
"""


def test_food_logs_of_fitbit():
    first, second = read(FITBIT).rows
    assert (first.day, first.meal, first.name) == (date(2026, 2, 10), "breakfast", "Gouda Cheese")
    assert grams(first).quantity == 40.0
    assert (second.name, second.meal) == ("Cabot, Cheddar Cheese", None)
    assert grams(second).quantity == pytest.approx(42.5, abs=0.1)


def test_foods_of_apple_health_are_weighed_only_where_their_water_is_told():
    first, second = read(APPLE).rows
    assert (first.day, first.meal) == (date(2026, 2, 10), "breakfast")
    assert grams(first).quantity == 38.5
    assert second.worked_out is None
    with pytest.raises(InputError, match="missing"):
        grams(second)
    in_a_zip = packed(apple_health_export__export_xml=APPLE)
    assert read_sheet(in_a_zip.replace(b"_xml", b".xml"), "export.zip").header[0] == "Start Date"


def test_food_intake_of_samsung_health():
    first, second = read(SAMSUNG).rows
    assert (first.day, first.meal, first.problem) == (date(2026, 2, 10), "breakfast", "")
    assert str(first.eaten_at) == "07:30:00"
    assert grams(first).quantity == 40.0
    with pytest.raises(InputError, match="What a serving weighs"):
        grams(second)


@pytest.mark.parametrize("column", ["grams", "Weight (g)", "amount_g"])
def test_weights_beside_amounts_in_a_table_like_our_own_are_used(column):
    text = f"date,food,amount,unit,{column}\n2026-02-10,Gouda,1,serving,40\n"
    (row,) = read_file_rows(read_sheet(text.encode(), "x.csv")).rows
    assert (row.amount, row.unit, row.grams) == (1, "serving", 40)


def test_columns_dates_meals_and_units_of_other_languages():
    text = (
        "datum;uhrzeit;mahlzeit;lebensmittel;menge;einheit\n"
        "04.03.2026;08:00;Frühstück;Gouda;40;g\n"
        "05.03.2026;12:00;Mittagessen;Bergkäse;2;Scheiben\n"
    )
    read = read_file_rows(read_sheet(text.encode(), "tagebuch.csv"))
    assert [(row.day, row.meal) for row in read.rows] == [
        (date(2026, 3, 4), "breakfast"),
        (date(2026, 3, 5), "lunch"),
    ]
    assert "Dates have the day first, as dates with points have." in read.sniffed
    assert not read.asks
    hard = food_table().items["cheese-hard-unspecified"]
    found = resolved(read.rows[1], hard, Sizes(Measures()))
    assert (found.amount, found.unit) == (2, "slice")


def test_dates_with_slashes_that_read_both_ways_are_still_asked_about():
    text = "date,food,amount,unit\n04/03/2026,Gouda,40,g\n"
    assert read_file_rows(read_sheet(text.encode(), "x.csv")).asks == ("date_order",)


@pytest.mark.parametrize("unit", ["unit", "serving"])
def test_an_amount_with_its_unit_in_a_cell_called_amount(unit):
    text = f"date,product,amount,{unit}\n2026-10-05,Quark,250 g,\n2026-10-05,Gouda,40,g\n"
    first, second = read_file_rows(read_sheet(text.encode(), "x.csv")).rows
    assert (first.amount, first.unit, first.problem) == (250, "g", "")
    assert (second.amount, second.unit) == (40, "g")


@pytest.mark.parametrize(
    ("name", "item_id"),
    [
        ("Jarrow Formulas, MK-7, 90 mcg", "supplement-mk7-90"),
        ("NOW Foods, MK-7 100 mcg", "supplement-mk7-100"),
    ],
)
def test_a_form_in_a_name_says_that_it_is_a_supplement(name, item_id):
    match = match_of("", name, food_table(), {})
    ids = [one.item_id for one in (match.item, *match.proposed) if one]
    assert all(one.startswith(("supplement-mk7", "medicine-mk7")) for one in ids), ids
    if item_id in food_table().items:
        assert match.item.item_id == item_id


def test_a_name_that_stands_for_a_code_is_that_food_in_a_file():
    assert match_of("", "Hass Avocado", food_table(), {}).item.item_id == "avocado"
