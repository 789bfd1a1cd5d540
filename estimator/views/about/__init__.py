"""Words and tables of the page About K2."""
