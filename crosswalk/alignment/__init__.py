"""Alignment: what follows from claims, as pure functions over values."""
