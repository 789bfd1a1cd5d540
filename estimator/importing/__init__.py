"""Diaries of other tools, and our own CSV, read back: what is in a file, and what it would change.

Nothing here writes. A file is read (`sheet`) and told apart by the names of its columns
(`layouts`); its columns are read by distinct texts (`columns`, `cells`, `row_columns`). For a
diary its rows become records (`reading`, `rows`), their foods items of the table (`matching`),
and the whole a plan of what would change (`plan`), which the diary carries out; for an estimate
they become a frame (`record_reader`, `weighing`).
"""
