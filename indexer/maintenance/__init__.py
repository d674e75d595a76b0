"""Maintenance of an index: check, repair, rebuild, backup, statistics."""
