"""Diaries of other tools, and our own CSV, read back: what is in a file, and what it would change.

Nothing here writes. A file is read (`sheet`) and told apart by the names of its columns
(`layouts`); its rows become records (`reading`), their foods items of the table (`matching`),
and the whole a plan of what would change in a diary (`plan`), which the diary carries out.
"""
