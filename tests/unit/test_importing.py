"""Files of other tools: told apart, read by the names of their columns, and matched."""

import io
from datetime import date, time
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook

from estimator.errors import InputError
from estimator.foods.table import food_table
from estimator.importing.file_opening import read_sheet
from estimator.importing.file_reading import code_names, read_file_rows
from estimator.importing.file_rows import WEIGHTS, Choices, FileRow
from estimator.importing.matching import match_of
from estimator.importing.quantities import Sizes, resolved
from estimator.importing.tool_layouts import LAYOUTS
from estimator.importing.values import (
    DATE_ORDERS,
    clock_time,
    number,
    sniff_date_order,
    written_amount,
    written_date,
)
from estimator.importing.which_layout import chosen_layout, layout_of
from estimator.measures.units import Measures

FILES = Path(__file__).resolve().parents[1] / "imports"
GERMAN = {"date": "Tag", "name": "Essen", "amount": "Menge", "unit": "Einheit"}


def sheet(name):
    return read_sheet((FILES / name).read_bytes(), name)


def read(name, **choices):
    return read_file_rows(sheet(name), Choices(**choices))


def csv(header, *rows):
    return read_sheet("\n".join([header, *rows]).encode(), "x.csv")


@pytest.mark.parametrize(
    ("file", "key", "rows"),
    [
        ("macrofactor.csv", "macrofactor", 4),
        ("cronometer_2016.csv", "cronometer", 4),
        ("cronometer_2025.csv", "cronometer", 4),
        ("loseit.csv", "loseit", 3),
        ("opennutritracker.csv", "opennutritracker", 3),
        ("intake24_v3.csv", "intake24", 3),
        ("intake24_v4.csv", "intake24-v4", 2),
        ("asa24.csv", "asa24", 2),
        ("nhanes_dr1iff.csv", "nhanes-day-1", 2),
        ("nhanes_dr2iff.csv", "nhanes-day-2", 2),
        ("nhanes_drxiff.csv", "nhanes-1999-2000", 2),
        ("nhanes_drxiff_b.csv", "nhanes-2001-2002", 2),
    ],
)
def test_a_file_is_told_by_its_columns_in_any_order(file, key, rows):
    found = read(file, first_day=date(2026, 1, 5))
    assert (found.layout.key, len(found.rows)) == (key, rows)
    table = pd.read_csv(FILES / file, dtype=str, keep_default_na=False)
    turned = table[table.columns[::-1]].to_csv(index=False)
    again = read_file_rows(
        read_sheet(turned.encode("utf-16"), file), Choices(first_day=date(2026, 1, 5))
    )
    assert again.rows == found.rows


@pytest.mark.parametrize(
    ("file", "why"),
    [
        ("myfitnesspal.csv", "MyFitnessPal's summary of meals.*not the foods"),
        ("cronometer_daily.csv", "daily summary, which has no foods. Export servings"),
        ("asa24_totals.csv", "file of totals .* ends in INF"),
    ],
)
def test_files_without_foods_are_refused_with_the_reason(file, why):
    with pytest.raises(InputError, match=why):
        layout_of(sheet(file))


def said(record):
    return record.day, record.eaten_at, record.meal, record.name, record.amount, record.unit


def test_cronometer_has_times_in_twelve_hours_and_amounts_as_text():
    first, second, third, _ = read("cronometer_2025.csv").rows
    assert said(first) == (date(2025, 6, 1), time(8, 30), "breakfast", "Butter", 10.0, "g")
    assert said(second) == (date(2025, 6, 1), time(19, 5), "dinner", "Natto", 40.0, "g")
    assert said(third) == (date(2025, 6, 2), None, "snack", "Gouda, aged", 2.0, "slice")
    old = read("cronometer_2016.csv").rows[1]
    assert said(old) == (date(2016, 3, 1), None, None, "Banana", 1.0, "cup, mashed")


def test_lose_it_has_the_month_first_and_deleted_rows():
    found = read("loseit.csv")
    assert (found.deleted, [one.day.isoformat() for one in found.rows]) == (
        1,
        ["2026-01-13", "2026-01-13", "2026-01-03"],
    )
    assert "the month first" in " ".join(found.sniffed)


def test_intake24_is_of_the_day_before_and_names_what_it_did_not_find():
    first, missing, _ = read("intake24_v3.csv").rows
    assert (first.day, first.grams, first.person) == (date(2023, 5, 8), 40.0, "p1")
    assert (missing.name, missing.grams, missing.meal) == ("a stew", None, "dinner")
    assert read("intake24_v4.csv").rows[0].day == date(2025, 5, 8)


def test_asa24_meals_and_times():
    first, second = read("asa24.csv").rows
    assert (first.day, first.eaten_at, first.meal) == (date(2026, 1, 14), time(8, 15), "breakfast")
    assert (second.meal, second.grams, second.code) == ("dinner", 14.2, "fndds:81101000")


def test_nhanes_needs_a_day_and_takes_the_names_of_its_codes():
    found = read("nhanes_dr1iff.csv")
    assert found.asks == ("first_day",)
    assert {one.problem for one in found.rows} == {"The file has no dates. Say which day it is."}
    names = code_names(sheet("nhanes_drxfcd.csv"))
    monday = date(2026, 1, 5)
    first, _ = read("nhanes_dr1iff.csv", first_day=monday, code_names=names).rows
    assert (first.day, first.eaten_at, first.name) == (monday, time(8, 30), "Natto")
    (second, _) = read("nhanes_dr2iff.csv", first_day=monday).rows
    assert (second.day, second.name) == (date(2026, 1, 6), "Natto")


@pytest.mark.slow
def test_every_id_of_the_table_is_that_food_in_a_column_of_foods():
    table = food_table()
    matched = {one: match_of("", one, table, {}).item for one in table.items}
    assert [one for one, item in matched.items() if item is not table.items[one]] == []


@pytest.mark.parametrize("file", ["nhanes_drxiff.csv", "nhanes_drxiff_b.csv"])
def test_nhanes_of_before_2003_has_names_and_meals_of_its_own(file):
    first, second = read(file, first_day=date(2026, 1, 5)).rows
    assert (first.eaten_at, first.meal, first.grams) == (time(8, 30), "breakfast", 40.0)
    assert (second.meal, second.code) == ("dinner", "fndds:81101000")


def test_nhanes_is_read_from_a_sas_transport_file_alike():
    table = pd.read_csv(FILES / "nhanes_dr1iff.csv")
    wanted = ["SEQN", "DR1IFDCD", "DR1IGRMS", "DR1_020", "DR1_030Z"]
    data = transport(table[wanted].astype(float))
    day = Choices(first_day=date(2026, 1, 5))
    from_sas = read_file_rows(read_sheet(data, "DR1IFF.XPT"), day)
    assert from_sas.sniffed[0].startswith("A file of NHANES, recall 1: SAS transport file")
    assert from_sas.rows == read_file_rows(sheet("nhanes_dr1iff.csv"), day).rows
    with pytest.raises(InputError, match="broken SAS transport file"):
        read_sheet(data[:400] + b"\xff" * 900, "broken.xpt")


def transport(table):
    """Write numbers as a SAS transport file of version 5 (the layout of SAS TS-140)."""

    def line(text):
        return text.encode("ascii").ljust(80)

    def header(kind, count=0):
        return line(f"HEADER RECORD*******{kind:<8}HEADER RECORD!!!!!!!{count:030d}")

    def padded(data):
        return data + b" " * (-len(data) % 80)

    stamp = "01JAN26:00:00:00"
    out = header("LIBRARY") + line(f"SAS     SAS     SASLIB  9.1     {'X64':<8}{'':24}{stamp}")
    out += line(stamp)
    out += line("HEADER RECORD*******MEMBER  HEADER RECORD!!!!!!!000000000000000001600000000140")
    out += header("DSCRPTR")
    out += line(f"SAS     {'DATA':<8}SASDATA 9.1     {'X64':<8}{'':24}{stamp}") + line(stamp)
    out += line(
        f"HEADER RECORD*******NAMESTR HEADER RECORD!!!!!!!{len(table.columns):010d}{0:020d}"
    )
    names = b""
    for place, name in enumerate(table.columns):
        names += (
            b"".join(n.to_bytes(2, "big") for n in (1, 0, 8, place + 1))
            + name.encode().ljust(8)
            + b" " * 40
            + b" " * 8
            + bytes(8)
            + b" " * 8
            + bytes(4)
            + (8 * place).to_bytes(4, "big")
            + bytes(52)
        )
    out += padded(names) + header("OBS")
    rows = b"".join(ibm(value) for row in table.to_numpy() for value in row)
    return out + padded(rows)


def ibm(value):
    """Write a number above zero as SAS does: an exponent of 16 and a fraction."""
    exponent = 0
    while value >= 16**exponent:
        exponent += 1
    fraction = int(value / 16**exponent * 2**56)
    return bytes([64 + exponent]) + fraction.to_bytes(7, "big")


def test_a_file_of_any_other_kind_is_read_by_chosen_columns():
    found = read("german.csv", layout=chosen_layout(GERMAN))
    assert found.sniffed == (
        "A file of columns you chose: Windows-1252, cells parted by semicolon, decimal comma.",
        "Dates have the day first, as dates with points have.",
    )
    assert said(found.rows[1]) == (date(2026, 2, 3), None, None, "Käse", 1200.5, "g")
    with pytest.raises(InputError, match="Choose which column is what"):
        read("german.csv")
    with pytest.raises(InputError, match="Choose the columns for the food, how much as well"):
        chosen_layout({"date": "Tag"})
    with pytest.raises(InputError, match="no such field"):
        chosen_layout({**GERMAN, "calories": "kcal"})


def test_a_food_column_may_be_chosen_by_the_name_it_has_in_our_own_files():
    named = {("food" if field == "name" else field): column for field, column in GERMAN.items()}
    assert chosen_layout(named).columns == chosen_layout(GERMAN).columns


def test_short_dates_that_lie_together_only_with_the_year_first_are_not_guessed():
    head = "date,food,amount,unit"
    rows = [f"26-02-{day:02},Butter,10,g" for day in (9, 10, 11)]
    for lines in (rows, ["2026-02-09,Butter,10,g", rows[1]]):
        short = read_file_rows(csv(head, *lines)).rows
        why = [row.problem for row in short if row.problem]
        assert len(why) == sum(line.startswith("26-") for line in lines)
        assert all("the year or the day may come first" in str(one) for one in why)
    as_usual = [f"{day:02}-02-26,Butter,10,g" for day in (9, 10, 11, 13)]
    found = read_file_rows(csv(head, *as_usual))
    assert [row.day for row in found.rows] == [date(2026, 2, day) for day in (9, 10, 11, 13)]
    said_so = Choices(date_order=DATE_ORDERS[0])
    told = read_file_rows(csv(head, *rows), said_so)
    assert [row.day for row in told.rows] == [date(year, 2, 26) for year in (2009, 2010, 2011)]


def test_a_cell_merged_over_rows_says_the_same_of_each_but_no_amount_does():
    book = Workbook()
    sheet = book.active
    for row in (
        ("Datum", "Mahlzeit", "Lebensmittel", "Menge", "Einheit"),
        (date(2026, 2, 9), "Frühstück", "Gouda", 500, "g"),
        (None, None, "Brie", None, None),
        (None, None, "Butter", 10, "g"),
        (None, None, "Quark", 10, "g"),
    ):
        sheet.append(row)
    for merged in ("A2:A4", "B2:B3", "D2:D3", "E2:E3"):
        sheet.merge_cells(merged)
    data = io.BytesIO()
    book.save(data)
    gouda, brie, butter, quark = read_file_rows(read_sheet(data.getvalue(), "d.xlsx")).rows
    assert [row.day for row in (gouda, brie, butter)] == [date(2026, 2, 9)] * 3
    assert (gouda.meal, brie.meal, butter.meal) == ("breakfast", "breakfast", None)
    assert (gouda.amount, brie.amount, butter.amount) == (500, None, 10)
    assert "date is missing" in str(quark.problem)


def test_dates_that_read_both_ways_are_asked_about_never_guessed():
    ambiguous = csv("Date,Name,Type,Quantity,Units,Deleted", "02/03/2026,Butter,Lunch,10,Grams,0")
    found = read_file_rows(ambiguous)
    assert found.asks == ("date_order",)
    assert "reads both ways" in found.rows[0].problem
    for order, day in zip(DATE_ORDERS, (date(2026, 3, 2), date(2026, 2, 3)), strict=True):
        told = read_file_rows(ambiguous, Choices(date_order=order))
        assert (told.rows[0].day, told.asks) == (day, ())


def test_macrofactors_weight_is_told_by_rows_in_grams_or_asked_about():
    header = "Date,Time,Food Name,Serving Size,Serving Qty,Serving Weight (g)"
    cheese = "2026-02-02,8:00 AM,Gouda,slice,2,25"
    found = read_file_rows(csv(header, cheese))
    assert (found.asks, found.rows[0].grams) == (("weight",), None)
    for row, grams in (("g,40,40", 25.0), ("g,40,1", 50.0)):
        told = read_file_rows(csv(header, cheese, f"2026-02-02,8:00 AM,Natto,{row}"))
        assert (told.asks, told.rows[0].grams) == ((), grams)
    said_so = read_file_rows(csv(header, cheese), Choices(weight=WEIGHTS[1]))
    assert said_so.rows[0].grams == 50.0


def test_a_file_of_several_people_is_read_one_at_a_time():
    several = csv("date,food,amount,unit,person", "2026-02-01,natto,1,pack,A", "2026-02-01,x,1,g,B")
    found = read_file_rows(several)
    assert (found.persons, found.asks) == (("A", "B"), ("person",))
    (one,) = read_file_rows(several, Choices(person="B")).rows
    assert one.name == "x"


@pytest.mark.parametrize(
    ("row", "name", "unit"),
    [
        ('2026-02-01,"a\nb",1', "a\nb", ""),  # what a spreadsheet leaves off at the end
        ("2026-02-01,natto,1,pack,,", "natto", "pack"),
        ("2026-02-01,Cheese, cheddar,1,slice", "Cheese, cheddar", "slice"),
        ("2026-02-01,natto,1,pack,of mine", "natto", "pack"),
    ],
)
def test_a_row_with_too_few_or_many_cells_is_read_where_it_reads_one_way(row, name, unit):
    (found,) = read_file_rows(csv("date,food,amount,unit", row)).rows
    assert (found.line, found.name, found.unit, found.problem) == (2, name, unit, "")


def test_a_row_with_too_many_cells_that_reads_no_way_is_said_with_its_line():
    (bad,) = read_file_rows(csv("date,food,amount,unit", "2026-02-01,a,b,c,d,e")).rows
    assert (bad.line, bad.problem) == (2, "6 cells, but the first line names 4.")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04rest", "a broken zip file"),
        (b"\xd0\xcf\x11\xe0", "Excel file of the older kind"),
        (b"%PDF-1.7", "a PDF"),
        (b"\x1f\x8b\x08", "compressed"),
        (b"{}", "JSON without Fitbit's food logs"),
        (b"{'", "no JSON"),
        (b"<x><y></x>", "no XML that can be read"),
        (b"<x></x>", "XML without foods"),
        (b"<html>", "a web page"),
        (b"a\0b", "not text"),
        (b"only one column\n1\n", "does not name the columns"),
        (b"\xef\xbb\xbf\xff\xff", "broken: it is not UTF-8"),
        (b"a,b\n\x81\x8d,1", "neither UTF-8 nor Windows-1252"),
    ],
)
def test_what_is_no_diary_is_refused_in_a_sentence(data, why):
    with pytest.raises(InputError, match=why):
        read_sheet(data, "/home/me/../diary.csv")


def test_a_broken_csv_is_refused_with_its_line():
    with pytest.raises(InputError, match="line 2: no CSV"):
        read_file_rows(csv("date,food,amount,unit", '2026-02-01,"natto'))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-02-10", date(2026, 2, 10)),
        ("2026/2/1", date(2026, 2, 1)),
        ("2026-02-10T08:00:00.000Z", date(2026, 2, 10)),
        ("20260210", date(2026, 2, 10)),
        ("13.02.2026", date(2026, 2, 13)),
        ("13-2-26", date(2026, 2, 13)),
        ("14Feb2026", date(2026, 2, 14)),
        ("Feb 14, 2026", date(2026, 2, 14)),
    ],
)
def test_dates_as_files_write_them(text, day):
    assert written_date(text).read("day first") == day


@pytest.mark.parametrize("text", ["", "yesterday", "2026-W07", "1/2", "10:30", "9" * 50])
def test_what_is_no_date(text):
    assert written_date(text) is None


def test_the_order_is_told_by_the_dates_that_read_one_way_only():
    assert sniff_date_order(["03/04/2026", "13/04/2026"]) == "day first"
    assert sniff_date_order(["03/04/2026", "04/13/2026"]) == "month first"
    assert sniff_date_order(["03/04/2026", "2026-04-13"]) is None


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("12:00 AM", time(0, 0)),
        ("12:30 pm", time(12, 30)),
        ("7 PM", time(19, 0)),
        ("23:59:59", time(23, 59, 59)),
        ("24:00", None),
        ("13:00 PM", None),
        ("noon", None),
    ],
)
def test_times_as_files_write_them(text, clock):
    assert clock_time(text) == clock


@pytest.mark.parametrize(
    ("text", "mark", "value"),
    [
        ("1,000", ".", 1000.0),
        ("1,000", ",", 1.0),
        ("1 234,5", ",", 1234.5),
        ("1e3", ".", 1000.0),
        ("1,000", "", None),
        ("1,5", ".", 1.5),
        ("1.5", ",", 1.5),
        ("½", "", 0.5),
        ("1 1/2", "", 1.5),
        ("２５", "", 25.0),
        ("٢٫٥", "", 2.5),
        ("nan", ".", None),
        ("inf", ".", None),
        ("٣", ".", 3.0),
        ("", ".", None),
    ],
)
def test_numbers_with_a_known_mark(text, mark, value):
    assert number(text, mark) == value


def test_portions_as_text():
    assert written_amount("2.00 large - 50g", ".") == (2.0, "large - 50g")
    assert written_amount("a pinch", ".") is None


class TestQuantities:
    sizes = Sizes(Measures())

    def of(self, item, **record):
        return resolved(FileRow(line=2, **record), food_table().get(item), self.sizes)

    def test_grams_are_taken_as_they_are(self):
        assert self.of("natto", grams=40.5) == (40.5, "g", 40.5, "")

    def test_portion_texts_go_through_the_units(self):
        assert self.of("cheese-gouda-aged", amount=2.0, unit="slice")[:3] == (2.0, "slice", 50.0)
        assert self.of("milk-whole", amount=200.0, unit="ml").quantity == pytest.approx(206.2)

    @pytest.mark.parametrize(
        ("item", "unit", "taken", "grams"),
        [
            ("natto", "Packung", "pack", 40.0),
            ("natto", "box", "pack", 40.0),
            ("cheese-quark-low-fat", "Becher", "tub", 250.0),
            ("yogurt-plain-whole", "Becher", "pot", 125.0),
            ("cheese-brie", "piece", "wedge", 30.0),
        ],
    )
    def test_a_measure_is_what_it_is_in_the_box_and_said(self, item, unit, taken, grams):
        found = self.of(item, amount=1.0, unit=unit)
        assert found == (1.0, taken, grams, f"one {unit} is taken as {taken}")

    @pytest.mark.parametrize("unit", ["Portion", "portie"])
    def test_what_is_usual_of_any_food_is_no_measure_of_a_file(self, unit):
        with pytest.raises(InputError):
            self.of("cheese-brie", amount=1.0, unit=unit)

    def test_a_piece_that_is_no_measure_of_the_food_is_none_in_a_file(self):
        with pytest.raises(InputError):
            self.of("cheese-gouda-young", amount=1.0, unit="Stück")

    def test_a_weight_in_brackets_is_that_of_one(self):
        assert self.of("natto", amount=1.0, unit="bar (45g)")[:3] == (45.0, "g", 45.0)
        assert self.of("natto", amount=2.0, unit="bar (45g)").quantity == 90.0
        with pytest.raises(InputError, match="not a unit of Natto"):
            self.of("natto", amount=2.0, unit="bars (45g)")  # each, or both?

    @pytest.mark.parametrize(
        ("item", "amount", "unit", "grams"),
        [
            ("cheese-gouda-unspecified", 2.0, "1.0 oz", 56.7),
            ("cheese-gouda-unspecified", 1.0, "1oz slice", 28.35),
            ("cheese-gouda-unspecified", 1.5, "x 100 g", 150.0),
            ("cheese-gouda-unspecified", 1.0, "1/2 oz", 14.17),
            ("milk-whole", 1.0, "12 fl oz can", 365.9),
            ("milk-whole", 1.0, "bottle (330 ml)", 340.2),
            ("egg-whole-raw", 2.0, "large", 100.0),
            ("egg-whole-raw", 2.0, "medium", 88.0),
            ("egg-whole-raw", 3.0, "Each", 150.0),
        ],
    )
    def test_measures_by_their_size(self, item, amount, unit, grams):
        found = self.of(item, amount=amount, unit=unit)
        assert found.quantity == pytest.approx(grams, rel=2e-3)

    @pytest.mark.parametrize("unit", ["serving", "Servings", "scoop", "", "1", "cup, mashed"])
    def test_nothing_is_guessed(self, unit):
        with pytest.raises(InputError):
            self.of("banana", amount=1.0, unit=unit)

    def test_a_supplement_has_units_not_grams(self):
        item = next(iter(food_table().supplements.values()))
        assert self.of(item.item_id, amount=2.0, unit=item.unit_name).quantity == 2.0
        with pytest.raises(InputError):
            self.of(item.item_id, grams=3.0)


def test_every_layout_names_known_fields_and_its_needs():
    for layout in LAYOUTS.values():
        names = {name for names in layout.columns.values() for name in names}
        assert set(layout.meals.values()) <= {"breakfast", "lunch", "dinner", "snack"}
        assert names, layout.key
