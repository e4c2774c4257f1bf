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

PLAN_TARGETS = Layout(
    "plan_targets",
    (
        ("plan", "Plan de réponse"), ("year", "Année"), ("sector", "Secteur"), ("plan_indicator", "Indicateur"),
        ("adm1_name", "Préfecture"), ("adm1_code", "P-code préfecture"),
        ("population_status", "Statut de la population"), ("in_need", "Personnes dans le besoin"),
        ("targeted", "Personnes ciblées"), ("reached_published", "Atteints selon le plan"),
        ("reach_rule", "Règle de calcul"), ("source", "Source"), ("comment", "Commentaire"),
    ),
    titles=("Cibles du plan - DONNÉES FICTIVES",), has_hxl=True,
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

LESSONS = Layout(
    "lessons",
    (
        ("lesson_date", "Date de la leçon"), ("organisation", "Organisation"), ("lesson_title", "Titre de la leçon"),
        ("lesson_context", "Contexte"), ("tried", "Ce qui a été tenté"), ("lesson_result", "Ce qui en est sorti"),
        ("result_kind", "Cela a-t-il marché ?"), ("service", "Service concerné"), ("sector", "Secteurs concernés"),
        ("lesson_indicators", "Indicateurs concernés"), *_PLACE, ("reuse_count", "Nombre de réutilisations"),
        ("reused_by", "Réutilisée par"), ("source", "Source ou lien"), ("comment", "Commentaire"),
    ),
    titles=("Registre des leçons - DONNÉES FICTIVES",), has_hxl=True,
)  # fmt: skip
