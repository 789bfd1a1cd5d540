"""Parts of a page that components draw in the browser, and what a browser sends of them."""

import json
from typing import Any


def parts(app, field: str) -> list[Any]:
    """Return the components that the browser is told a field of."""
    return [one.proto for one in app.get("bidi_component") if field in data(one.proto)]


def data(part) -> dict[str, Any]:
    """Return what the browser is told of a component."""
    told: dict[str, Any] = json.loads(part.json)
    return told


def trigger(app, part, event: str, value: Any) -> None:
    """Send what happened once, such as a click."""
    happened = json.dumps([{"event": event, "value": value}])
    send(app, f"$$STREAMLIT_INTERNAL_KEY_{part.id}__events", json_trigger_value=happened)


def send(app, widget: str, **value: str) -> None:
    """Send a value of a widget beside those of all others, and draw the page anew."""
    states = app._tree.get_widget_states()
    state = states.widgets.add()
    state.id = widget
    for field, text in value.items():
        setattr(state, field, text)
    app._run(states)
    assert not app.exception
