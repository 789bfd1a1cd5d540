"""Files read by columns, through Arrow, say the same as read row by row, whatever is in them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.errors import InputError
from estimator.importing import plain_csv
from estimator.importing.file_columns import read_columns
from estimator.importing.file_opening import read_sheet
from estimator.importing.which_layout import layout_of, places

TEXTS = [
    "natto",
    "Gouda, aged",
    '5" pan',
    '"raw" milk',
    "",
    "  ",
    "é",
    'a"b"c',
    "1,5",
    "two\nlines",
]
TEXTS += ["=1+1", "NULL", "nan", "\ufeffz", "a\\b"]
WIDTH = 5


def quoted(text):
    plain = not any(mark in text for mark in ',"\n')
    return text if plain else '"' + text.replace('"', '""') + '"'


CELLS = st.sampled_from(TEXTS).map(quoted)
ROWS = st.one_of(
    st.lists(CELLS, min_size=WIDTH, max_size=WIDTH),
    st.lists(CELLS, min_size=WIDTH, max_size=WIDTH),
    st.lists(st.one_of(CELLS, st.sampled_from([*TEXTS, '"open'])), max_size=WIDTH + 2),
)


def said(sheet):
    """What each row of a file says, with its line; or why it is none."""
    try:
        layout = layout_of(sheet)
        columns = read_columns(sheet, layout, places(layout, sheet.header))
    except InputError as error:
        return str(error)
    texts = {
        name: [columns.texts[name][code] for code in codes] for name, codes in columns.codes.items()
    }
    return columns.lines.tolist(), texts, columns.extra


@given(
    rows=st.lists(ROWS, min_size=1, max_size=8),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    last=st.sampled_from(["", "\n", "\n\n"]),
    more=st.sampled_from(["", ",,"]),
    codec=st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]),
    block=st.sampled_from([10, 60, 4_000_000]),
)
def test_by_columns_as_row_by_row(rows, end, last, more, codec, block):
    lines = [f"date,food,amount,unit,other{more}", *map(",".join, rows)]
    data = (end.join(lines) + last).encode(codec, "ignore")
    sheet = read_sheet(data, "made-up.csv")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain_csv, "_BLOCK", block)
        by_columns = said(sheet)
    assert by_columns == said(replace(sheet, _blocks=None))


def test_a_plain_file_is_read_by_columns():
    text = 'date,food,amount,unit\n2026-02-09,"Gouda, aged",40,g\n\n,,,\n2026-02-10,5" pan,1,g\n'
    (block,) = read_sheet(text.encode(), "x.csv").blocks([1, 0])
    assert isinstance(block, plain_csv.ColumnBlock)
    assert block.lines.tolist() == [2, 5]
    assert [texts[code] for codes, texts in block.columns[:1] for code in codes] == [
        "Gouda, aged",
        '5" pan',
    ]
