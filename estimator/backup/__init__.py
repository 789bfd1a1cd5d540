"""Backups: all diaries of an installation in one file, kept by day, and brought back."""
