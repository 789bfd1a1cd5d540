"""Clicks on the rows of a day's entries, which a component draws in the browser."""

import json
from typing import Any

from tests.app.drawn_in_browser import data, parts, send, trigger


def rows(app) -> list[dict[str, Any]]:
    """Return what the browser is told of each row."""
    return [row for drawn in parts(app, "rows") for row in data(drawn)["rows"]]


def act(app, name: str, asked: str) -> None:
    """Click a button of the first row whose entry has a name: edit, delete, again ..."""
    for drawn in parts(app, "rows"):
        for row in data(drawn)["rows"]:
            if row["name"] == name:
                trigger(app, drawn, "act", {"act": asked, "id": row["id"]})
                return
    raise AssertionError(f"no row of {name}")


def tick(app, *names: str) -> None:
    """Have these rows, and no others, ticked."""
    for drawn in parts(app, "rows"):
        ids = [row["id"] for row in data(drawn)["rows"] if row["name"] in names]
        send(app, drawn.id, json_value=json.dumps({"ticked": {"ids": ids}}))
