"""Shows how typed text was understood, food by food, with a choice where that is in doubt."""

from dataclasses import dataclass, field

import streamlit as st

from app_pages.parts.shared import keyboard, safely, session
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import NAME_LENGTH, Profile
from estimator.foods.items import Supplement
from estimator.measures.units import Measures
from estimator.views.log.quick_add import names_nothing, row_markdown, row_reason
from estimator.views.my_foods.lines import form_warnings, spoken_name
from estimator.views.shared.markdown import plain
from estimator.words import NotUnderstood, Row, Status, Understood, read_words, with_item


@dataclass(frozen=True)
class ShownRows:
    """How a text was read when it was last shown to its end."""

    text: str = ""
    rows: tuple[Row, ...] = ()
    chosen: dict[str, str | None] = field(default_factory=dict)
    """Which food was chosen, its id by the key of each choice."""

    @property
    def understood(self) -> list[Understood]:
        """The rows that can be logged."""
        return [row for row in self.rows if isinstance(row, Understood)]

    @property
    def rest(self) -> list[NotUnderstood]:
        """The others."""
        return [row for row in self.rows if isinstance(row, NotUnderstood)]

    def is_of(self, text: str) -> bool:
        """Whether this is still how a text is read: no food was chosen since it was shown."""
        now = st.session_state
        return text.strip() == self.text and all(
            now.get(key) == item_id for key, item_id in self.chosen.items()
        )


def draw(profile: Profile, text: str, box: str) -> ShownRows:
    """Draw how a text is read; return the rows, with the foods that were chosen.

    Parameters
    ----------
    profile : Profile
    text : str
        What is in the box.
    box : str
        Key of the box.

    Raises
    ------
    InputError
        If the text is too long.
    """
    foods = session.diary().foods(profile.id)
    measures = foods.measures(profile)
    familiar = [item.item_id for item in session.diary().repeats.familiar_items(profile.id)]
    spoken = st.context.locale or ""
    rows = session.diary().kinds.as_meant(
        profile.id, read_words(text, foods.table, measures, familiar, spoken), spoken
    )
    alone = len(rows) == 1
    chosen: dict[str, str | None] = {}
    drawn = [
        _draw_row(profile, foods, measures, f"{box}-{place}-{row.text}", box, row, alone, chosen)
        for place, row in enumerate(rows)
    ]
    return ShownRows(text.strip(), tuple(drawn), chosen)


def _draw_row(
    profile: Profile,
    foods: PersonalFoods,
    measures: Measures,
    key: str,
    box: str,
    row: Row,
    alone: bool,
    choices: dict[str, str | None],
) -> Row:
    # Of a food by itself all it can be is listed, like the answers of a search.
    asked = row.status == Status.DOUBTFUL
    if asked or (isinstance(row, Understood) and alone and len(row.alternatives) > 1):
        question = "Which food?" if alone else f"Which food is “{spoken_name(row.text)}”?"
        offered = {item.item_id: item for item in row.alternatives}
        chosen = st.pills(
            question,
            list(offered),
            # What is only similar is offered, and not logged before it is chosen.
            default=None if asked else row.alternatives[0].item_id,
            format_func=lambda item_id: plain(offered[item_id].name),
            required=not asked,
            key=key,
        )
        choices[key] = chosen
        if chosen is None:
            st.caption(plain(row_reason(row)))
            return row
        row = with_item(row, offered[chosen], measures)
    if isinstance(row, NotUnderstood):
        _draw_not_understood(row, key, box)
        return row
    st.markdown(row_markdown(row, foods.composition(profile.region)))
    if profile.takes_vka and isinstance(row.item, Supplement):
        for warning in form_warnings(row.item.dose_ug):
            st.warning(warning)
    return row


def _draw_not_understood(row: NotUnderstood, key: str, box: str) -> None:
    """Say why, and offer the nearest foods and a food of one's own."""
    said = plain(f"“{row.text}”: {row.reason}")
    if names_nothing(row):
        st.caption(said)
        return
    st.warning(said)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for place, item in enumerate(row.alternatives):
            st.button(
                f"{plain(item.name)}?",
                key=f"{key}-nearest-{place}",
                on_click=safely.callback(_replace),
                args=(box, row.text, item.name),
            )
        st.page_link(
            "app_pages/my_foods.py",
            label="Add it as a food of your own",
            query_params={"new": "food", "name": row.text[:NAME_LENGTH]},
        )


def _replace(box: str, text: str, name: str) -> None:
    st.session_state[box] = st.session_state[box].replace(text, name, 1)
    keyboard.focus(box)
