"""Estimates intake of vitamin K2 (menaquinones) by form from what somebody ate."""
