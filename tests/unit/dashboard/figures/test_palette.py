"""The colours: readable, right on a grey copy, and the same as the theme's."""

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from dashboard.figures.palette import BORDER, HATCH, PAPER, PRIMARY, SCARCITY, TEXT, rgb

CONFIGURATION = Path(__file__).parents[4] / ".streamlit" / "config.toml"


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (part / 255 for part in rgb(colour))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def grey(colour: str) -> float:
    """What a photocopier makes of a colour (Rec. 601), 0 to 255."""
    red, green, blue = rgb(colour)
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_a_colour_is_read_as_its_three_parts() -> None:
    assert rgb("#7f2704") == [127, 39, 4]
    assert (luminance("#ffffff"), contrast("#000000", "#ffffff")) == (pytest.approx(1), pytest.approx(21))


def test_more_actors_are_lighter_by_clear_steps_on_a_grey_copy_too() -> None:
    greys = [grey(colour) for colour in SCARCITY]
    assert all(lighter - darker >= 25 for darker, lighter in pairwise(greys))
    lights = [luminance(colour) for colour in SCARCITY]
    assert all(lighter > darker for darker, lighter in pairwise(lights))


def test_words_and_lines_stand_out_from_the_paper() -> None:
    assert contrast(TEXT, PAPER) >= 7
    assert contrast(PRIMARY, PAPER) >= 4.5
    assert contrast(BORDER, PAPER) >= 4.5
    assert contrast(HATCH, PAPER) >= 3


def test_a_border_is_seen_between_two_areas_of_the_lighter_classes() -> None:
    assert [contrast(BORDER, colour) >= 3 for colour in SCARCITY[2:]] == [True, True, True]


def test_the_theme_repeats_the_palette() -> None:
    theme = tomllib.loads(CONFIGURATION.read_text(encoding="utf-8"))["theme"]
    assert (theme["primaryColor"], theme["textColor"], theme["backgroundColor"]) == (PRIMARY, TEXT, PAPER)


def test_the_words_of_the_theme_are_readable_on_each_of_its_grounds() -> None:
    theme = tomllib.loads(CONFIGURATION.read_text(encoding="utf-8"))["theme"]
    grounds = {theme["backgroundColor"], theme["secondaryBackgroundColor"], theme["sidebar"]["backgroundColor"]}
    assert all(contrast(theme[ink], ground) >= 4.5 for ink in ("textColor", "linkColor") for ground in grounds)
