"""Whose diary is open, on every page; the page "People"."""

import re
from datetime import date, timedelta
from html import unescape

import pytest

from estimator.diary.people import FIRST_NAME
from estimator.diary_values import COLORS
from estimator.insight.steadiness import daily_totals
from estimator.views.shared.figures import figure
from estimator.views.shared.palette import PROFILE_COLOURS
from tests.app.as_read import as_read
from tests.app.entry_rows import act

PAGE = "app_pages/people.py"
PAGES = [
    "app_pages/log.py",
    "app_pages/week.py",
    "app_pages/foods.py",
    "app_pages/my_foods.py",
    PAGE,
    "app_pages/about.py",
]
FEBRUARY = date(2026, 2, 10)
NATTO = {"date": FEBRUARY, "item_id": "natto", "amount": 1, "unit": "pack"}
HOSTILE = [
    "<script>alert(1)</script>",
    "**bold** [x](https://example.org) $a$ :red[y]",
    "=1+1",
    "# heading",
    "مريم",
    "🧀🧀",
    "x" * 80,
]


@pytest.fixture
def me(app, diary):
    return diary.people.all()[0].id


@pytest.fixture
def bo(app, diary):
    made = diary.people.add("Bo", region="EU").id
    app.run()
    return made


@pytest.fixture
def page(app, me):
    return go(app, PAGE)


def go(app, page):
    app.switch_page(page).run()
    assert not app.exception
    return app


def labelled(widgets, label):
    return next(widget for widget in widgets if as_read(widget.label) == label)


def labels(widgets):
    return [as_read(widget.label) for widget in widgets]


def click(app, label, place=0):
    buttons = [button for button in app.button if as_read(button.label) == label]
    buttons[place].click().run()
    assert not app.exception


def rows(app):
    """What the row of each person says, by its heads; the first one is the name."""
    drawn = [part.proto.body for part in app.get("html") if 'class="client"' in part.proto.body]
    pair = re.compile(r"<dt[^>]*>(.*?)</dt><dd>(?:<small>)?(.*?)(?:</small>)?</dd>")
    return [{unescape(head): unescape(said) for head, said in pair.findall(row)} for row in drawn]


def shown(app):
    parts = [*app.markdown, *app.caption, *app.success, *app.error, *app.info, *app.warning]
    return as_read("\n".join(part.value for part in parts))


def bar(app):
    """Return the HTML in the bar: the badge, and the name where it stands alone."""
    bodies = [element.proto.body for element in app.get("html")]
    return [body for body in bodies if not body.startswith("<script")][:2]


def switch(app, profile):
    labelled(app.selectbox, "Person").select(profile).run()
    assert not app.exception


def open_now(app):
    return app.session_state["opened-diary"].profile_id


class TestBar:
    @pytest.mark.parametrize("page", PAGES)
    def test_every_page_says_whose_diary_is_open(self, app, diary, bo, page):
        diary.people.edit(bo, color="purple")
        switch(app, bo)
        go(app, page)
        assert labelled(app.selectbox, "Person").value == bo
        badge = bar(app)[0]
        assert ">B</span>" in badge
        assert PROFILE_COLOURS["purple"] in badge
        assert app.query_params["person"] == str(bo)
        assert not app.sidebar.children

    def test_one_person_alone_has_a_name_and_no_switcher(self, app, me):
        badge, name = bar(app)
        assert ">M</span>" in badge
        assert f">{FIRST_NAME}</strong>" in name
        assert "Person" not in labels(app.selectbox)
        assert "person" not in app.query_params

    @pytest.mark.parametrize("name", HOSTILE)
    def test_a_name_is_text_whatever_it_holds(self, app, diary, me, name):
        diary.people.edit(me, name=name)
        app.run()
        assert unescape(bar(app)[1].split(">")[1].split("<")[0]) == name
        go(app, PAGE)
        assert next(iter(rows(app)[0])) == name
        assert f"Settings: {name}" in [as_read(head.value) for head in app.header]

    def test_an_address_opens_a_diary(self, launch, diary, bo):
        at = launch("app.py", person=str(bo))
        assert open_now(at) == bo
        assert labelled(at.selectbox, "Person").value == bo

    @pytest.mark.parametrize(
        "asked", ["999", "0", "-1", "abc", "", "1.0", "9" * 30, "🧀", "deleted"]
    )
    def test_an_address_that_names_nobody_opens_nobody(self, launch, diary, bo, asked):
        if asked == "deleted":
            asked = str(diary.people.add("Cy").id)
            diary.people.delete(int(asked))
        at = launch("app.py", person=asked)
        for _ in range(2):
            assert "is not in this diary" in at.error[0].value
            assert labelled(at.selectbox, "Person").value is None
            assert labels(at.button) == labels(at.text_input) == []
            at.run()
        switch(at, bo)
        assert not at.error
        assert at.query_params["person"] == str(bo)

    def test_what_belongs_to_nobody_is_shown_to_nobody(self, launch, diary, bo):
        for page in PAGES[:4]:
            at = launch(page, person="999")
            assert "is not in this diary" in at.error[0].value, page
            assert not at.metric
            assert not at.dataframe
        at = launch("app.py", person="999").switch_page("app_pages/about.py").run()
        assert not at.error
        assert len(at.header) > 3

    def test_a_person_deleted_meanwhile_is_followed_by_nobody(self, app, diary, me, bo):
        switch(app, bo)
        labelled(app.text_input, "What did you eat?").input("natto").run()
        diary.people.delete(bo)
        click(app, "Log it")
        assert diary.entries.of(me) == []
        assert "is not in this diary" in app.error[0].value
        assert open_now(app) is None
        diary.people.restore(bo)
        assert diary.entries.of(bo) == []

    def test_nothing_half_typed_goes_to_another_person(self, app, diary, me, bo):
        diary.entries.log(me, **NATTO | {"date": diary.people.today(me)})
        app.run()
        act(app, "Natto", "edit")
        labelled(app.text_input, "What did you eat?").input("2 eggs").run()
        assert "Save" in labels(app.button)
        switch(app, bo)
        assert labelled(app.text_input, "What did you eat?").value == ""
        switch(app, me)
        assert labelled(app.text_input, "What did you eat?").value == ""
        assert "Save" not in labels(app.button)
        assert diary.entries.of(bo) == []

    def test_a_notice_about_one_person_is_not_shown_with_another(self, app, diary, me, bo):
        click(app, "Show me a sample week")
        assert "A sample week is in the diary" in shown(app)
        app.run()  # as a second click does
        assert "A sample week is in the diary" in shown(app)
        switch(app, bo)
        assert "A sample week is in the diary" not in shown(app)


class TestList:
    def test_shows_everybody_with_what_they_logged(self, page, diary, me, bo):
        diary.entries.log(bo, **NATTO)
        page.run()
        nobody, other = rows(page)
        assert (nobody["Me"], nobody["Last logged"]) == (
            "Food from: World (all readings alike)",
            "nothing yet",
        )
        assert set(list(nobody.values())[2:]) == {"–"}
        assert other["Bo"] == "Food from: Europe · 1 day logged in all"
        assert other["Last logged"] == "Tuesday 10 February"
        assert other["This week"] == "0 days"
        assert list(nobody)[1:] == list(other)[1:]
        assert shown(page).count("open now") == 1

    def test_sums_up_how_much_how_steady_and_what_is_new(self, page, diary, me, bo):
        today = diary.people.today(bo)
        diary.people.edit(bo, takes_vka=True)
        for days, item, unit in ((9, "cheese-brie", "wedge"), (1, "natto", "pack")):
            day = today - timedelta(days=days)
            diary.entries.log(bo, date=day, item_id=item, amount=1, unit=unit)
        page.run()
        _, told = rows(page)
        assert told["Bo"].endswith("takes a vitamin K antagonist · 2 days logged in all")
        assert told["Last logged"] == "yesterday"
        assert told["This week"] in ("0 days", "1 day")
        person, frame = diary.people.get(bo), diary.entries.frame(bo)
        by_day = diary.foods(bo).estimate(person, frame, "day")
        low, high = sorted(daily_totals(by_day, supplements=False))
        assert told["Lowest, highest"] == f"{figure(low)} to {figure(high)} µg"
        assert told["K2 a day, 4 weeks"] == f"{figure((low + high) / 2)} µg"
        assert told["New, rich in MK-7"] == "Natto"

    def test_opens_another_diary(self, page, diary, me, bo):
        page.run()
        click(page, "Open")
        assert open_now(page) == bo
        assert page.header[0].value == "Settings: Bo"
        go(page, "app_pages/log.py")
        assert labelled(page.selectbox, "Person").value == bo

    def test_with_nobody_chosen_it_still_lists_and_adds(self, launch, diary, bo):
        at = launch(PAGE, person="999")
        assert not at.error
        assert labels(at.button) == ["Week", "Open", "Week", "Open", "Add person"]
        labelled(at.text_input, "Name of another person").input("Cy")
        click(at, "Add person")
        assert at.header[0].value == "Settings: Cy"


class TestAdd:
    def test_a_name_is_enough_and_the_new_diary_is_open(self, page, diary, me):
        labelled(page.text_input, "Name of another person").input("Bo")
        click(page, "Add person")
        new = diary.people.all()[1]
        assert (new.name, new.color, open_now(page)) == ("Bo", COLORS[1], new.id)
        assert "Added: Bo. The new diary is open" in shown(page)
        assert labelled(page.text_input, "Name of another person").value == ""

    @pytest.mark.parametrize(("name", "words"), [("", "Write one"), ("ME", "belongs to another")])
    def test_a_name_that_cannot_be_is_refused_and_stays(self, page, diary, me, name, words):
        labelled(page.text_input, "Name of another person").input(name)
        click(page, "Add person")
        assert words in page.error[0].value
        assert labelled(page.text_input, "Name of another person").value == name
        assert len(diary.people.all()) == 1
        assert open_now(page) == me


class TestSettings:
    def test_each_is_saved(self, page, diary, me):
        labelled(page.text_input, "Name").input("Ada")
        labelled(page.radio, "Colour").set_value("brown")
        for label, value in [
            ("Food from", "EA"),
            ("Time zone", "Asia/Tokyo"),
            ("A day begins at", 4),
            ("A week is shown from", "saturday"),
            ("Cups and spoons", "metric"),
        ]:
            labelled(page.selectbox, label).select(value)
        page.checkbox[0].check()
        labelled(page.checkbox, "Take all amounts as exact").check()
        click(page, "Save settings")
        saved = diary.people.get(me)
        assert (saved.name, saved.color, saved.region) == ("Ada", "brown", "EA")
        assert (saved.time_zone, saved.day_start_hour) == ("Asia/Tokyo", 4)
        assert (saved.week_start, saved.cup, saved.takes_vka) == ("saturday", "metric", True)
        assert saved.exact_amounts
        assert page.success[0].value == "Settings saved\\."
        assert page.header[0].value == "Settings: Ada"
        assert PROFILE_COLOURS["brown"] in bar(page)[0]

    def test_who_takes_an_antagonist_is_told_before_all_else(self, page, diary, me):
        assert "keep vitamin K intake steady" in shown(page)  # what would be said
        page.checkbox[0].check()
        click(page, "Save settings")
        assert "keep vitamin K intake steady" in page.warning[0].value

    @pytest.mark.parametrize(("name", "words"), [(" ", "Write one"), ("bo", "belongs to another")])
    def test_a_refused_name_leaves_all_as_typed(self, page, diary, me, bo, name, words):
        labelled(page.text_input, "Name").input(name)
        labelled(page.selectbox, "Food from").select("US")
        click(page, "Save settings")
        assert words in page.error[0].value
        assert labelled(page.text_input, "Name").value == name
        assert labelled(page.selectbox, "Food from").value == "US"
        assert diary.people.get(me).region == "world"

    def test_undo_brings_the_old_ones_back_into_the_form(self, page, diary, me):
        labelled(page.text_input, "Name").input("Ada")
        click(page, "Save settings")
        click(page, "Undo: settings changed")
        assert labelled(page.text_input, "Name").value == FIRST_NAME
        assert diary.people.get(me).name == FIRST_NAME

    def test_a_time_zone_that_is_on_no_list_is_kept(self, page, diary, me):
        diary.people.edit(me, time_zone="Factory")
        page.run()
        click(page, "Save settings")
        assert diary.people.get(me).time_zone == "Factory"

    def test_the_form_is_that_of_the_person_opened(self, page, diary, me, bo):
        page.run()
        labelled(page.text_input, "Name").input("Half-typed")
        switch(page, bo)
        assert labelled(page.text_input, "Name").value == "Bo"
        assert labelled(page.selectbox, "Food from").value == "EU"


class TestDelete:
    def test_files_are_offered_first_where_anything_is_logged(self, page, diary, me):
        assert not page.get("download_button")
        diary.entries.log(me, **NATTO)
        page.run()
        files = [element.proto.label for element in page.get("download_button")]
        assert files == ["Weekly CSV", "CSV of every entry"]

    def test_is_said_and_nobody_elses_diary_opens(self, page, diary, me, bo):
        page.run()
        click(page, f"Delete {FIRST_NAME}")
        assert [one.name for one in diary.people.all()] == ["Bo"]
        assert "Deleted: Me. The diary can be brought back." in shown(page)
        assert open_now(page) is None
        assert "Save settings" not in labels(page.button)

    @pytest.mark.parametrize("label", ["Bring back Me", "Bring back"])
    def test_bringing_back_opens_the_diary_again(self, page, diary, me, bo, label):
        diary.entries.log(me, **NATTO)
        page.run()
        click(page, f"Delete {FIRST_NAME}")
        assert "1 entry kept" in shown(page)
        click(page, label)
        assert "Brought back: Me, with all" in shown(page)
        assert open_now(page) == me
        assert len(diary.entries.of(me)) == 1

    def test_a_name_taken_meanwhile_is_said(self, page, diary, me, bo):
        page.run()
        click(page, f"Delete {FIRST_NAME}")
        diary.people.add(FIRST_NAME)
        click(page, "Bring back Me")
        assert "belongs to another person" in page.error[0].value
        assert [one.id for one in diary.people.deleted()] == [me]

    def test_erasing_takes_a_second_step_that_says_how_much_goes(self, page, diary, me, bo):
        for _ in range(2):
            diary.entries.log(me, **NATTO)
        page.run()
        click(page, f"Delete {FIRST_NAME}")
        click(page, "Erase for good")
        assert "This erases Me with 2 entries" in page.warning[0].value
        click(page, "Keep")
        assert [one.id for one in diary.people.deleted()] == [me]
        assert not page.warning
        click(page, "Erase for good")
        click(page, "Erase 2 entries")
        assert diary.people.deleted() == []
        assert "Erased: Me, with 2 entries." in shown(page)
        assert "Deleted people" not in [head.value for head in page.header]

    def test_after_the_last_person_an_empty_diary_begins(self, page, diary, me):
        diary.people.edit(me, name="Ada")
        diary.entries.log(me, **NATTO)
        page.run()
        click(page, "Delete Ada")
        (new,) = diary.people.all()
        assert (new.name, diary.entries.of(new.id), open_now(page)) == (FIRST_NAME, [], new.id)
        assert "Deleted: Ada" in shown(page)
        assert "person" not in page.query_params
        click(page, "Bring back Ada")
        assert open_now(page) == me

    @pytest.mark.parametrize("name", HOSTILE)
    def test_any_name_can_be_deleted_and_erased(self, page, diary, me, bo, name):
        diary.people.edit(me, name=name)
        page.run()
        click(page, f"Delete {name}")
        assert f"Deleted: {name}." in shown(page)
        click(page, "Erase for good")
        click(page, "Erase 0 entries")
        assert f"Erased: {name}," in shown(page)
