"""A card as plain text, for a terminal or a printer without a browser."""

from __future__ import annotations
