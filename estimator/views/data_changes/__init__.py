"""Words and tables of the page Data changes."""
