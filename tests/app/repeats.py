"""Presses of what can be logged again, which a component draws in the browser."""

from tests.app.drawn_in_browser import data, parts, trigger


def offered(app) -> list[str]:
    """Return what is offered, as it is called."""
    return [button["label"] for part in parts(app, "buttons") for button in data(part)["buttons"]]


def press(app, label: str) -> None:
    """Press what is called so."""
    for part in parts(app, "buttons"):
        for button in data(part)["buttons"]:
            if button["label"] == label:
                trigger(app, part, "press", {"key": button["key"], "token": button["token"]})
                return
    raise AssertionError(f"nothing called {label} is offered")
