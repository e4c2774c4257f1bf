"""The colours of the product, once; .streamlit/config.toml repeats those of the theme (a test compares them)."""

PRIMARY = "#7f2704"
TEXT = "#1f1a17"
PAPER = "#ffffff"

# Fewer actors are darker: the gap is what must be seen, on a screen and on a black-and-white copy alike.
# One hue, luminance rising with the number, so that a photocopy keeps the order.
SCARCITY = ("#7f2704", "#d94801", "#fd8d3c", "#fdbe85", "#feedde")
HATCH = "#8a817b"
BORDER = "#5c534d"
GRID = "#e6dfd9"


def rgb(colour: str) -> list[int]:
    """``#7f2704`` as ``[127, 39, 4]``."""
    return [int(colour[start : start + 2], 16) for start in (1, 3, 5)]
