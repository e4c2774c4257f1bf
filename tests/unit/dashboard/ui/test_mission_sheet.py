"""The text message of a mission fits in three messages, whatever there is to say."""

import pytest

from dashboard.language import Translator
from dashboard.ui.enclaved import Words
from dashboard.ui.mission_sheet import LONGEST_SMS, Sheet, sms

VIEW = Words(service="Service", period="T3 2026", scheme="2021", is_demo=False, origin="")


def sheet(services: str, lines: int, _: Translator) -> Sheet:
    facts = [(_("State"), "enclavée"), (_("Access mode"), "Avion"), (_("Season"), "pluies")]
    needs = [(f"{number} kg", "ACF", f"UNICEF {number} kg", "1 kg") for number in range(lines)]
    return Sheet("Fiche", "Birao", "octobre 2026", [*facts, (_("Uncovered services"), services)], needs, "")


def test_what_fits_is_told_whole() -> None:
    _ = Translator("fr")
    assert sms(sheet("École, Eau", 1, _), VIEW, _).replace("\u00a0", " ") == (
        "Birao, octobre 2026. enclavée; Avion; pluies. Apporté : UNICEF 0 kg. Manque : 1 kg. Sans : École, Eau."
    )


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("services", "lines"), [("École, " * 200, 2), ("Eau", 100), ("École, " * 200, 100), ("", 0)])
def test_it_is_never_longer_than_three_messages(services: str, lines: int, language: str) -> None:
    _ = Translator(language)
    message = sms(sheet(services, lines, _), VIEW, _)
    assert len(message) <= LONGEST_SMS
    assert message.startswith("Birao, octobre 2026.")
    assert "\n" not in message
    if lines == 2:  # the services are left out before anything of the mission
        assert message.endswith("1 kg; 1 kg.")
