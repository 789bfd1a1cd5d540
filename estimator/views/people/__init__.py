"""Words of the page People."""
