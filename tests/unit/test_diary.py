"""The verbs of the diary, on a real database."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from estimator.calculation.intake import estimate
from estimator.diary.diary import Diary
from estimator.diary_values import ToLog
from estimator.errors import InputError, UnitError, UnknownFoodError
from estimator.store import open_store

NOW = datetime(2026, 2, 12, 12, 0, tzinfo=UTC)  # a Thursday
TODAY = date(2026, 2, 12)


@pytest.fixture
def diary(tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'diary.sqlite3'}")
    yield Diary(store, now=lambda: NOW)
    store.close()


@pytest.fixture
def ada(diary):
    return diary.people.add("Ada", region="EU", time_zone="Europe/Amsterdam").id


def log(diary, profile, item="natto", amount=1, unit="pack", day=TODAY, **more):
    return diary.entries.log(profile, date=day, item_id=item, amount=amount, unit=unit, **more)


def shown(diary, profile, day=TODAY):
    return [(entry.item_id, entry.amount, entry.unit) for entry in diary.entries.day(profile, day)]


class TestLog:
    def test_keeps_what_was_eaten_and_its_grams_of_that_day(self, diary, ada):
        entry = log(diary, ada, "cheese-gouda-aged", "1 1/2", "slices", meal="lunch", note=" hm ")
        assert (entry.amount, entry.unit, entry.quantity) == (1.5, "slices", 37.5)
        assert (entry.kind, entry.meal, entry.note) == ("food", "lunch", "hm")
        assert diary.entries.day(ada, TODAY) == [entry]

    def test_supplements_count_in_units(self, diary, ada):
        entry = log(diary, ada, "supplement-mk7-90", 180, "µg")
        assert (entry.kind, entry.quantity) == ("supplement", 2.0)

    @pytest.mark.parametrize(
        ("wrong", "error", "words"),
        [
            ({"item": "nato"}, UnknownFoodError, "Nearest: Natto"),
            ({"unit": "slurp"}, UnitError, "not a unit"),
            ({"amount": "1,000"}, UnitError, "1,000"),
            ({"amount": "-1"}, UnitError, "negative"),
            ({"amount": "0"}, UnitError, "zero"),
            ({"amount": float("nan")}, UnitError, "amount"),
            ({"amount": 5.1, "unit": "kg"}, UnitError, "more than the 5 kg"),
            ({"amount": 1e9}, UnitError, "more than"),
            ({"day": TODAY + timedelta(days=1)}, InputError, "in the future: today is 2026-02-12"),
            ({"day": date(1899, 12, 31)}, InputError, "before 1900-01-01"),
            ({"day": None}, InputError, "date is missing"),
            ({"meal": "brunch"}, InputError, "no meal"),
            ({"note": "x" * 501}, InputError, "501 characters"),
        ],
        ids=lambda value: str(value)[:30],
    )
    def test_refuses_with_the_reason_and_logs_nothing(self, diary, ada, wrong, error, words):
        with pytest.raises(error, match=words):
            log(diary, ada, **wrong)
        assert diary.entries.of(ada) == []

    def test_five_kilograms_are_allowed(self, diary, ada):
        assert log(diary, ada, amount=5, unit="kg").quantity == 5000.0

    def test_moments_are_those_of_the_diary(self, diary, ada):
        entry = log(diary, ada)
        assert (entry.created_at, entry.updated_at) == (NOW, NOW)
        later = Diary(diary._store, now=lambda: NOW + timedelta(hours=1))
        changed = later.entries.edit(ada, entry.id, amount=2)
        assert (changed.created_at, changed.updated_at) == (NOW, NOW + timedelta(hours=1))
        assert diary.people.get(ada).created_at == NOW

    def test_one_token_logs_once(self, diary, ada):
        first, second = (log(diary, ada, token="click") for _ in range(2))
        assert first == second
        assert len(diary.entries.day(ada, TODAY)) == 1

    def test_a_token_is_one_persons_own(self, diary, ada):
        bo = diary.people.add("Bo").id
        assert log(diary, ada, token="click").id != log(diary, bo, token="click").id

    def test_many_are_logged_all_or_none(self, diary, ada):
        good = ToLog(date=TODAY, item_id="natto", amount=1, unit="pack")
        with pytest.raises(UnitError):
            diary.entries.log_many(ada, [good, replace(good, unit="slurp")])
        assert diary.entries.of(ada) == []
        assert len(diary.entries.log_many(ada, [good, good])) == 2
        assert diary.history.undo(ada) == "Undone: 2 entries added."
        assert diary.entries.of(ada) == []

    def test_the_cup_of_the_profile_counts(self, diary, ada):
        customary = log(diary, ada, "milk-whole", 8, "fl oz").quantity
        diary.people.edit(ada, cup="us_legal")
        assert log(diary, ada, "milk-whole", 8, "fl oz").quantity > customary


class TestEdit:
    def test_changes_what_is_given_and_no_more(self, diary, ada):
        entry = log(diary, ada, meal="lunch")
        changed = diary.entries.edit(ada, entry.id, amount="2", meal=None, date=date(2026, 2, 1))
        assert (changed.amount, changed.unit, changed.quantity) == (2.0, "pack", 80.0)
        assert (changed.meal, changed.date) == (None, date(2026, 2, 1))
        assert shown(diary, ada) == []

    def test_refuses_what_log_refuses(self, diary, ada):
        entry = log(diary, ada)
        with pytest.raises(UnitError):
            diary.entries.edit(ada, entry.id, unit="slurp")
        with pytest.raises(InputError):
            diary.entries.edit(ada, entry.id, date=TODAY + timedelta(days=1))
        assert diary.entries.day(ada, TODAY) == [entry]

    def test_an_entry_may_be_of_another_food_or_of_a_supplement(self, diary, ada):
        entry = diary.entries.log(ada, date=TODAY, item_id="natto", amount="1", unit="pack")
        with pytest.raises(UnitError):
            diary.entries.edit(ada, entry.id, item_id="cheese-cheddar")  # of which there is no pack
        cheese = diary.entries.edit(
            ada, entry.id, item_id="cheese-cheddar", amount="30", unit="g", shown=entry
        )
        assert (cheese.id, cheese.kind, cheese.quantity) == (entry.id, "food", 30.0)
        taken = diary.entries.edit(
            ada, entry.id, item_id="supplement-mk7-90", amount=1, unit="capsule"
        )
        assert (taken.kind, taken.quantity) == ("supplement", 1.0)
        diary.history.undo(ada)
        assert diary.entries.of(ada) == [
            replace(cheese, updated_at=diary.entries.of(ada)[0].updated_at)
        ]

    def test_grams_stay_when_only_the_meal_changes(self, diary, ada):
        entry = log(diary, ada, "milk-whole", 8, "fl oz")
        diary.people.edit(ada, cup="us_legal")
        assert diary.entries.edit(ada, entry.id, meal="dinner").quantity == entry.quantity

    def test_what_stays_is_not_checked_anew(self, diary, ada):
        """A note can be written on an entry that couldn't be logged any more as it is."""
        entry = log(diary, ada, "milk-whole", 163, "fl oz")
        diary.people.edit(ada, cup="us_legal", time_zone="America/Los_Angeles")
        yesterday = Diary(diary._store, now=lambda: NOW - timedelta(days=1))
        with pytest.raises(UnitError, match="more than the 5 kg"):
            log(diary, ada, "milk-whole", 163, "fl oz")
        form = {"amount": "163", "unit": "fl oz", "date": TODAY, "meal": "snack", "note": "party"}
        changed = yesterday.entries.edit(ada, entry.id, **form)
        assert (changed.note, changed.meal, changed.quantity) == ("party", "snack", entry.quantity)
        with pytest.raises(UnitError, match="more than the 5 kg"):
            diary.entries.edit(ada, entry.id, amount=164)
        with pytest.raises(InputError, match="in the future"):
            yesterday.entries.edit(ada, entry.id, date=TODAY + timedelta(days=1))

    def test_no_change_is_no_step_to_undo(self, diary, ada):
        entry = log(diary, ada)
        diary.entries.edit(ada, entry.id, amount=1)
        assert diary.history.last_change(ada) == "Natto added"


class TestDeleteAndUndo:
    def test_deleting_is_undone_to_the_same_entry(self, diary, ada):
        entry = log(diary, ada, note="mine", token="t")
        diary.entries.delete(ada, [entry.id])
        assert diary.entries.day(ada, TODAY) == []
        assert diary.history.last_change(ada) == "Natto deleted"
        assert diary.history.undo(ada) == "Undone: Natto deleted."
        assert diary.entries.day(ada, TODAY) == [entry]

    def test_undo_walks_back_to_the_beginning(self, diary, ada):
        entry = log(diary, ada)
        diary.entries.edit(ada, entry.id, amount=3)
        diary.entries.delete(ada, [entry.id])
        states = []
        while diary.history.undo(ada):
            states.append(shown(diary, ada))
        assert states == [[("natto", 3.0, "pack")], [("natto", 1.0, "pack")], []]
        assert diary.history.undo(ada) is None

    def test_several_are_deleted_all_or_none(self, diary, ada):
        entries = [log(diary, ada) for _ in range(3)]
        with pytest.raises(InputError, match="not in the diary any more"):
            diary.entries.delete(ada, [entries[0].id, 999])
        assert len(diary.entries.day(ada, TODAY)) == 3
        diary.entries.delete(ada, [entry.id for entry in entries])
        assert diary.history.last_change(ada) == "3 entries deleted"
        diary.history.undo(ada)
        assert len(diary.entries.day(ada, TODAY)) == 3

    def test_a_former_name_that_is_taken_is_not_given_back(self, diary, ada):
        diary.people.edit(ada, name="Eda")
        diary.people.add("Ada")
        with pytest.raises(InputError, match="belongs to another person"):
            diary.history.undo(ada)
        assert diary.people.get(ada).name == "Eda"
        assert diary.history.last_change(ada) == "settings changed"

    def test_settings_can_be_undone(self, diary, ada):
        diary.people.edit(ada, name="Ada L.", region="US")
        assert diary.history.undo(ada) == "Undone: settings changed."
        assert (diary.people.get(ada).name, diary.people.get(ada).region) == ("Ada", "EU")


class TestProfiles:
    def test_nobody_sees_anothers_entries(self, diary, ada):
        bo = diary.people.add("Bo").id
        entry = log(diary, ada)
        assert diary.entries.of(bo) == []
        assert diary.entries.frame(bo).empty
        assert diary.history.last_change(bo) is None
        assert diary.history.undo(bo) is None
        for verb in (
            lambda: diary.entries.edit(bo, entry.id, amount=2),
            lambda: diary.entries.delete(bo, [entry.id]),
        ):
            with pytest.raises(InputError, match="not in the diary"):
                verb()
        assert diary.entries.day(ada, TODAY) == [entry]

    @pytest.mark.parametrize(
        ("settings", "words"),
        [
            ({"name": " "}, "1 to 80 characters"),
            ({"name": "x" * 81}, "has 81"),
            ({"name": "ADA"}, "belongs to another person"),
            ({"name": "A\0da "}, "belongs to another person"),
            ({"name": "Bo", "region": "Mars"}, "Mars"),
            ({"name": "Bo", "cup": "imperial"}, "imperial"),
            ({"name": "Bo", "time_zone": "Mars/Base"}, "no time zone"),
            ({"name": "Bo", "time_zone": "../etc/passwd"}, "no time zone"),
            ({"name": "Bo", "day_start_hour": 7}, "day_start_hour"),
        ],
    )
    def test_bad_settings_get_a_sentence(self, diary, ada, settings, words):
        with pytest.raises(InputError, match=words):
            diary.people.add(**settings)
        assert [profile.name for profile in diary.people.all()] == ["Ada"]

    def test_names_differ_by_more_than_case_and_the_coding_of_accents(self, diary):
        bo = diary.people.add("Zo\u00eb Strauß")
        with pytest.raises(InputError, match="belongs to another person"):
            diary.people.add("ZOE\u0308 STRAUSS")
        other = diary.people.add("Zoe Strauß")
        with pytest.raises(InputError, match="belongs to another person"):
            diary.people.edit(other.id, name="zo\u00eb strauß", region="US")
        assert diary.people.get(other.id) == other
        assert diary.people.edit(bo.id, name="ZO\u00cb STRAUSS").name == "ZO\u00cb STRAUSS"

    @pytest.mark.parametrize("name", ["=1+1", "<script>", "*b*", "إيدا", "Ада 🧀", "NULL"])
    def test_any_name_is_kept_as_written(self, diary, name):
        assert diary.people.get(diary.people.add(name).id).name == name

    def test_first_start_makes_one_profile_and_only_one(self, diary):
        assert diary.people.first() == diary.people.first()
        assert [profile.name for profile in diary.people.all()] == ["Me"]

    @pytest.mark.parametrize(
        ("zone", "hour", "moment", "day"),
        [
            ("Asia/Tokyo", 0, datetime(2026, 2, 12, 16, 0, tzinfo=UTC), date(2026, 2, 13)),
            ("America/New_York", 0, datetime(2026, 2, 12, 3, 0, tzinfo=UTC), date(2026, 2, 11)),
            ("UTC", 4, datetime(2026, 2, 12, 3, 59, tzinfo=UTC), date(2026, 2, 11)),
            ("UTC", 4, datetime(2026, 2, 12, 4, 0, tzinfo=UTC), date(2026, 2, 12)),
        ],
    )
    def test_today_is_the_persons_own(self, diary, ada, zone, hour, moment, day):
        diary.people.edit(ada, time_zone=zone, day_start_hour=hour)
        there = Diary(diary._store, now=lambda: moment)
        assert there.people.today(ada) == day


class TestReading:
    def test_a_day_is_in_the_order_of_its_meals(self, diary, ada):
        for meal in (None, "dinner", "breakfast", "breakfast"):
            log(diary, ada, meal=meal)
        meals = [entry.meal for entry in diary.entries.day(ada, TODAY)]
        assert meals == ["breakfast", "breakfast", "dinner", None]

    def test_the_frame_is_what_estimate_takes(self, diary, ada):
        log(diary, ada)
        log(diary, ada, "supplement-mk7-90", 1, "capsule", meal="breakfast")
        frame = diary.entries.frame(ada)
        assert frame.dtypes.astype(str).tolist() == [
            "str",
            "datetime64[s]",
            "str",
            "str",
            "float64",
            "str",
        ]
        estimated = estimate(frame, "day", "EU")
        assert estimated.periods["period"].tolist() == ["2026-02-12"]
        assert estimated.intake["supplement_ug"].max() == 90.0

    def test_an_empty_frame_has_the_same_types(self, diary, ada):
        empty = diary.entries.frame(ada).dtypes
        log(diary, ada)
        assert empty.equals(diary.entries.frame(ada).dtypes)

    def test_span_and_suggestions(self, diary, ada):
        assert diary.entries.span(ada) is None
        for day, item in ((10, "natto"), (11, "egg-unspecified"), (12, "natto")):
            log(diary, ada, item, 10, "g", day=date(2026, 2, day))
        assert diary.entries.span(ada) == (date(2026, 2, 10), date(2026, 2, 12))
        assert diary.entries.dates(ada, end=date(2026, 2, 11)) == [
            date(2026, 2, 10),
            date(2026, 2, 11),
        ]
        assert [item.item_id for item in diary.repeats.suggestions(ada)] == [
            "natto",
            "egg-unspecified",
        ]
        assert len(diary.entries.of(ada, date(2026, 2, 11), date(2026, 2, 12))) == 2


class TestSampleWeek:
    def test_fills_the_last_whole_week_marked_and_removable(self, diary, ada):
        mine = log(diary, ada)
        diary.sample_week.add(ada)
        diary.sample_week.add(ada)
        samples = [entry for entry in diary.entries.of(ada) if entry.sample]
        assert {entry.date for entry in samples} == {date(2026, 2, day) for day in range(2, 9)}
        assert len(samples) == len(diary.entries.of(ada)) - 1
        assert diary.sample_week.is_there(ada)
        assert [entry.item_id for entry in samples].count("natto") == 1
        diary.sample_week.remove(ada)
        assert diary.entries.of(ada) == [mine]
        assert not diary.sample_week.is_there(ada)

    def test_is_undone_in_one_step(self, diary, ada):
        diary.sample_week.add(ada)
        assert diary.history.undo(ada) == "Undone: sample week added."
        assert diary.entries.of(ada) == []


class TestAtOnce:
    def test_sixteen_threads_lose_nothing(self, diary, ada):
        with ThreadPoolExecutor(16) as pool:
            list(pool.map(lambda _: [log(diary, ada) for _ in range(20)], range(16)))
        assert len(diary.entries.of(ada)) == 320

    def test_one_token_from_many_threads_is_one_entry(self, diary, ada):
        with ThreadPoolExecutor(8) as pool:
            made = list(pool.map(lambda _: log(diary, ada, token="click").id, range(8)))
        assert len(set(made)) == 1
        assert len(diary.entries.of(ada)) == 1

    def test_first_start_in_two_sessions_makes_one_profile(self, diary):
        with ThreadPoolExecutor(8) as pool:
            made = list(pool.map(lambda _: diary.people.first().id, range(8)))
        assert len(set(made)) == 1
