"""The pages, named once: file, address, title in both languages."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.language import Translator
from dashboard.roles import COORDINATOR, PUBLIC, ROLES, WITH_OWN
from dashboard.ui import context

UNKNOWN = "unknown_address"  # key of the session state
COORDINATION, WITH_ROWS = frozenset({COORDINATOR}), frozenset(WITH_OWN)
PAGES_DIRECTORY = Path(__file__).resolve().parents[2] / "pages"


@dataclass(frozen=True)
class Entry:
    """One page of the dashboard. The first is the default: Streamlit serves it at ``/``."""

    file: str
    address: str
    fr: str
    en: str
    readers: frozenset[str] = frozenset(ROLES)

    @property
    def is_internal(self) -> bool:
        """Whether it is not for everybody."""
        return PUBLIC not in self.readers

    def title(self, language: str) -> str:
        return self.en if language == "en" else self.fr


PAGES = (
    Entry("overview", "apercu", "Aperçu", "Overview"),
    Entry("place", "fiche", "Fiche préfecture", "Prefecture sheet"),
    Entry("coverage", "couverture", "Couverture", "Coverage"),
    Entry("gaps", "ecarts", "Écarts", "Gaps"),
    Entry("indicators", "indicateurs", "Indicateurs", "Indicators"),
    Entry("actors", "acteurs", "Acteurs", "Actors"),
    Entry("directory", "annuaire", "Annuaire", "Directory"),
    Entry("access", "acces", "Accès", "Access"),
    Entry("siting", "implantation", "Implantation", "Siting"),
    Entry("pathway", "parcours", "Parcours", "Pathway"),
    Entry("referrals", "referencements", "Référencement", "Referrals"),
    Entry("cases", "gestion-des-cas", "Gestion des cas", "Case management"),
    Entry("multisector", "multisectoriel", "Multisectoriel", "Multisector"),
    Entry("evidence", "preuves", "Preuves", "Evidence"),
    Entry("lessons", "lecons", "Leçons", "Lessons"),
    Entry("enclaved", "zones-enclavees", "Zones enclavées", "Enclaved zones"),
    Entry("plan", "suivi-du-plan", "Suivi du plan", "Plan monitoring"),
    Entry("commitments", "engagements", "Engagements", "Commitments", COORDINATION),
    Entry("data_quality", "donnees", "Données", "Data", COORDINATION),
    Entry("harmonise", "harmoniser", "Harmoniser", "Harmonise", COORDINATION),
    Entry("own", "nos-donnees", "Nos données", "Our data", WITH_ROWS),
    Entry("method", "methode", "Méthode", "Method"),
)


def offered() -> list[Entry]:
    """The pages for the reader of this run."""
    role = context.reader().role
    return [entry for entry in PAGES if role in entry.readers]


def page(entry: Entry, language: str) -> st.Page:
    is_first = entry is PAGES[0]
    return st.Page(
        PAGES_DIRECTORY / f"{entry.file}.py",
        title=entry.title(language),
        url_path="" if is_first else entry.address,
        default=is_first,
    )


def sections(_: Translator) -> dict[str, tuple[str, ...]]:
    """The lists of the menu and their pages, in this order; a page that is in none stands before them."""
    return {
        _("Services"): ("coverage", "gaps", "directory", "actors", "access", "siting", "enclaved"),
        _("Care"): ("pathway", "referrals", "cases"),
        _("Coordination"): ("indicators", "multisector", "evidence", "lessons", "plan", "commitments"),
        _("Data and method"): ("own", "data_quality", "harmonise", "method"),
    }


def navigation(_: Translator) -> st.Page:
    """Draw the menu and return the page to run.

    On top: below one another, so many pages would push the filters of a laptop's sidebar out of sight.
    """
    shown = {entry.file: page(entry, _.language) for entry in offered()}
    lists = {
        label: [shown.pop(file) for file in files if file in shown] for label, files in sections(_).items()
    }  # fmt: skip
    return st.navigation(
        {"": [*shown.values(), *hidden(_)], **{label: found for label, found in lists.items() if found}}, position="top"
    )


def hidden(_: Translator) -> list[st.Page]:
    """Addresses that lead somewhere without standing in the menu: the first page's own, and one that is not known.

    Streamlit answers an address that it does not know with a window in English.
    """
    first = PAGES[0]
    alias = st.Page(
        PAGES_DIRECTORY / f"{first.file}.py",
        title=first.title(_.language),
        url_path=first.address,
        visibility="hidden",
    )
    address = unknown_address()
    if not address:
        return [alias]
    return [alias, st.Page(nowhere, title=_("No such page"), url_path=address, visibility="hidden")]


def unknown_address() -> str:
    """The address that this visit began with, if no page has it; a later run names pages by their codes alone."""
    run = get_script_run_ctx()
    asked = run.pages_manager.intended_page_name if run else ""
    known = {entry.address for entry in offered()}
    if asked and asked not in known and "/" not in asked:
        st.session_state[UNKNOWN] = asked
    return st.session_state.get(UNKNOWN, "")


def nowhere() -> None:
    """What is shown under an address that no page has."""
    _ = context.translator()
    st.title(_("No such page"), anchor=False)
    st.info(_("This address leads nowhere: it may have been cut or mistyped. Choose a page in the menu."))
    link(PAGES[0].file, _("Open the overview"), _.language)


def link(file: str, label: str, language: str) -> None:
    """A link to another page, by its file's name."""
    entry = next(entry for entry in PAGES if entry.file == file)
    st.page_link(page(entry, language), label=label)
