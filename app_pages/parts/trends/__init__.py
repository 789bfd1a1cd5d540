"""Parts of the page Trends."""
