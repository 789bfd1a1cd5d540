"""What benchmarks have in common: a figure beside another of the same run, and the machine."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class Ratio:
    """One line of the table of all benchmarks.

    Attributes
    ----------
    benchmark : str
        Its module.
    what : str
    value : float
    unit : str
    beside : str
        What it is compared with, of the same run.
    ratio : float
        How many times that it is; less is better.
    """

    benchmark: str
    what: str
    value: float
    unit: str
    beside: str
    ratio: float


@dataclass(frozen=True)
class Machine:
    """How busy a machine is.

    Attributes
    ----------
    processors : int
    waiting : float
        How many processes ran or waited to, on average of the last minute.
    """

    processors: int
    waiting: float

    @classmethod
    def now(cls) -> "Machine":
        """Return how busy it is now."""
        return cls(os.cpu_count() or 1, os.getloadavg()[0])


def table(ratios: Sequence[Ratio], before: Machine, after: Machine, day: date) -> str:
    """Return all as Markdown, with how the machine was."""
    model = ""
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [line for line in info.read_text("utf-8").splitlines() if "model name" in line]
        model = f" ({names[0].partition(':')[2].strip()})" if names else ""
    busy = f"{before.waiting:.1f} at the beginning and {after.waiting:.1f} at the end"
    lines = [
        f"{day}, Python {platform.python_version()}, {before.processors} processors{model}; "
        f"processes that ran or waited to: {busy}. Where these are more than the processors, times "
        "of the clock say little, those of the processor and ratios more.",
        "",
        "| benchmark | what | | beside, in the same run | ratio |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {one.benchmark} | {one.what} | {one.value:,.3g} {one.unit} | {one.beside} "
        f"| {one.ratio:.2f} |"
        for one in ratios
    ]
    return "\n".join(lines)
