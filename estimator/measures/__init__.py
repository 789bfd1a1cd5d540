"""Amounts and units: how they are written, and what they come to in grams."""
