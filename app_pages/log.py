"""Log: what was eaten on a day, and the K2 in it."""

from datetime import date, timedelta
from uuid import uuid4

import streamlit as st

from app_pages import session
from estimator.charts import day_alt, day_chart
from estimator.foods import Item, food_table
from estimator.intake import estimate
from estimator.records import EARLIEST_DATE, MEALS, Entry, Profile
from estimator.summary import caveat, not_counted
from estimator.units import Measures
from estimator.views import (
    EntryLine,
    entry_lines,
    form_table,
    forms_without_data,
    headline,
    not_counted_lines,
    plain,
)

MATCHES_SHOWN = 8


def draw() -> None:
    """Draw the page."""
    st.title("Log")
    profile = session.current_profile()
    session.draw_sample_banner(profile)
    day = choose_day(profile)
    session.draw_notice()
    item = find_food(profile)
    if item:
        draw_entry_form(profile, day, item)
    entries = session.diary().day(profile.id, day)
    st.header("Eaten this day" if entries else "Nothing logged this day")
    if entries:
        draw_day(profile, entries, day)
    elif session.diary().logged_span(profile.id) is None:
        session.draw_empty_state(profile)
    session.draw_undo(profile)


def choose_day(profile: Profile) -> date:
    """Let the person choose a day, today to begin with."""
    today = session.diary().today(profile.id)
    if "day" not in st.session_state and "day" not in st.query_params:
        st.session_state["day"] = today
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.button("‹ Day before", key="day-before", on_click=move_day, args=(-1, today))
        day = st.date_input(
            "Day",
            key="day",
            min_value=EARLIEST_DATE,
            max_value=today,
            format="YYYY-MM-DD",
            width=160,
            bind="query-params",
        )
        st.button(
            "Day after ›",
            key="day-after",
            on_click=move_day,
            args=(1, today),
            disabled=day >= today,
        )
    return day


def move_day(days: int, today: date) -> None:
    """Go some days on or back."""
    st.session_state["day"] = min(st.session_state["day"] + timedelta(days=days), today)


def find_food(profile: Profile) -> Item | None:
    """Search as the person types, and return the food chosen among what matches."""
    turn = st.session_state.setdefault("turn", uuid4().hex)
    text = st.text_input(
        "Food or supplement",
        key=f"search-{turn}",
        type="search",
        live=True,
        max_chars=100,
        placeholder="Type a name in any language: natto, Gouda, egg, Hüttenkäse …",
    )
    if text:
        found = {hit.item.item_id: hit for hit in food_table().search(text, MATCHES_SHOWN)}
        if not found:
            st.info(f"“{plain(text)}” is not in the food table. Try one word, or a similar food.")
            return None
        names = {
            item_id: plain(hit.item.name)
            + ("" if hit.matched == hit.item.name else f" ({plain(hit.matched)})")
            for item_id, hit in found.items()
        }
        label, first = "Matches", 0
    else:
        recent = session.diary().recent_items(profile.id, MATCHES_SHOWN)
        names = {item.item_id: plain(item.name) for item in recent}
        if not names:
            return None
        label, first = "Eaten lately", None
    chosen = st.radio(
        label,
        list(names),
        index=first,
        format_func=names.__getitem__,
        key=f"match-{turn}-{text}",
        horizontal=not text,
    )
    return food_table().get(chosen) if chosen else None


def draw_entry_form(profile: Profile, day: date, item: Item) -> None:
    """Ask how much, in which unit and at which meal."""
    turn = st.session_state["turn"]
    keys = {name: f"{name}-{turn}-{item.item_id}" for name in ("amount", "unit")}
    with st.form("entry"), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("Amount", "1", key=keys["amount"], max_chars=40, width=110)
        st.selectbox("Unit", Measures(profile.cup).units_for(item), key=keys["unit"], width=220)
        draw_meal_choice("meal")
        st.form_submit_button(
            "Add",
            type="primary",
            on_click=add_entry,
            args=(profile.id, day, item.item_id, keys, turn),
        )


def draw_meal_choice(key: str, meal: str | None = None) -> str | None:
    """Ask for the meal, which may stay open."""
    choices = ["", *MEALS]
    chosen = st.selectbox(
        "Meal",
        choices,
        index=choices.index(meal or ""),
        format_func=lambda choice: choice.capitalize() or "Not said",
        key=key,
        width=140,
        persist_state="session",
    )
    return chosen or None


def add_entry(profile_id: int, day: date, item_id: str, keys: dict[str, str], turn: str) -> None:
    """Log the entry, once however often the button is clicked, and begin anew."""

    def log() -> str:
        entry = session.diary().log(
            profile_id,
            date=day,
            item_id=item_id,
            amount=st.session_state[keys["amount"]],
            unit=st.session_state[keys["unit"]],
            meal=st.session_state["meal"] or None,
            token=turn,
        )
        return f"Added: {food_table().get(item_id).name}, {entry.amount:g} {entry.unit}."

    if session.attempt(log):
        st.session_state["turn"] = uuid4().hex


def draw_day(profile: Profile, entries: list[Entry], day: date) -> None:
    """Show the day's entries and the K2 in them."""
    frame = session.diary().frame(profile.id, day, day)
    estimated = estimate(frame, "day", profile.region)
    for line in entry_lines(entries, estimated, food_table()):
        draw_entry(profile, line)
    intake = estimated.intake
    words = headline(intake)
    st.header("K2 this day")
    with st.container(horizontal=True):
        st.metric("From food", words.amount)
        st.metric("Range (90 %)", words.range or "–")
        if words.supplements:
            st.metric("From supplements", words.supplements)
    st.caption(f"Covered: {words.coverage}. Supplements are counted by label, apart from food.")
    if words.range:
        st.altair_chart(day_chart(intake), alt=day_alt(intake))
    period = estimated.periods.iloc[0]
    st.markdown(plain(caveat(period["natto_share"], period["without_natto_ug"], 1, period="day")))
    with st.expander("By form"):
        st.dataframe(
            form_table(intake), hide_index=True, height="content", alt="K2 of the day by form"
        )
        st.caption(f"No data on what was eaten: {forms_without_data(intake) or 'none'}.")
    missing = not_counted_lines(not_counted(estimated), food_table())
    if missing:
        st.caption("Not wholly counted, for want of data: " + plain("; ".join(missing)) + ".")


def draw_entry(profile: Profile, line: EntryLine) -> None:
    """Draw one entry with its buttons, or the form to change it."""
    entry = line.entry
    with st.container(border=True, key=f"entry-{entry.id}"):
        if st.session_state.get("editing") == entry.id:
            draw_edit_form(profile, line)
            return
        details = [line.amount, entry.meal, "sample" if entry.sample else None, line.k2]
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                f"**{plain(line.name)}** · " + " · ".join(plain(text) for text in details if text),
                width="stretch",
            )
            if entry.kind == "food":
                st.page_link(
                    "app_pages/foods.py", label="Sources", query_params={"food": entry.item_id}
                )
            st.button(
                "Edit",
                key=f"edit-{entry.id}",
                type="tertiary",
                on_click=st.session_state.__setitem__,
                args=("editing", entry.id),
            )
            st.button(
                "Delete",
                key=f"delete-{entry.id}",
                type="tertiary",
                on_click=session.attempt,
                args=(lambda: delete(profile, line),),
            )


def delete(profile: Profile, line: EntryLine) -> str:
    """Delete an entry and say so."""
    session.diary().delete(profile.id, [line.entry.id])
    return f"Deleted: {line.name}. Undo brings it back."


def draw_edit_form(profile: Profile, line: EntryLine) -> None:
    """Ask for another amount, unit, meal or day."""
    entry = line.entry
    item = food_table().get(entry.item_id)
    units = Measures(profile.cup).units_for(item)
    units = units if entry.unit in units else [entry.unit, *units]
    with st.form(f"change-{entry.id}", border=False):
        st.markdown(f"**{plain(line.name)}**")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            amount = st.text_input("Amount", f"{entry.amount:g}", max_chars=40, width=110)
            unit = st.selectbox("Unit", units, index=units.index(entry.unit), width=220)
            meal = draw_meal_choice(f"meal-{entry.id}", entry.meal)
            day = st.date_input(
                "Day",
                entry.date,
                min_value=EARLIEST_DATE,
                max_value=session.diary().today(profile.id),
                format="YYYY-MM-DD",
                width=150,
            )
        with st.container(horizontal=True):
            save = st.form_submit_button("Save", type="primary")
            cancel = st.form_submit_button("Cancel")
    if save and session.attempt(
        lambda: (
            session.diary().edit(
                profile.id, entry.id, amount=amount, unit=unit, meal=meal, date=day
            )
            and f"Changed: {line.name}."
        )
    ):
        cancel = True
    if cancel:
        del st.session_state["editing"]
        st.rerun()
    session.draw_notice()


session.show(draw)
