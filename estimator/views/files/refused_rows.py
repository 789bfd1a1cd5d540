"""Words and rows for what can't be used of files that are estimated."""

from typing import Final

import numpy as np

from estimator.importing.records import Records
from estimator.views.shared.figures import counted

_SHOWN: Final = 12
"""How many reasons are listed; a file has them all."""


def refusal(records: Records) -> str:
    """Say what is wrong with a file, a line for each distinct fault."""
    bad = counted(len(records.bad_rows), "row")
    return "\n".join([f"{bad} can't be used.", *records.fault_lines(), _HINT])


_HINT: Final = (
    "Mend the file, or add --left-out FILE: the rest is estimated, and FILE has these rows."
)


def left_out_lines(records: Records) -> list[str]:
    """Say what is in doubt, and which rows are left out, the reasons with most rows first."""
    bad = records.bad_rows
    lines = records.doubts()
    if records.empty:
        lines.append(f"{records.file}: {counted(records.empty, 'row')} of nothing eaten.")
    if not len(bad):
        return lines
    whole = np.nansum(records.grams)
    share = f", {np.nansum(records.grams[bad]) / whole:.1%} of its grams" if whole else ""
    rows = counted(len(records.lines), "row")
    lines.append(
        f"{records.file}: {len(bad):,} of {rows} left out{share}, and counted in no figure:"
    )
    reasons = sorted(records.faults, key=lambda fault: -len(fault.rows))
    lines += [f"  {counted(len(one.rows), 'row')}: {one.sentence}" for one in reasons[:_SHOWN]]
    if len(reasons) > _SHOWN:
        more = counted(len(reasons) - _SHOWN, "more reason")
        lines.append(f"  and {more}; --left-out FILE has all rows.")
    return lines
