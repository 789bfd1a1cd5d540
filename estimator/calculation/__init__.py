"""The formula: from what was eaten to the intake of each form, with its range."""
