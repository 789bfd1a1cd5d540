"""Cohorts of any size: files larger than memory, in parts, by as many workers as there are."""
