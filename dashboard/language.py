"""French and English: interface texts from the .po files, numbers and dates as each language writes them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from babel.core import Locale, get_global
from babel.dates import format_date, format_datetime
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

LOCALE = Path(__file__).with_name("locale")
LANGUAGES = {"fr": "Français", "en": "English"}
DEFAULT = "fr"


@dataclass(frozen=True)
class Translator:
    """Called with an English sentence, gives it in its language; made anew in each run, never installed."""

    language: str

    def __call__(self, message: str, **values: object) -> str:
        text = _catalogue(self.language).get(message) or message
        return text.format(**values) if values else text

    def plural(self, one: str, many: str, number: float, **values: object) -> str:
        """The sentence for a number; in French 0 and 1 are singular."""
        is_one = number in (0, 1) if self.language == "fr" else number == 1
        return self(one if is_one else many, number=self.number(number), **values)

    def number(self, value: float) -> str:
        return format_decimal(value, locale=self.language)

    def share(self, value: float) -> str:
        return format_percent(value, format=f"#,##0.0{self.percent_sign}", locale=self.language)

    @property
    def percent_sign(self) -> str:
        """What stands behind a number of per cent, with the blank that French puts before it."""
        return "\N{NARROW NO-BREAK SPACE}%" if self.language == "fr" else "%"

    def day(self, value: date) -> str:
        said = format_date(value, "long", locale=self.language)
        # French counts the first day of a month as such; the locale's data do not
        return said.replace("1 ", "1er ", 1) if self.language == "fr" and value.day == 1 else said

    def moment(self, value: datetime) -> str:
        """Day and hour, in universal time: Bangui is one hour ahead."""
        return format_datetime(value, "d MMM y, HH:mm 'UTC'", tzinfo=UTC, locale=self.language)

    def country(self, iso3: str) -> str:
        """The country's name with its ISO code, the code alone where Babel knows no such country."""
        codes = get_global("territory_aliases").get(iso3, [])
        name = Locale.parse(self.language).territories.get(codes[0]) if codes else None
        return f"{name} ({iso3})" if name else iso3

    def period(self, code: str) -> str:
        """``2022-Q1`` as "T1 2022" or "Q1 2022", ``2022-03`` as "mars 2022" or "March 2022"."""
        year, _, part = code.partition("-")
        if not part:
            return year
        if part.startswith("Q"):
            return f"{'T' if self.language == 'fr' else 'Q'}{part[1:]} {year}"
        return format_date(date(int(year), int(part), 1), "MMMM y", locale=self.language)


@cache
def _catalogue(language: str) -> dict[str, str]:
    """Message to translation. The .po is read as it is: no compiled file can be out of date."""
    path = LOCALE / language / "LC_MESSAGES" / "messages.po"
    if not path.exists():  # English is the language of the messages themselves
        return {}
    with path.open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    texts: dict[str, str] = {}
    for message in messages:
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        texts.update({str(id_): str(string) for id_, string in zip(ids, strings, strict=True)})
    return texts
