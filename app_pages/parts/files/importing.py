"""Importing a file: a preview first, then foods matched, then the whole imported at once."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import streamlit as st

from app_pages.parts.files import finishing
from app_pages.parts.files.import_preview import (
    draw_changed,
    draw_left_out,
    draw_servings,
    draw_understood,
)
from app_pages.parts.shared import session
from estimator.diary_values import EARLIEST_DATE, Profile
from estimator.errors import InputError
from estimator.importing.file_opening import read_sheet
from estimator.importing.file_reading import code_names
from estimator.importing.file_rows import WEIGHTS, Choices, FileRead
from estimator.importing.import_plan import ImportPlan
from estimator.importing.layout import Layout
from estimator.importing.sheet import Sheet
from estimator.importing.values import DATE_ORDERS
from estimator.importing.which_layout import chosen_layout, layout_of
from estimator.views.files.finishing import choice_words
from estimator.views.files.importing import (
    FIELD_LABELS,
    IMPORT_INTRO,
    TOOLS,
    imported_words,
    plan_words,
    totals_table,
)
from estimator.views.shared.figures import counted
from estimator.views.shared.markdown import plain

Result = TypeVar("Result")

MARKS = {"a point (1.5)": ".", "a comma (1,5)": ","}
PREVIEWED = "import-preview"
ABOUT_THE_FILE = (
    "import-column-",
    "import-date-order",
    "import-decimal-mark",
    "import-person",
    "import-weight",
    "import-servings",
)
"""Prefixes of the widget keys that belong to one file and are dropped with it."""


def draw(profile: Profile) -> None:
    """Take a file, show what it would change, and offer to import it."""
    st.header("Import")
    st.markdown(IMPORT_INTRO)
    st.caption(TOOLS)
    uploaded = st.file_uploader(
        "A diary from a file (CSV, Excel, a zip of them, or NHANES as XPT)", key="import-file"
    )
    if uploaded is None:
        _draw_names(profile)
        return
    try:
        sheet = _read_once("import-sheet", uploaded, _sheet)
        layout = layout_of(sheet) or _choose_columns(sheet)
        if layout is not None:
            _draw_file(profile, sheet, layout, uploaded.file_id)
    except InputError as error:
        st.error(plain(str(error)))


def _read_once(key: str, uploaded: Any, read: Callable[[Any], Result]) -> Result:
    """Read a file once, however often the page is drawn."""
    kept = st.session_state.get(key)
    if kept is None or kept[0] != uploaded.file_id:
        kept = st.session_state[key] = uploaded.file_id, read(uploaded)
    result: Result = kept[1]
    return result


def _sheet(uploaded: Any) -> Sheet:
    """Read a file, and forget what was said of the one before."""
    sheet = read_sheet(uploaded.getvalue(), uploaded.name)
    finishing.begin()
    for key in [key for key in st.session_state if str(key).startswith(ABOUT_THE_FILE)]:
        del st.session_state[key]
    return sheet


def _code_names(uploaded: Any) -> dict[str, str]:
    return code_names(read_sheet(uploaded.getvalue(), uploaded.name))


def _choose_columns(sheet: Sheet) -> Layout | None:
    """Let the person say which column is what, of a file of an unknown layout."""
    st.subheader("Which column is what?")
    st.markdown("The names of the columns are of no program known here. The first rows:")
    rows = [cells for (_, cells), _ in zip(sheet.rows(), range(5), strict=False)]
    st.dataframe(
        [dict(zip(sheet.header, cells, strict=False)) for cells in rows],
        hide_index=True,
        alt="The first rows of the file",
    )
    columns = {}
    with st.container(horizontal=True):
        for field, label in FIELD_LABELS.items():
            columns[field] = st.selectbox(
                label,
                ["", *dict.fromkeys(sheet.header)],
                format_func=lambda one: one or "–",
                key=f"import-column-{field}",
                width=220,
            )
    try:
        return chosen_layout(columns)
    except InputError as error:
        st.info(plain(str(error)))
        return None


def _draw_file(profile: Profile, sheet: Sheet, layout: Layout, file_id: str) -> None:
    chosen = finishing.chosen()
    choices = _draw_choices(profile, sheet, layout)
    read, plan = _preview(profile, sheet, choices, chosen, file_id)
    st.subheader("What is in it")
    for sentence in read.sniffed:
        st.markdown(plain(sentence))
    asked = _draw_asks(read)
    st.subheader("What would change")
    st.markdown(f"**{plain(plan_words(read, plan))}**")
    st.dataframe(totals_table(plan), hide_index=True, alt="What becomes of the rows of the file")
    foods = session.diary().foods(profile.id)
    draw_changed(plan, foods.table)
    draw_understood(plan, foods.table)
    draw_left_out(plan)
    draw_servings(plan)
    kept = {name.name: name.item_id for name in session.diary().imports.names(profile.id)}
    finishing.draw(profile, plan, foods, kept)
    # It stays where it is once all is imported: what came in its place would be clicked instead.
    st.button(
        f"Import into the diary of {plain(profile.name)}",
        key=f"import-{file_id}",
        type="primary",
        on_click=session.attempt,
        args=(lambda: _apply(profile, plan, chosen), None, ("import", file_id, plan.seen)),
        disabled=asked or (plan.changes_nothing and not chosen.items() - kept.items()),
    )


def _preview(
    profile: Profile, sheet: Sheet, choices: Choices, chosen: Mapping[str, str], file_id: str
) -> tuple[FileRead, ImportPlan]:
    """Preview the file once per answer, as a long one takes some seconds."""
    asked = file_id, profile, choices, dict(chosen), session.diary().history.steps(profile.id)
    kept = st.session_state.get(PREVIEWED)
    if kept is None or kept[0] != asked:
        progress = st.empty()
        kept = (
            asked,
            *session.diary().imports.preview(
                profile.id,
                sheet,
                choices,
                chosen,
                lambda what, rows: progress.caption(f"{rows:,} rows {what}"),
            ),
        )
        progress.empty()
        st.session_state[PREVIEWED] = kept
    return kept[1], kept[2]


def _apply(profile: Profile, plan: ImportPlan, chosen: Mapping[str, str]) -> str:
    st.session_state[PREVIEWED] = None
    return imported_words(session.diary().imports.apply(profile.id, plan, chosen))


def _draw_choices(profile: Profile, sheet: Sheet, layout: Layout) -> Choices:
    """Ask what the file may not say itself, as far as it was asked about before."""
    state = st.session_state
    names: Mapping[str, str] = {}
    if not layout.has_dates:
        first_day = st.date_input(
            "Day of the first recall",
            None,
            key="import-first-day",
            min_value=EARLIEST_DATE,
            max_value=session.diary().people.today(profile.id),
            format="YYYY-MM-DD",
            width=200,
        )
        codes = st.file_uploader("Names of the food codes (DRXFCD, CSV or XPT)", key="import-codes")
        if codes is not None:
            names = _read_once("import-code-names", codes, _code_names)
    else:
        first_day = None
    return Choices(
        layout=layout,
        date_order=state.get("import-date-order") or "",
        person=state.get("import-person"),
        first_day=first_day,
        weight=state.get("import-weight") or "",
        decimal_mark=MARKS.get(state.get("import-decimal-mark") or "", ""),
        code_names=names,
        ordinary_servings=bool(state.get("import-servings")),
    )


def _draw_asks(read: FileRead) -> bool:
    """Ask what the file leaves open; return whether it can't be imported before it is told."""
    state = st.session_state
    if "date_order" in read.asks or state.get("import-date-order"):
        st.radio(
            "Every date reads both ways. Which comes first?",
            DATE_ORDERS,
            index=None,
            key="import-date-order",
            horizontal=True,
        )
    if "decimal_mark" in read.asks or state.get("import-decimal-mark"):
        st.radio(
            "An amount like 1.250 reads both ways. What marks decimals in this file?",
            MARKS,
            index=None,
            key="import-decimal-mark",
            horizontal=True,
        )
    if "weight" in read.asks or state.get("import-weight"):
        st.radio(
            "The serving weight of this file is that …",
            WEIGHTS,
            index=None,
            key="import-weight",
            horizontal=True,
        )
    if len(read.persons) > 1:
        st.selectbox(
            "Whose rows?",
            read.persons,
            index=None,
            placeholder="Choose a person of the file",
            key="import-person",
        )
    if "person" in read.asks:
        st.info("The file has rows of several people. Choose whose are to be imported.")
    return "person" in read.asks


def _draw_names(profile: Profile) -> None:
    """List the names that were chosen so far, with a way to forget each."""
    diary = session.diary()
    names = diary.imports.names(profile.id)
    if not names:
        return
    table = diary.foods(profile.id).table
    with st.expander(f"{counted(len(names), 'name')} of foods you chose"):
        for name in names:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"{plain(name.name)}: {plain(choice_words(name.item_id, table))}")
                st.button(
                    "Forget",
                    key=f"forget-{name.name}",
                    type="tertiary",
                    on_click=session.attempt,
                    args=(
                        lambda name=name.name: diary.imports.forget_name(profile.id, name),
                        "Forgotten. What is logged stays.",
                        ("forget", name.name),
                    ),
                )
