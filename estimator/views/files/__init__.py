"""Words of the page Files."""
