"""Disclosure control of additive tables of counts: which cells to withhold, and the proof that it is enough."""
