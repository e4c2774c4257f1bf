"""How the sheets of the quality of case management and of caseloads are laid out."""

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
