"""Places: their p-codes, their shapes, and points inside them; those of the Central African Republic, or another's."""

from pathlib import Path

HOME = "CAF"  # the country whose places stand in data/reference
REFERENCE = Path(__file__).resolve().parent.parent / "data" / "reference"
