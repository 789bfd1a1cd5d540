"""Words and tables of the page Trends."""
