"""Sync: making the index agree with its sources."""
