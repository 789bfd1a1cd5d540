"""Words and tables of the page Foods."""
