"""The defects that are put into clean workbooks: each is one change, and the one remark it calls for."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from random import Random

from tests.campaign.spellings import ambiguous_name, damaged, misspelt, other_spelling
from tests.campaign.workbooks import KINDS, Draft, Place, areas, day
from tests.corpus.xlsx import Failed, Formula, Percent

COUNT_ROLES: Mapping[str, str] = {"activities": "reached", "case_counts": "cases", "referral_counts": "referrals"}
COUNTED = tuple(COUNT_ROLES)
NBSP, NARROW, ZERO_WIDTH = "\u00a0", "\u202f", "\u200b"

# From the chance, the draft and the number of a row to the draft with its defect, the role of the reported cell (None
# when the whole row is meant) and the rows that are reported.
Change = Callable[[Random, Draft, int], tuple[Draft, str | None, tuple[int, ...]]]


@dataclass(frozen=True)
class Defect:
    """A kind of defect: the code it must be reported by, the sheets it can stand in, and how it is made.

    ``needs``: what the clean workbook must be like (see :func:`tests.campaign.workbooks.clean`).
    """

    name: str
    code: str
    kinds: tuple[str, ...]
    change: Change
    needs: Mapping[str, object] = field(default_factory=dict)


def cell(role: str, value: Callable[[Random, Draft, int], object]) -> Change:
    """One cell gets another value, and is reported."""

    def change(chance: Random, draft: Draft, number: int) -> tuple[Draft, str | None, tuple[int, ...]]:
        changed = draft.with_row(number, draft.rows[number] | {role: value(chance, draft, number)})
        return changed, role, (number,)

    return change


def count(value: Callable[[Random, int], object]) -> Change:
    """The number of a row gets another value, made from the one that was there."""

    def change(chance: Random, draft: Draft, number: int) -> tuple[Draft, str | None, tuple[int, ...]]:
        role = COUNT_ROLES[draft.kind]
        held = draft.rows[number][role]
        assert isinstance(held, int)
        return draft.with_row(number, draft.rows[number] | {role: value(chance, held)}), role, (number,)

    return change


def fixed(*values: object) -> Callable[[Random, Draft, int], object]:
    return lambda chance, draft, number: chance.choice(values)


def counts(name: str, code: str, *values: object) -> Defect:
    return Defect(name, code, COUNTED, count(lambda chance, held: chance.choice(values)), {"measure": "one"})


def read_counts(name: str, value: Callable[[Random, int], object]) -> Defect:
    return Defect(name, "count_normalised", COUNTED, count(value), {"measure": "one"})


def place(name: str, code: str, role: str, style: str, value: Callable[[Random, Place], object]) -> Defect:
    """Another text in a cell of a place; the row's place is drawn anew until the text suits it."""

    def change(chance: Random, draft: Draft, number: int) -> tuple[Draft, str | None, tuple[int, ...]]:
        text = None
        while text is None:
            area = chance.choice(areas())
            text = value(chance, area)
        row = draft.rows[number] | area.cells(style)
        if "latitude" in row:
            row |= {"latitude": area.latitude, "longitude": area.longitude}
        return draft.with_row(number, row | {role: text}), role, (number,)

    return Defect(name, code, ("activities", "service_sites"), change, {"places": style})


def elsewhere(chance: Random, area: Place) -> Place:
    """A sub-prefecture of another prefecture."""
    return chance.choice([other for other in areas() if other.adm1_code != area.adm1_code])


def namesake(chance: Random, area: Place) -> str:
    """The name of another sub-prefecture."""
    return chance.choice([other.adm2_name for other in areas() if other.adm2_code != area.adm2_code])


def no_place(chance: Random, draft: Draft, number: int) -> tuple[Draft, str | None, tuple[int, ...]]:
    blank = dict.fromkeys(("adm1_name", "adm1_code", "adm2_name", "adm2_code"))
    return draft.with_row(number, draft.rows[number] | blank), "adm2_name", (number,)


def wrong_sum(chance: Random, draft: Draft, number: int) -> tuple[Draft, str | None, tuple[int, ...]]:
    held = draft.rows[number]["reached"]
    assert isinstance(held, int)
    return draft.with_row(number, draft.rows[number] | {"reached": held + chance.randint(1, 9)}), "reached", (number,)


def too_many_disabled(chance: Random, draft: Draft, number: int) -> tuple[Draft, str | None, tuple[int, ...]]:
    held = draft.rows[number]["reached"]
    assert isinstance(held, int)
    row = draft.rows[number] | {"with_disability": held + chance.randint(1, 50)}
    return draft.with_row(number, row), "with_disability", (number,)


def above_target(chance: Random, draft: Draft, number: int) -> tuple[Draft, str | None, tuple[int, ...]]:
    held = draft.rows[number]["targeted"]
    assert isinstance(held, int)
    return draft.with_row(number, draft.rows[number] | {"reached": held + chance.randint(1, 50)}), "reached", (number,)


def repeated(chance: Random, draft: Draft, number: int) -> tuple[Draft, str | None, tuple[int, ...]]:
    """The row becomes the one above it; the first of the two is kept."""
    second = max(number, 1)
    return draft.with_row(second, draft.rows[second - 1]), None, (second,)


def conflicting(chance: Random, draft: Draft, number: int) -> tuple[Draft, str | None, tuple[int, ...]]:
    """The row says the same as the one above it, with another number."""
    second = max(number, 1)
    role = COUNT_ROLES[draft.kind]
    held = draft.rows[second - 1][role]
    assert isinstance(held, int)
    changed = draft.with_row(second, draft.rows[second - 1] | {role: held + chance.randint(1, 9)})
    return changed, role, (second - 1, second)


def hidden(chance: Random, draft: Draft, number: int) -> tuple[Draft, str | None, tuple[int, ...]]:
    return replace(draft, hidden=frozenset({number})), None, (number,)


def merged(chance: Random, draft: Draft, number: int) -> tuple[Draft, str | None, tuple[int, ...]]:
    """The organisation is written once for two rows."""
    second = max(number, 1)
    draft = replace(draft, blank_after=draft.blank_after - {second - 1})
    changed = draft.with_row(second, draft.rows[second] | {"organisation": None})
    return replace(changed, merged=(("organisation", second - 1, second),)), "organisation", (second,)


def only_date(value: Callable[[Random, Draft], object]) -> Change:
    """The only start date of its sheet: no other one can tell how it is to be read."""

    def change(chance: Random, draft: Draft, number: int) -> tuple[Draft, str | None, tuple[int, ...]]:
        rows = tuple(row | {"start_date": None, "end_date": None} for row in draft.rows)
        changed = replace(draft, rows=rows).with_row(number, rows[number] | {"start_date": value(chance, draft)})
        return changed, "start_date", (number,)

    return change


def first_day(draft: Draft) -> dt.date:
    return day(draft.month, 1)


DATED = ("activities",)
DEFECTS: tuple[Defect, ...] = (
    # numbers
    read_counts("thousands after a no-break space", lambda chance, held: f"{held // 1000}{NBSP}{held % 1000:03}"),
    read_counts("thousands after a narrow space", lambda chance, held: f"{held // 1000}{NARROW}{held % 1000:03}"),
    read_counts("thousands and decimals", lambda chance, held: f"{held // 1000}.{held % 1000:03},00"),
    read_counts("decimals that are zeros", lambda chance, held: f"{held}.0"),
    read_counts("number typed as text", lambda chance, held: str(held)),
    Defect("decimals", "count_fractional", COUNTED, count(lambda chance, held: held + 0.5), {"measure": "one"}),
    Defect("decimal comma", "count_fractional", COUNTED, count(lambda chance, held: f"{held},5"), {"measure": "one"}),
    Defect("negative", "count_negative", COUNTED, count(lambda chance, held: -held), {"measure": "one"}),
    Defect("negative text", "count_negative", COUNTED, count(lambda chance, held: f"-{held}"), {"measure": "one"}),
    counts("below", "count_unreadable", "<5", "< 5", ">10"),
    counts("about", "count_unreadable", "~20", "env. 20", "20 env."),
    counts("nothing known", "count_unreadable", "n/a", "-", "ND", "?", "N/D"),
    counts("power of ten", "count_unreadable", "1E3", "2e5"),
    counts("truth", "count_unreadable", True, False),
    counts("too large", "count_too_large", 2_147_483_648, 9_999_999_999, "5000000000"),
    counts("percentage", "count_percentage", Percent(1.0), Percent(0.5), Percent(12.0)),
    counts("number in error", "cell_error", Failed("#N/A"), Failed("#REF!"), Failed("#DIV/0!"), Failed("#VALUE!")),
    Defect(
        "no number", "count_missing", ("case_counts", "referral_counts"), count(lambda chance, held: None)
    ),
    Defect(
        "computed number", "formula_value_used", COUNTED,
        count(lambda chance, held: Formula(f"{held}-1+1", held)), {"measure": "one"},
    ),
    Defect(
        "number never computed", "formula_without_value", COUNTED, count(lambda chance, held: Formula("SUM(1,2)")),
        {"measure": "one"},
    ),
    Defect(
        "number of another workbook", "formula_external", COUNTED,
        count(lambda chance, held: Formula("[1]Feuil1!$A$1", held)), {"measure": "one"},
    ),
    # dates
    Defect("no such day", "date_impossible", DATED, cell("start_date", fixed("31/02/2019", "13/25/2019", "32/1/2019"))),
    Defect("words for a date", "date_unreadable", DATED, cell("start_date", fixed("bientôt", "en cours", "à définir"))),
    Defect(
        "a month for a start", "date_from_period", DATED,
        cell("start_date", lambda chance, draft, number: in_words(first_day(draft))),
    ),
    Defect(
        "a month for an end", "date_from_period", DATED,
        cell("end_date", lambda chance, draft, number: in_words(first_day(draft))),
    ),
    Defect(
        "an end before the start", "dates_reversed", DATED,
        cell("end_date", lambda chance, draft, number: first_day(draft) - dt.timedelta(chance.randint(1, 300))),
    ),
    Defect(
        "very long ago", "date_unlikely", DATED,
        cell("start_date", lambda chance, draft, number: dt.date(chance.randint(1990, 2012), 5, 1)),
    ),
    Defect(
        "verified in the future", "date_unlikely", ("service_sites",),
        cell("verified_date", lambda chance, draft, number: dt.date(2025, 7, chance.randint(2, 31))),
    ),
    Defect(
        "a date with a zone", "date_zone_dropped", DATED,
        cell("start_date", lambda chance, draft, number: f"{first_day(draft)}T08:00:00+01:00"),
    ),
    Defect(
        "day or month first", "date_ambiguous", DATED,
        only_date(lambda chance, draft: f"{chance.randint(1, 6):02}/{chance.randint(7, 12):02}/{draft.month[:4]}"),
    ),
    # places
    place("a name in other case", "place_name_normalised", "adm2_name", "names", other_spelling),
    place("a name misspelt", "place_name_corrected", "adm2_name", "names", misspelt),
    place("a name between two", "place_ambiguous", "adm2_name", "finer names", ambiguous_name),
    place("a place unknown", "place_unknown", "adm2_name", "names",
          lambda chance, area: chance.choice(("Atlantide", "Xanadu Nord", "Ville imaginaire"))),
    place("a code unknown", "place_unknown", "adm2_code", "codes",
          lambda chance, area: chance.choice(("CF999", "ZZ1"))),
    place("a code unknown beside its name", "place_code_unknown", "adm2_code", "both",
          lambda chance, area: chance.choice(("CF999", "CF000"))),
    place("another prefecture", "place_levels_disagree", "adm1_code", "codes",
          lambda chance, area: elsewhere(chance, area).adm1_code),
    place("another name", "place_name_disagrees", "adm2_name", "both", namesake),
    place("a name unknown beside its code", "place_name_unknown", "adm2_name", "both",
          lambda chance, area: chance.choice(("Atlantide", "Ville imaginaire"))),
    place("the code of another agency", "place_code_replaced", "adm2_code", "codes",
          lambda chance, area: f"CAF0{area.adm1_code[2:]}00{area.adm2_code[4:]}"),
    place("damaged accents", "text_repaired", "adm2_name", "names", damaged),
    place("an invisible mark", "text_cleaned", "adm2_name", "names",
          lambda chance, area: f"{area.adm2_name[:2]}{ZERO_WIDTH}{area.adm2_name[2:]}"),
    place("a prefecture in error", "cell_unreadable", "adm1_name", "both", lambda chance, area: Failed("#N/A")),
    place("a prefecture never computed", "cell_unreadable", "adm1_name", "both",
          lambda chance, area: Formula("VLOOKUP(1,A:A,1)")),
    Defect("no place", "place_missing", ("activities", "case_counts", "referral_counts"), no_place, {"places": "both"}),
    Defect(
        "coordinates in words", "coordinates_unreadable", ("service_sites",),
        cell("latitude", fixed("au nord", "inconnue")),
    ),
    # who, what and when
    Defect("no organisation", "organisation_missing", ("activities", "case_counts"), cell("organisation", fixed(None))),
    Defect(
        "a new organisation", "organisation_new", KINDS,
        cell("organisation", fixed("Association Kodro", "Femmes debout de Bangassou", "Yamacuir")),
    ),
    Defect(
        "an organisation in other case", "organisation_normalised", KINDS,
        cell("organisation", fixed("unicef", "action contre la faim", "World Food Programme", "IRC ", f"OXFAM{NBSP}")),
    ),
    Defect("an organisation in error", "cell_error", ("activities",), cell("organisation", fixed(Failed("#REF!")))),
    Defect("no sector", "sector_missing", DATED, cell("sector", fixed(None))),
    Defect("a sector unknown", "sector_unknown", DATED, cell("sector", fixed("Astronomie", "Divers et variés"))),
    Defect("a sector in error", "cell_error", DATED, cell("sector", fixed(Failed("#N/A")))),
    Defect("no period", "period_missing", KINDS, cell("period", fixed(None))),
    Defect("a period unreadable", "period_unreadable", KINDS, cell("period", fixed("le mois dernier", "13/2019"))),
    # between cells and rows
    Defect("a sum that is wrong", "total_disagrees", DATED, wrong_sum, {"measure": "sexes"}),
    Defect("too many with a disability", "disability_above_total", DATED, too_many_disabled, {"measure": "disability"}),
    Defect("more than the target", "reached_above_target", DATED, above_target, {"measure": "target"}),
    Defect("a row repeated", "duplicate_row", KINDS, repeated),
    Defect("a number said twice", "key_conflict", ("case_counts", "referral_counts"), conflicting),
    Defect("a row hidden", "row_hidden", KINDS, hidden),
    Defect("an organisation merged", "cell_filled_down", KINDS, merged),
    Defect(
        "a text too long", "cell_too_long", DATED,
        cell("activity", lambda chance, draft, number: "".join(chance.choices("abcdefghij ", k=40_000))),
    ),
)  # fmt: skip

MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
          "décembre")  # fmt: skip


def in_words(date: dt.date) -> str:
    return f"{MONTHS[date.month - 1]} {date.year}"
