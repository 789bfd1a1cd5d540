"""The start of an empty diary, and the meal that the box begins with."""

from datetime import timedelta

from tests.app.repeats import offered
from tests.app.test_pages import click, labelled, log, shown


def me(diary):
    return diary.people.all()[0]


def asks(app):
    """Return whether the start is on the page."""
    return any(one.label == "Where your food is from" for one in app.selectbox)


def test_an_empty_diary_says_what_k2_is_and_asks_three_things(app):
    assert "Vitamin K2 is a family of vitamins" in shown(app)
    assert asks(app)
    assert not app.info
    assert {"2 eggs, toast with butter", "30 g gouda"} <= {*offered(app)}


def test_what_is_answered_is_kept_and_asked_no_more(app, diary):
    labelled(app.text_input, "Your name").input("Ada")
    labelled(app.selectbox, "Where your food is from").select("US")
    labelled(app.selectbox, "Cups and spoons").select("us_legal")
    app.checkbox[0].check()
    click(app, "Save")
    now = me(diary)
    assert (now.name, now.region, now.cup, now.takes_vka) == ("Ada", "US", "us_legal", True)
    assert not asks(app)
    assert "keep vitamin K intake steady" in app.warning[0].value


def test_a_name_left_open_stays_what_it_was(app, diary):
    labelled(app.selectbox, "Where your food is from").select("EU")
    click(app, "Save")
    assert (me(diary).name, me(diary).region) == ("Me", "EU")


def test_a_name_that_cant_be_is_refused_in_a_sentence_and_the_rest_stays(app, diary):
    diary.people.add("Bo")
    labelled(app.text_input, "Your name").input("Bo")
    labelled(app.selectbox, "Where your food is from").select("EU")
    click(app, "Save")
    assert "belongs to another person" in app.error[0].value
    assert labelled(app.selectbox, "Where your food is from").value == "EU"
    assert (me(diary).name, me(diary).region) == ("Me", "world")


def test_the_start_can_be_skipped(app, diary):
    click(app, "Skip")
    assert not asks(app)
    log(app, "natto")
    assert not asks(app)
    assert me(diary).takes_vka is False


def test_who_logs_first_is_still_asked(app, diary):
    log(app, "natto")
    assert len(diary.entries.of(me(diary).id)) == 1
    assert asks(app)
    click(app, "Skip")
    assert not asks(app)


def test_a_diary_that_has_entries_asks_nothing(app, diary, launch):
    diary.entries.log(
        me(diary).id, date=diary.people.today(me(diary).id), item_id="natto", amount=1, unit="pack"
    )
    assert not asks(launch("app.py"))


def test_the_sample_week_is_in_view_at_once(app, diary):
    click(app, "Show me a sample week")
    last = max(entry.date for entry in diary.entries.of(me(diary).id))
    assert app.title[0].value.startswith(f"{last:%A} {last.day} ")
    assert "Sample week" in shown(app)


def test_the_meal_begins_with_the_hour_and_remembers(app, diary):
    before = diary.people.meal_now(me(diary).id)
    log(app, "natto")
    after = diary.people.meal_now(me(diary).id)
    assert diary.entries.of(me(diary).id)[0].meal in (before, after)
    other = "dinner" if after != "dinner" else "lunch"
    app.pills[0].set_value(other).run()
    log(app, "30 g brie")
    log(app, "10 g butter")
    meals = {entry.item_id: entry.meal for entry in diary.entries.of(me(diary).id)}
    assert meals["cheese-brie"] == meals["butter"] == other


def test_no_meal_is_guessed_for_another_day(app, diary):
    click(app, "‹ Day before")
    assert app.pills[0].value is None
    log(app, "natto")
    (entry,) = diary.entries.of(me(diary).id)
    today = diary.people.today(me(diary).id)
    assert (entry.date, entry.meal) == (today - timedelta(days=1), None)


def test_a_meal_in_the_words_wins(app, diary):
    app.pills[0].set_value("dinner").run()
    log(app, "breakfast: natto")
    assert diary.entries.of(me(diary).id)[0].meal == "breakfast"
