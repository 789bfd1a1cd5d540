"""Words and tables of the page What if."""
