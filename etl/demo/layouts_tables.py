"""How the sheets of access, severity, funding, pooled means and commitments are laid out."""

from etl.demo.layouts import Layout

_PLACE = (
    ("adm1_name", "Préfecture"), ("adm1_code", "P-code préfecture"), ("adm2_name", "Sous-préfecture"),
    ("adm2_code", "P-code sous-préfecture"),
)  # fmt: skip

ACCESS = Layout(
    "access_status",
    (
        *_PLACE, ("access_status", "Statut d'accès"), ("start_date", "Depuis le"), ("end_date", "Jusqu'au"),
        ("season", "Saison"), ("cause", "Cause"), ("access_mode", "Mode d'accès"), ("source", "Source"),
        ("comment", "Observations"),
    ),
    titles=("Zones enclavées - DONNÉES FICTIVES",), has_hxl=True,
)  # fmt: skip

SEVERITY = Layout(
    "severity",
    (
        ("year", "Année"), *_PLACE, ("sector", "Secteur"), ("phase", "Phase JIAF"),
        ("in_need", "Personnes dans le besoin"), ("source", "Source"), ("comment", "Commentaire"),
    ),
    titles=("Sévérité par sous-préfecture - DONNÉES FICTIVES",), has_cover=True,
)  # fmt: skip

FUNDING = Layout(
    "funding",
    (
        ("plan", "Plan de réponse"), ("year", "ANNÉE"), ("sector", "SECTEUR"), ("adm1_name", "PRÉFECTURE"),
        ("adm1_code", "CODE PRÉFECTURE"), ("requested", "Montant\ndemandé"), ("received", "Montant\nreçu"),
        ("currency", "DEVISE"), ("source", "SOURCE"), ("comment", "Commentaire"),
    ),
)  # fmt: skip

MEANS = Layout(
    "pooled_means",
    (
        ("period", "Mois"), ("organisation", "Organisation"), ("direction", "Offre, besoin ou partage"),
        ("resource", "Moyen"), ("quantity", "Quantité"), ("currency", "Devise"), *_PLACE,
        ("access_mode", "Mode d'accès"), ("mission", "Nom de la mission"), ("start_date", "Date de début"),
        ("end_date", "Date de fin"), ("comment", "Commentaire"),
    ),
    titles=("Mutualisation des moyens - DONNÉES FICTIVES",), has_hxl=True, period="words",
)  # fmt: skip

COMMITMENTS = Layout(
    "commitments",
    (
        ("meeting_date", "Date de la réunion"), ("organisation", "Organisation"), ("commitment", "Engagement"),
        *_PLACE, ("due_date", "Échéance"), ("commitment_status", "État de l'engagement"),
        ("done_date", "Date de réalisation"), ("comment", "Commentaire"),
    ),
    titles=("Engagements des réunions - DONNÉES FICTIVES",), has_hxl=True,
)  # fmt: skip
