"""What people and files name is shown as written, and acts as nothing else."""

import pytest

from estimator.views.shared.markdown import WORD_JOINER, plain


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("http://evil.example/x", "://"),
        ("HTTPS://evil.example", "://"),
        ("see www.evil.example", "www."),
        ("ada@evil.example", "@evil"),
        (":smile: :+1: :material/home: :streamlit:", ":smile"),
        ("a -> b <- c <-> d -- e >= f <= g ~= h", "->"),
    ],
)
def test_nothing_of_it_is_looked_for(text, never):
    shown = plain(text)
    assert never not in shown.replace("\\", "")
    assert shown.replace("\\", "").replace(WORD_JOINER, "") == text


@pytest.mark.parametrize("text", ["Oma's soup", "Käse 45+", "12:30", "a/b", "50 % fat, 30 g"])
def test_other_text_has_no_mark_of_no_width(text):
    assert WORD_JOINER not in plain(text)
