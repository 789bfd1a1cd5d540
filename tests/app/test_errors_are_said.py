"""Nothing that Streamlit runs of the app can end in a traceback: all goes through one place."""

import ast

import pytest

from app_pages.parts.shared import safely
from tests.app.conftest import ROOT
from tests.faults.conftest import said

SAFE_CALLBACKS = {"session.attempt", "attempt", "safely.callback"}
PAGES = sorted((ROOT / "app_pages").rglob("*.py"))


def parsed(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def calls(path):
    return (node for node in ast.walk(parsed(path)) if isinstance(node, ast.Call))


def bypassing(path):
    """What of a module Streamlit would run by itself."""
    for call in calls(path):
        called = ast.unparse(call.func)
        for option in call.keywords:
            is_callback = (option.arg or "").startswith("on_") and option.arg != "on_release"
            if is_callback and not isinstance(option.value, ast.Constant):
                given = option.value.func if isinstance(option.value, ast.Call) else option.value
                if ast.unparse(given) not in SAFE_CALLBACKS:
                    yield f"line {call.lineno}: {option.arg}={ast.unparse(option.value)}"
        if called == "st.download_button":
            data = next((one.value for one in call.keywords if one.arg == "data"), None)
            data = data or call.args[1]
            made = ast.unparse(data.func) if isinstance(data, ast.Call) else ast.unparse(data)
            # What is made beforehand is made by the page.
            if made != "safely.file" and not made.endswith(".encode"):
                yield f"line {call.lineno}: {made} is downloaded"
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Attribute) and ast.unparse(node) in {"st.fragment", "st.dialog"}:
            yield f"line {node.lineno}: {ast.unparse(node)}"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_fragments_callbacks_dialogs_and_downloads_go_through_one_place(path):
    if path.name != "safely.py":
        assert list(bypassing(path)) == []


def test_what_bypasses_it_would_be_found(tmp_path):
    module = tmp_path / "page.py"
    module.write_text(
        "@st.fragment\ndef one(): ...\n"
        "@st.dialog('Sure?')\ndef two(): ...\n"
        "st.button('a', on_click=one)\n"
        "st.button('b', on_click=lambda: one())\n"
        "st.selectbox('c', on_change=safely.callback(one))\n"
        "st.button('d', on_click=session.attempt, args=(one,))\n"
        "st.download_button('e', two, on_click='ignore')\n"
        "st.download_button('f', data=safely.file(two), on_click='ignore')\n",
        encoding="utf-8",
    )
    found = sorted(line.split(":")[0] for line in bypassing(module))
    assert found == ["line 1", "line 3", "line 5", "line 6", "line 9"]


def test_every_page_is_drawn_through_it():
    named = {
        call.args[0].value for call in calls(ROOT / "app.py") if ast.unparse(call.func) == "st.Page"
    }
    assert len(named) > 5
    for page in named:
        *others, last = parsed(ROOT / page).body
        assert ast.unparse(last) == "session.show(draw)", page
        for other in others[1:]:
            assert not isinstance(other, ast.Expr) or isinstance(other.value, ast.Constant), page


def test_an_error_of_a_disk_is_a_sentence_too():
    error = PermissionError(13, "Permission denied", "/backups/day.zip")
    assert safely.sentence(error).startswith("/backups/day.zip can't be used: Permission denied.")
    fault = safely.sentence(KeyError("mk7"))
    assert "The program has a fault here" in fault
    assert "KeyError" in fault


def test_what_a_callback_could_not_do_is_said_by_the_page(launch):
    at = launch("tests/app/failing_callback.py")
    at.button(key="fails").click().run()
    assert not at.exception
    assert "can't be used: No such file" in said(at.error)
    at.run()
    assert not at.error
