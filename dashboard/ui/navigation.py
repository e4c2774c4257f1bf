"""The pages, named once: file, address, title in both languages, icon."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from dashboard.language import Translator

PAGES_DIRECTORY = Path(__file__).resolve().parents[2] / "pages"


@dataclass(frozen=True)
class Entry:
    """One page of the dashboard. The first is the default: Streamlit serves it at ``/``."""

    file: str
    address: str
    fr: str
    en: str
    icon: str

    def title(self, language: str) -> str:
        return self.en if language == "en" else self.fr


PAGES = (
    Entry("overview", "apercu", "Aperçu", "Overview", ":material/home:"),
    Entry("coverage", "couverture", "Couverture", "Coverage", ":material/map:"),
    Entry("method", "methode", "Méthode", "Method", ":material/menu_book:"),
)


def page(entry: Entry, language: str) -> st.Page:
    return st.Page(
        PAGES_DIRECTORY / f"{entry.file}.py",
        title=entry.title(language),
        url_path=entry.address,
        default=entry is PAGES[0],
    )


def navigation(_: Translator) -> st.Page:
    """Draw the menu and return the page to run."""
    return st.navigation([page(entry, _.language) for entry in PAGES], position="sidebar")


def link(file: str, label: str, language: str) -> None:
    """A link to another page, by its file's name."""
    entry = next(entry for entry in PAGES if entry.file == file)
    st.page_link(page(entry, language), label=label)
