"""The menu: every page stands in it once."""

from collections import Counter

from dashboard.language import Translator
from dashboard.ui.navigation import PAGES, sections


def test_every_page_is_in_one_list_of_the_menu_or_before_them() -> None:
    listed = Counter(file for files in sections(Translator("fr")).values() for file in files)
    assert set(listed.values()) == {1}
    assert {entry.file for entry in PAGES} - set(listed) == {"overview", "place"}
    assert set(listed) <= {entry.file for entry in PAGES}
