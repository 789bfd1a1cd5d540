"""Alembic's environment, and the migrations in ``versions``; they only go forward."""
