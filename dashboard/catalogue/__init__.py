"""What the figures mean: indicators, caveats and the words of the field, in both languages."""
