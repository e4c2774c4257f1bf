"""Places: their p-codes, their shapes, and points inside them; those of the Central African Republic, or another's."""

HOME = "CAF"  # the country whose places stand in data/reference
