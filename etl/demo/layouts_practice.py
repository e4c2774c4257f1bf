"""How the sheets of case management, caseloads, measures of other sectors and people reached are laid out."""

from etl.demo.layouts import Layout

_POST = (
    ("period", "Mois"), ("organisation", "Organisation"), ("adm1_name", "Préfecture"),
    ("adm1_code", "P-code préfecture"), ("adm2_name", "Sous-préfecture"), ("adm2_code", "P-code sous-préfecture"),
)  # fmt: skip

CASE_PRACTICE = Layout(
    "case_practice",
    (
        *_POST, ("measure", "Mesure de la gestion de cas"), ("risk_level", "Niveau de risque"), ("sex", "Sexe"),
        ("age_group", "Tranche d'âge"), ("disability", "Handicap"), ("cases", "Nombre de cas"),
        ("comment", "Commentaire"),
    ),
    titles=("Qualité de la gestion de cas - DONNÉES FICTIVES",), period="words",
)  # fmt: skip

CASELOADS = Layout(
    "caseloads",
    (
        *_POST, ("staff", "Fonction"), ("active_cases", "Cas actifs\npar gestionnaire"),
        ("staff_count", "Nombre d'agents"), ("comment", "Observations"),
    ),
    has_hxl=True,
)  # fmt: skip

SECTOR_MEASURES = Layout(
    "sector_measures",
    (
        *_POST, ("measure", "Mesure du secteur"), ("centre_type", "Type d'espace\nd'apprentissage"),
        ("sex", "Sexe du personnel"), ("amount", "Nombre compté"), ("comment", "Observations"),
    ),
    titles=("Mesures des autres secteurs - DONNÉES FICTIVES",), period="words", has_hxl=True,
)  # fmt: skip

REACH_COUNTS = Layout(
    "reach_counts",
    (
        *_POST[:2], ("sector", "Secteur"), *_POST[2:], ("sex", "Sexe"), ("age_group", "Tranche d'âge"),
        ("disability", "Handicap"), ("disability_tool", "Outil de mesure du handicap"),
        ("population_status", "Statut de la population"), ("people", "Personnes atteintes"),
        ("comment", "Observations"),
    ),
    titles=("Personnes atteintes, ventilées - DONNÉES FICTIVES",), period="quarter", has_hxl=True,
)  # fmt: skip
