"""How the sheets of service sites, case counts and referral counts are laid out."""

from etl.demo.layouts import Layout

SITES = Layout(
    "service_sites",
    (
        ("period", "Mois"), ("adm1_name", "Préfecture"), ("adm1_code", "Code préfecture"),
        ("adm2_name", "Sous-préfecture"), ("adm2_code", "Code sous-préfecture"),
        ("site_name", "Nom du site"), ("service", "Type de service"), ("site_type", "Type de site"),
        ("organisation", "Organisation"), ("site_status", "État de\nfonctionnement"),
        ("verified_date", "Date de vérification"), ("latitude", "Latitude"), ("longitude", "Longitude"),
        ("opening_hours", "Jours et heures d'ouverture"), ("serves_age_from", "Âge minimum\naccueilli"),
        ("serves_age_to", "Âge maximum\naccueilli"), ("serves_sex", "Sexe accueilli"),
        ("accessible", "Accessible aux personnes handicapées"), ("contact", "Contact du service"),
        ("comment", "Observations"),
    ),
    titles=("Sites de services - DONNÉES FICTIVES",), has_hxl=True,
)  # fmt: skip

CASES: dict[str, Layout] = {
    "cpims": Layout(
        "case_counts",
        (
            ("period", "Mois"), ("organisation", "Organisation"), ("adm1_name", "Préfecture"),
            ("adm1_code", "P-code préfecture"), ("adm2_name", "Sous-préfecture"),
            ("adm2_code", "P-code sous-préfecture"), ("case_status", "Statut du cas"),
            ("risk_level", "Niveau de risque"), ("sex", "Sexe"), ("age_group", "Tranche d'âge"),
            ("disability", "Handicap"), ("cases", "Nombre de cas"), ("comment", "Commentaire"),
        ),
        has_cover=True,
    ),
    "excel-ong": Layout(
        "case_counts",
        (
            ("period", "MOIS DU RAPPORT"), ("adm1_name", "PRÉFECTURE"), ("adm1_code", "CODE PRÉFECTURE"),
            ("adm2_name", "SOUS-PRÉFECTURE"), ("adm2_code", "CODE SOUS-PRÉFECTURE"),
            ("organisation", "NOM DE L'ORGANISATION"), ("case_status", "SITUATION DU CAS"),
            ("risk_level", "NIVEAU DE\nRISQUE"), ("sex", "SEXE"),
            ("age_group", "TRANCHE D\N{RIGHT SINGLE QUOTATION MARK}ÂGE"),
            ("disability", "SITUATION DE HANDICAP"), ("cases", "CAS"), ("comment", "OBSERVATIONS"),
        ),
        titles=("Gestion des cas - DONNÉES FICTIVES",), period="words", is_padded=True,
    ),
    "kobo": Layout(
        "case_counts",
        (
            ("period", "mois_rapport"), ("organisation", "organisation"), ("adm1_name", "prefecture"),
            ("adm1_code", "code_prefecture"), ("adm2_name", "sous_prefecture"),
            ("adm2_code", "code_sous_prefecture"), ("case_status", "statut_du_cas"),
            ("risk_level", "niveau_de_risque"), ("sex", "sexe"), ("age_group", "tranche_d_age"),
            ("disability", "handicap"), ("cases", "nombre_de_cas"), ("comment", "commentaire"),
        ),
        period="slash",
    ),
}  # fmt: skip

REFERRALS = Layout(
    "referral_counts",
    (
        ("period", "Mois"), ("organisation", "Organisation émettrice"),
        ("to_organisation", "Organisation\nréceptrice"), ("told_by", "Déclaré par"), ("adm1_name", "Préfecture"),
        ("adm1_code", "Code préfecture"), ("adm2_name", "Sous-préfecture"),
        ("adm2_code", "Code sous-préfecture"), ("to_adm1_name", "Préfecture d'arrivée"),
        ("to_adm2_name", "Sous-préfecture d'arrivée"), ("to_adm2_code", "Code sous-préfecture d'arrivée"),
        ("from_service", "Service d'origine"),
        ("to_service", "Service demandé"), ("priority", "Priorité"),
        ("referral_status", "Statut du référencement"), ("reason", "Motif"),
        ("response_delay", "Délai de réponse"), ("service_delay", "Délai de prise en charge"),
        ("sex", "Sexe"), ("age_group", "Tranche d'âge"),
        ("referrals", "Nombre de référencements"), ("comment", "Commentaire"),
    ),
    titles=("Référencements - DONNÉES FICTIVES", "Comptages agrégés, aucune donnée individuelle"),
)  # fmt: skip
