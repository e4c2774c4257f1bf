"""The dictionary of the indicators, as docs/dictionary.md holds it: both languages, one entry each."""

from collections.abc import Iterator

from dashboard.catalogue.model import Bilingual, caveats
from etl.indicators.model import Indicator, Rule, declared

LEVELS = {"country": "pays / country", "adm1": "préfecture / prefecture", "adm2": "sous-préfecture / sub-prefecture",
          "org": "organisation"}  # fmt: skip
DIMENSIONS = {"sex": "sexe / sex", "age_group": "tranche d'âge / age bracket", "disability": "handicap / disability"}
DIRECTIONS = {"up": "hausse souhaitée / higher is better", "down": "baisse souhaitée / lower is better",
              "context": "contexte / context"}  # fmt: skip
KINDS = {"norm": "norme / norm", "local": "seuil local / local threshold", "none": "aucun / none"}
RULES: dict[Rule, str] = {
    "sum": "sommes, puis division / sums, then divided",
    "last": "dernier mois connu / last month told",
    "max": "le plus grand / the greatest",
    "distinct": "organisations comptées une fois / organisations counted once",
    "median": "médiane des tranches / median from brackets",
}


def lines() -> Iterator[str]:
    """Markdown: a heading and a list for each indicator, in the order of their ids."""
    for indicator in declared()[0]:
        yield f"\n## {indicator.id} – {indicator.title.fr} / {indicator.title.en}\n"
        yield from entries(indicator)


def entries(indicator: Indicator) -> Iterator[str]:
    parts = {name: f"{name} – {RULES[part.rule]}" for name, part in indicator.parts.items()}
    rules = [RULES[indicator.rule]] if indicator.rule else [*parts.values()]
    threshold = indicator.threshold
    yield from both("Définition / Definition", indicator.definition)
    yield from both("Numérateur / Numerator", indicator.numerator)
    yield from both("Dénominateur / Denominator", indicator.denominator)
    yield from both("Formule / Formula", indicator.formula)
    yield from both("Unité / Unit", indicator.unit)
    yield f"- **Lecture / Reading**: {DIRECTIONS[indicator.direction]}"
    yield f"- **Niveaux / Levels**: {'; '.join(LEVELS[level] for level in indicator.levels)}"
    yield f"- **Ventilation / Broken down by**: {'; '.join(DIMENSIONS[name] for name in indicator.by) or '–'}"
    yield f"- **Agrégation / Aggregation**: {'; '.join(rules)}"
    yield f"- **Dénominateur minimum / Least denominator**: {indicator.minimum or '–'}"
    yield from both("Publication", indicator.disclosure)
    yield f"- **Seuil / Threshold**: {KINDS[threshold.kind]} – {threshold.text.fr} / {threshold.text.en}"
    yield from both("Norme servie / Standard served", indicator.standard)
    yield from both("Droit / Law", indicator.article)
    yield from both("Source", indicator.source)
    for name in indicator.caveats:
        yield from both("Ce qu'il ne dit pas / What it does not say", caveats()[name])


def both(label: str, text: Bilingual) -> Iterator[str]:
    yield f"- **{label}**: {text.fr} / {text.en}"
