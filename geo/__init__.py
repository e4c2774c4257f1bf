"""Places of the Central African Republic: their p-codes, their shapes, and points inside them."""
