"""Exports of other systems whose shape is not one row a fact: each is read by a module of its own."""
