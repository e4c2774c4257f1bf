"""How each invented sender lays out its sheet: headings, titles, HXL row, dates, habits of typing.

Headings vary as partners' do (case, accents, line breaks) but each one, once folded, is a label
of data/reference/headings.csv.
"""

from dataclasses import dataclass

Columns = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Layout:
    """The look of one sender's sheet; `period` is 'date', 'words' (mars 2025) or 'slash' (03/2025)."""

    kind: str
    columns: Columns
    titles: tuple[str, ...] = ()
    has_hxl: bool = False
    has_cover: bool = False
    period: str = "date"
    is_upper: bool = False
    is_padded: bool = False
    is_csv: bool = False

    @property
    def first_row(self) -> int:
        """Spreadsheet row number (from 1) of the first data row."""
        return len(self.titles) + 2 + int(self.has_hxl)


HXL = {
    "period": "#date+reported",
    "adm1_name": "#adm1+name",
    "adm1_code": "#adm1+code",
    "adm2_name": "#adm2+name",
    "adm2_code": "#adm2+code",
    "organisation": "#org+acronym",
    "organisation_name": "#org+full",
    "organisation_type": "#org+type",
    "sector": "#sector",
    "subsector": "#subsector",
    "activity": "#activity",
    "status": "#status",
    "start_date": "#date+start",
    "end_date": "#date+end",
    "donor": "#org+funder",
    "modality": "#modality",
    "joint_sectors": "#sector+others",
    "targeted": "#targeted",
    "reached": "#reached",
    "reached_girls": "#reached+f+children",
    "reached_boys": "#reached+m+children",
    "reached_women": "#reached+f+adults",
    "reached_men": "#reached+m+adults",
    "site_name": "#loc+site",
    "service": "#service",
    "site_status": "#status",
    "verified_date": "#date+verified",
    "latitude": "#geo+lat",
    "longitude": "#geo+lon",
    "year": "#date+year",
    "access_status": "#access+status",
    "season": "#date+season",
    "cause": "#cause",
    "access_mode": "#access+mode",
    "source": "#meta+source",
    "phase": "#severity",
    "in_need": "#inneed",
    "plan": "#activity+appeal",
    "plan_indicator": "#indicator+code",
    "population_status": "#population+status",
    "reached_published": "#reached+published",
    "reach_rule": "#meta+rule",
    "requested": "#value+funding+required",
    "received": "#value+funding+received",
    "currency": "#currency",
    "direction": "#meta+direction",
    "resource": "#item",
    "quantity": "#capacity",
    "mission": "#activity+mission",
    "measure": "#meta+measure",
    "centre_type": "#meta+centre",
    "amount": "#value+num",
    "disability_tool": "#meta+tool",
    "people": "#reached",
    "staff": "#staff+type",
    "active_cases": "#staff+load",
    "staff_count": "#staff+num",
    "opening_hours": "#date+hours",
    "serves_age_from": "#meta+age+min",
    "serves_age_to": "#meta+age+max",
    "serves_sex": "#meta+sex",
    "accessible": "#access+disability",
    "contact": "#contact+service",
    "meeting_date": "#date+meeting",
    "commitment": "#activity+commitment",
    "due_date": "#date+due",
    "commitment_status": "#status",
    "done_date": "#date+done",
    "lesson_date": "#date+lesson",
    "lesson_title": "#lesson+title",
    "lesson_context": "#context+type",
    "tried": "#lesson+tried",
    "lesson_result": "#lesson+result",
    "result_kind": "#status",
    "lesson_indicators": "#indicator+code",
    "reuse_count": "#meta+reuse+num",
    "reused_by": "#org+reuse",
    "comment": "#description",
}

_FOUR_W = "4W - {} - DONNÉES FICTIVES"
_NOT_REAL = "Démonstration : aucune ligne ne décrit une situation réelle"

ACTIVITIES: dict[str, Layout] = {
    "kodro": Layout(
        "activities",
        (
            ("period", "Mois du rapport"), ("adm1_name", "Préfecture"), ("adm1_code", "P-code préfecture"),
            ("adm2_name", "Sous-préfecture"), ("adm2_code", "P-code sous-préfecture"),
            ("organisation", "Organisation"), ("organisation_name", "Nom complet"),
            ("organisation_type", "Type d'organisation"), ("sector", "Secteur"),
            ("subsector", "Sous-secteur"), ("activity", "Activité"), ("status", "Statut"),
            ("targeted", "Cible"), ("reached", "Atteint total"), ("reached_girls", "Filles"),
            ("reached_boys", "Garçons"), ("reached_women", "Femmes"), ("reached_men", "Hommes"),
            ("physical_presence", "Présence physique (bureau)"), ("donor", "Bailleur"),
            ("modality", "Modalité"),
            ("joint_sectors", "Autres secteurs"), ("start_date", "Date de début"), ("end_date", "Date de fin"),
            ("comment", "Commentaire"),
        ),
        titles=(_FOUR_W.format("Protection de l'enfance"), _NOT_REAL), has_hxl=True,
    ),
    "etoile": Layout(
        "activities",
        (
            ("period", "MOIS RAPPORT"), ("organisation", "ORGANISATION"),
            ("organisation_name", "Nom complet"), ("organisation_type", "Type organisation"),
            ("donor", "Bailleur"), ("sector", "Secteur/Domaine"), ("subsector", "Sous secteur"),
            ("activity", "Nom activité/projet"), ("modality", "Modalité"),
            ("joint_sectors", "Autres secteurs"), ("adm1_name", "PRÉFECTURE"),
            ("adm1_code", "PCODE1"), ("adm2_name", "SOUS-PRÉFECTURE"), ("adm2_code", "PCODE2"),
            ("status", "Etat projet"), ("start_date", "Date\ndébut"), ("end_date", "Date\nfin"),
            ("targeted", "Bénéficiaires\nciblés"), ("reached", "Bénéficiaires\natteints"),
            ("reached_girls", "Filles atteintes"), ("reached_boys", "Garçons atteints"),
            ("reached_women", "Femmes atteintes"), ("reached_men", "Hommes atteints"),
            ("comment", "Observations"),
        ),
        has_hxl=True, has_cover=True, period="slash",
    ),
    "singila": Layout(
        "activities",
        (
            ("period", "Mois"), ("adm1_name", "Préfecture"), ("adm1_code", "Code préfecture"),
            ("adm2_name", "Sous\npréfecture"), ("adm2_code", "Code sous-préfecture"),
            ("organisation", "Partenaire"), ("organisation_name", "Nom complet de l'organisation"),
            ("organisation_type", "Type d\N{RIGHT SINGLE QUOTATION MARK}acteur"), ("sector", "Cluster"),
            ("subsector", "Domaine de responsabilité"), ("activity", "Description de l'activité"),
            ("status", "Statut de l'activité"), ("modality", "MODALITE"),
            ("joint_sectors", "Autres secteurs"), ("targeted", "Ciblés"),
            ("reached", "Total atteint"), ("reached_girls", "Filles"), ("reached_boys", "GARCONS"),
            ("reached_women", "Femmes"), ("reached_men", "Hommes"), ("donor", "Bailleur"),
            ("start_date", "Date début"), ("end_date", "Date fin"), ("comment", "Remarques"),
        ),
        titles=(_FOUR_W.format("VBG et justice"),), period="words",
    ),
    "soleil": Layout(
        "activities",
        (
            ("period", "Période"), ("adm1_name", "PREFECTURE"), ("adm1_code", "PCODE1"),
            ("adm2_name", "SOUSPREFECTURE"), ("adm2_code", "PCODE2"), ("sector", "SECTEUR"),
            ("organisation", "ACTEUR"), ("organisation_name", "Description_Acteur"),
            ("organisation_type", "TYPE_ORG"), ("activity", "ACTIVITES"), ("status", "STATUT"),
            ("targeted", "CIBLE"), ("reached", "Nb bénéficiaires directs"), ("donor", "BAILLEUR"),
            ("modality", "MODALITÉ"), ("start_date", "DATE DE DÉBUT"), ("end_date", "DATE DE FIN"),
            ("comment", "COMMENTAIRES"),
        ),
        is_upper=True,
    ),
    "mbeti": Layout(
        "activities",
        (
            ("period", "Mois"), ("organisation", "Nom organisation"),
            ("organisation_name", "Description de l'acteur"), ("organisation_type", "Type d'organisation"),
            ("adm1_name", "Nom préfecture"), ("adm1_code", "Pcode préfecture"),
            ("adm2_name", "Nom sous-préfecture"), ("adm2_code", "Pcode sous-préfecture"),
            ("sector", "Secteur"), ("subsector", "SOUS-SECTEUR"), ("activity", "Activité"),
            ("status", "Statut"), ("start_date", "Date de début"), ("end_date", "Date de fin"),
            ("targeted", "Cible"), ("reached", "Atteints"), ("reached_girls", "Filles"),
            ("reached_boys", "Garçons"), ("reached_women", "Femmes"), ("reached_men", "Hommes"),
            ("donor", "Bailleur"), ("modality", "Modalité"),
            ("joint_sectors", "Autres secteurs"), ("comment", "Commentaires"),
        ),
        titles=(_FOUR_W.format("Éducation"), _NOT_REAL), has_hxl=True, period="words",
    ),
    "claire": Layout(
        "activities",
        (
            ("period", "Mois du\nrapport"), ("adm1_name", "Préfecture"), ("adm2_name", "Sous préfecture"),
            ("organisation", "Organisation"), ("organisation_name", "Nom complet"),
            ("organisation_type", "Type d'organisation"), ("sector", "Secteurs"),
            ("activity", "Activités"), ("status", "Statut"), ("targeted", "Cible"),
            ("reached", "Atteint total"), ("reached_girls", "Filles"), ("reached_boys", "Garçons"),
            ("reached_women", "Femmes"), ("reached_men", "Hommes"),
            ("physical_presence", "Présence physique"), ("donor", "Bailleur"), ("modality", "Modalité"),
            ("joint_sectors", "Autres secteurs"),
            ("start_date", "Date de\ndébut"), ("end_date", "Date de\nfin"), ("comment", "Commentaire"),
        ),
        is_padded=True,
    ),
    "grenier": Layout(
        "activities",
        (
            ("period", "Reporting month"), ("organisation", "Organization"),
            ("organisation_name", "Full name"), ("organisation_type", "Organization type"),
            ("donor", "Donor"), ("sector", "Sector"), ("activity", "Activity"), ("adm1_name", "Admin 1"),
            ("adm1_code", "Admin 1 P-code"), ("adm2_name", "Admin 2"), ("adm2_code", "Admin 2 P-code"),
            ("status", "Status"), ("start_date", "Start date"), ("end_date", "End date"),
            ("targeted", "Targeted"), ("reached", "Reached"), ("reached_girls", "Girls"),
            ("reached_boys", "Boys"), ("reached_women", "Women"), ("reached_men", "Men"),
            ("modality", "Modality"),
            ("joint_sectors", "Other sectors"), ("comment", "Comments"),
        ),
        has_cover=True, period="slash",
    ),
    "zago": Layout(
        "activities",
        (
            ("period", "Mois"), ("organisation", "Organisation"), ("organisation_name", "Nom complet"),
            ("organisation_type", "Type organisation"), ("adm1_name", "Préfecture"),
            ("adm1_code", "Code préfecture"), ("adm2_name", "Sous-préfecture"),
            ("adm2_code", "Code sous-préfecture"), ("sector", "Secteur"), ("subsector", "Sous-secteur"),
            ("activity", "Activité"), ("status", "Statut"), ("reached", "Atteint total"),
            ("donor", "Bailleur"), ("modality", "Modalité"), ("start_date", "Date de début"),
            ("end_date", "Date de fin"), ("comment", "Commentaire"),
        ),
        period="slash", is_csv=True,
    ),
}  # fmt: skip
