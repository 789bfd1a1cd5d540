"""Words of the page Log."""
