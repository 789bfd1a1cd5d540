"""What is made of the food data is kept, and made again where anything of it differs."""

import os

import pytest

from estimator.foods.compact_copy import FOLDER_VARIABLE, _first_seen, compact_copy
from estimator.foods.names import NameColumns
from estimator.foods.table import FoodTable, food_table
from estimator.words.folded_names import FoldedNames


class Maker:
    """Makes a value of a table, and counts how often."""

    def __init__(self, folder, monkeypatch):
        monkeypatch.setenv(FOLDER_VARIABLE, str(folder / "copies"))
        self.copies = folder / "copies"
        self.table = folder / "table.csv"
        self.code = folder / "code"
        self.code.mkdir()
        (self.code / "reader.py").write_text("one = 1\n")
        self.write("gouda", 1)
        self.made = 0

    def write(self, text, second):
        self.table.write_text(text)
        os.utime(self.table, (second, second))

    def value(self):
        def make():
            self.made += 1
            return (self.table.read_text(), {"places": [1, 2]}, frozenset({"en"}), None, 0.5)

        return compact_copy("cheese", [self.table], make, self.code)

    def start_anew(self):
        """Forget what this program saw, as the next one hasn't."""
        _first_seen.cache_clear()


@pytest.fixture
def maker(tmp_path, monkeypatch):
    return Maker(tmp_path, monkeypatch)


def test_a_copy_is_made_once_and_says_the_same(maker):
    first = maker.value()
    assert maker.value() == first == ("gouda", {"places": [1, 2]}, frozenset({"en"}), None, 0.5)
    assert maker.made == 1


def test_other_rows_of_the_same_length_make_another(maker):
    maker.value()
    maker.write("natto", 2)
    maker.start_anew()
    assert maker.value()[0] == "natto"
    assert maker.made == len(list(maker.copies.iterdir())) == 2


def test_tables_replaced_while_a_program_runs_get_no_copy_of_what_it_has_read(maker):
    read = maker.value()
    maker.write("natto", 2)
    # What follows from the tables that it has read fits no other, whatever the files say by now.
    stale = compact_copy("places", [maker.table], lambda: read[0], maker.code)
    assert stale == "gouda"
    maker.start_anew()
    assert compact_copy("places", [maker.table], maker.table.read_text, maker.code) == "natto"


def test_a_program_takes_no_copy_of_tables_that_came_after_it(maker):
    maker.value()
    maker.write("natto", 2)
    maker.start_anew()
    maker.value()
    maker.write("gouda", 1)
    maker.start_anew()
    read = maker.value()
    maker.write("natto", 2)
    assert compact_copy("cheese", [maker.table], lambda: read, maker.code)[0] == "gouda"


def test_tables_replaced_while_they_are_read_get_no_copy(maker):
    def make():
        maker.write("natto", 2)
        return "gouda"

    assert compact_copy("cheese", [maker.table], make, maker.code) == "gouda"
    assert not maker.copies.exists()


def test_other_code_makes_another(maker):
    maker.value()
    (maker.code / "reader.py").write_text("one = 100\n")
    maker.start_anew()
    maker.value()
    assert maker.made == 2


@pytest.mark.parametrize("damage", [b"", b"x", b"\0" * 300])
def test_a_damaged_copy_is_made_again(maker, damage):
    first = maker.value()
    (copy,) = maker.copies.iterdir()
    kept = copy.read_bytes()
    copy.write_bytes(damage)
    assert maker.value() == first
    assert copy.read_bytes() == kept
    flipped = bytearray(kept)
    flipped[-1] ^= 1
    copy.write_bytes(flipped)
    assert maker.value() == first
    assert maker.made == 3


def test_without_a_folder_to_write_in_it_is_made_each_time(maker):
    maker.copies.write_text("a file where the folder should be")
    assert maker.value() == maker.value()
    assert maker.made == 2


def test_a_table_that_is_missing_is_the_error_of_who_reads_it(maker):
    maker.table.unlink()
    with pytest.raises(FileNotFoundError):
        maker.value()


def test_a_copy_of_long_ago_is_cleared_away(maker):
    maker.value()
    (old,) = maker.copies.iterdir()
    os.utime(old, (1, 1))
    maker.write("natto", 2)
    maker.start_anew()
    maker.value()
    assert len(list(maker.copies.iterdir())) == 1


def test_names_of_a_copy_are_those_that_are_made(monkeypatch, tmp_path):
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    made, copied = (food_table.__wrapped__().indexes[0].names.columns for _ in range(2))
    assert isinstance(copied, NameColumns)
    assert made == copied
    assert list(tmp_path.glob("names-*"))


def test_names_of_a_person_are_in_no_copy():
    table = food_table().extended([], names=[("Grandma's stew", "natto")])
    own, shipped = table.indexes
    assert [name.text for name in own.names] == ["Grandma's stew"]
    assert not own.files
    assert shipped.files


def test_folded_names_are_the_same_from_a_copy_as_made(tmp_path, monkeypatch):
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    names = food_table().indexes[0].names

    def copied():
        return compact_copy("words", [], lambda: tuple(FoldedNames.of(names)), tmp_path)

    made = FoldedNames.of(names)
    assert copied() == made == copied()


def test_a_table_of_ones_own_needs_no_copy():
    egg = food_table().foods["egg-whole-boiled"]
    table = FoodTable({egg.food_id: egg}, {}, "2026.1")
    assert table.find(egg.name) is egg
    assert not table.indexes[0].files
