"""What headings say of persons: whose data stand under them, and how a heading may be repeated."""

import re
from functools import cache, lru_cache

from etl.headings import fold, labels, reference_rows, simpler
from etl.recognise import REQUIRED_ROLES

LONGEST = 80  # characters of a heading

WHO = (
    r"(?:enfants?|child(?:ren)?|mineure?s?|minors?|victimes?|victims?|survivante?s?|survivors?|beneficiaires?|"
    r"beneficiary|beneficiaries|parents?|tuteurs?|tutrices?|guardians?|caregivers?|[pm]eres?|fathers?|mothers?|"
    r"participante?s?|participants?|eleves?|pupils?|orphelins?|patiente?s?|filles?|garcons?|girls?|boys?|menages?|"
    r"households?|adolescente?s?)"
)
NAME = r"(?:noms?|prenoms?|names?|initiales)"
STAFF = r"(?:focal|responsable|contact|agent|staff|gestionnaire|manager|worker|animateur|superviseur|personnel)s?"
# What else has a name, a number or an address: then the heading is not about a person.
OTHERS = re.compile(
    r"\b(?:organisation|organization|ong|ngo|structure|institution|site|espace|space|centre|center|camp|village|"
    r"localite|location|commune|quartier|ecole|school|projet|project|activite|activity|service|partenaire|partner|"
    r"communaute|community|groupe|group|comite|committee|reseau|network|indicateur|indicator|programme|program|"
    r"prefecture|zone|agence|agency|acteur|actor|formation|training|type|nombre|contrat|grant|bailleur|donor)s?\b"
)
# A sentence speaks of headings: "Toute précision utile, sans nom ni date de naissance."
SENTENCE = re.compile(r"(?i)\b(?:sans|without|never|jamais)\b|(?:\S+\s+){5}\S+\.\s*$")
# What a heading says, on its folded words. `child` refuses a sheet alone; the others need the values beside them.
KINDS = {
    # "Nom de l'enfant", "Child's full name", "nom_enfant", "Nom du parent ou tuteur"
    "child name": re.compile(rf"\b{NAME}(?: \w+){{0,4}} {WHO}\b|\b{WHO}(?: \w+){{0,3}} {NAME}\b"),
    "child first name": re.compile(r"\bprenoms?\b|\b(?:first|last|given|family|middle) names?\b|\bsurnames?\b"),
    # "Date de naissance", "Né(e) le", "DOB"
    "child birth": re.compile(
        r"\b(?:date|annee|lieu|place|year|jour)(?: \w+){0,3} (?:naissance|birth)\b|\bbirth ?(?:date|day|place)\b|"
        r"\b(?:ddn|dob)\b|^nee?(?: e)? (?:le|en|a)\b"
    ),
    # "Téléphone du tuteur", "Adresse du bénéficiaire", "Household GPS"
    "child contact": re.compile(
        rf"\b(?:tel|telephone|phone|contact|adresse|address|gps|coordonnees)(?: \w+){{0,4}} {WHO}\b|"
        rf"\b{WHO}(?: \w+){{0,2}} (?:telephone|phone|address|gps)\b"
    ),
    "name": re.compile(rf"^(?:(?:full|person|complete) )?{NAME}(?: (?:complets?|entiers?))?$"),
    "who": re.compile(rf"^{WHO}$"),
    "age": re.compile(r"^age\b(?!.*\d)|\bage$"),
    # "ID unique", "N° dossier", "Case number": of a person, or of anything
    "identifier": re.compile(
        r"\b(?:id|identifiant|code|numero|n|no|number|matricule)\b.*"
        r"\b(?:unique|cas|case|dossier|enfant|child|beneficiaires?|beneficiary|individuel|file)\b|"
        r"\b(?:unique|cas|case|dossier|enfant|child|beneficiary|file) (?:id|identifier|code|number|no)\b"
    ),
    "contact": re.compile(rf"\b{NAME}(?: \w+){{0,4}} {STAFF}\b|\b(?:telephone|tel|phone|gsm|whatsapp|e ?mail)s?\b"),
    "duration": re.compile(r"\b(?:duree|duration|delai|delay|periode|period|time)\b"),
    "amount": re.compile(r"\b(?:montants?|budgets?|couts?|costs?|amounts?|usd|eur|xaf|f?cfa|fonds|funds)\b"),
    "sex": re.compile(r"^(?:sexe?|gender|genre)\b"),
}
COUNTS = frozenset({"cases", "referrals", "targeted", "reached", "reached_girls", "reached_boys", "reached_women",
                    "reached_men", "in_need", "reached_published", "people"})  # fmt: skip
ACTORS_AND_PLACES = frozenset({"organisation", "organisation_name", "to_organisation", "locality", "site_name", "zone"})
# Roles that say more of a column. `served`: whom a site receives, no age and no sex of a person; the headings of those
# roles say so to the letter.
OF_ROLES = {
    "actor or place": ACTORS_AND_PLACES,
    "case": frozenset({"cases", "referrals", "people"}),
    "count": COUNTS,
    "amount": frozenset({"requested", "received"}),
    "served": frozenset({"serves_age_from", "serves_age_to", "serves_sex"}),
    "service contact": frozenset({"contact"}),
}


@lru_cache(maxsize=20_000)
def kinds_of(heading: str) -> frozenset[str]:
    """What a heading says, as a whole or in one of its parts."""
    if not heading or len(heading) > LONGEST or SENTENCE.search(heading):
        return frozenset()
    parts = [heading, *simpler(heading), *re.split(r"(?i)\s(?:et|ou|and|or)\s|[&,/]", heading)]
    return frozenset().union(*(kinds_of_words(words) for part in parts if (words := fold(part))))


def kinds_of_words(words: str) -> frozenset[str]:
    is_other = OTHERS.search(words) is not None
    is_staff = re.search(rf"\b{STAFF}\b", words) is not None
    found = {kind for kind, pattern in KINDS.items() if pattern.search(words)}
    if is_other or (is_staff and not found & {"child contact"}):
        found -= {"child name", "child first name", "child contact", "name", "identifier"}
    if words in headings("child") or found & {"child name", "child first name", "child birth", "child contact"}:
        found = (found | {"child"}) - {"contact"}
    if words in headings("contact"):
        found.add("contact")
    if words in headings("identifier"):
        found.add("identifier")
    roles = roles_of(words)
    found |= {kind for kind, meant in OF_ROLES.items() if roles & meant}
    if "name" in found or roles & {"organisation", "organisation_name"} or not words:
        found.add("who")
    if "served" in found:
        found -= {"age", "sex"}
    return frozenset(found)


@cache
def roles_of(words: str) -> frozenset[str]:
    return frozenset(labels(kind)[words] for kind in REQUIRED_ROLES if words in labels(kind))


@cache
def headings(kind: str) -> frozenset[str]:
    return frozenset(fold(row["label"]) for row in reference_rows("personal_headings.csv") if row["class"] == kind)


def is_known(cell: str) -> bool:
    """Whether a cell is a heading of any kind."""
    return bool(cell) and (bool(roles_of(fold(cell))) or bool(kinds_of(cell)))


def told(heading: str, is_heading: bool = False) -> str:
    """A heading as it may be repeated: a text that is not surely one may be somebody's name or number."""
    is_safe = is_heading or set(fold(heading).split()) <= vocabulary()
    return heading if heading and is_safe and len(re.findall(r"\d", heading)) < 4 and "@" not in heading else "?"


@cache
def vocabulary() -> frozenset[str]:
    """The words of all headings that are known."""
    rows = (*reference_rows("personal_headings.csv"), *reference_rows("headings.csv"))
    return frozenset(word for row in rows for word in fold(row["label"]).split() if not word.isdecimal())
