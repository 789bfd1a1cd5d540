"""Estimates intake of vitamin K2 (menaquinones) by form from what somebody ate."""

__version__ = "0.1.0"
