"""What foods hold: from the evidence to a table, and from the table to arrays."""
