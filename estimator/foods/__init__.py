"""The foods of the table: names, portions, sources; and a person's own foods beside them."""
