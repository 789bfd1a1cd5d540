"""Clicks on the rows of a day's entries, which a component draws in the browser."""

import json
from typing import Any


def rows(app) -> list[dict[str, Any]]:
    """Return what the browser is told of each row."""
    return [row for drawn in _components(app) for row in _data(drawn)["rows"]]


def act(app, name: str, asked: str) -> None:
    """Click a button of the first row whose entry has a name: edit, delete, again ..."""
    for drawn in _components(app):
        for row in _data(drawn)["rows"]:
            if row["name"] == name:
                event = {"event": "act", "value": {"act": asked, "id": row["id"]}}
                _send(
                    app,
                    f"$$STREAMLIT_INTERNAL_KEY_{drawn.id}__events",
                    json_trigger_value=json.dumps([event]),
                )
                return
    raise AssertionError(f"no row of {name}")


def tick(app, *names: str) -> None:
    """Have these rows, and no others, ticked."""
    for drawn in _components(app):
        ids = [row["id"] for row in _data(drawn)["rows"] if row["name"] in names]
        _send(app, drawn.id, json_value=json.dumps({"ticked": {"ids": ids}}))


def _components(app):
    drawn = [one.proto for one in app.get("bidi_component")]
    return [one for one in drawn if "rows" in _data(one)]


def _data(drawn):
    return json.loads(drawn.json)


def _send(app, widget: str, **value: str) -> None:
    states = app._tree.get_widget_states()
    state = states.widgets.add()
    state.id = widget
    for field, text in value.items():
        setattr(state, field, text)
    app._run(states)
    assert not app.exception
