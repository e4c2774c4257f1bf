"""What a column of a partner's workbook was taken for, in words."""

from dashboard.language import Translator


def role_names(_: Translator) -> dict[str, str]:
    return places(_) | organisations(_) | activities(_) | counts(_) | means(_)


def places(_: Translator) -> dict[str, str]:
    return {
        "adm1_name": _("Prefecture"),
        "adm1_code": _("Code of the prefecture"),
        "adm2_name": _("Sub-prefecture"),
        "adm2_code": _("Code of the sub-prefecture"),
        "to_adm1_name": _("Prefecture of destination"),
        "to_adm1_code": _("Code of the prefecture of destination"),
        "to_adm2_name": _("Sub-prefecture of destination"),
        "to_adm2_code": _("Code of the sub-prefecture of destination"),
        "locality": _("Locality"),
        "zone": _("Zone"),
        "latitude": _("Latitude"),
        "longitude": _("Longitude"),
        "site_name": _("Name of the site"),
        "site_type": _("Type of site"),
        "site_status": _("State of the site"),
        "verified_date": _("Date of verification"),
    }


def organisations(_: Translator) -> dict[str, str]:
    return {
        "organisation": _("Organisation"),
        "organisation_name": _("Full name of the organisation"),
        "organisation_type": _("Type of organisation"),
        "implementing_partner": _("Implementing partner"),
        "donor": _("Donor"),
        "to_organisation": _("Receiving organisation"),
        "physical_presence": _("Physical presence"),
    }


def activities(_: Translator) -> dict[str, str]:
    return {
        "period": _("Period"),
        "sector": _("Sector"),
        "subsector": _("Sub-sector"),
        "activity": _("Activity"),
        "status": _("Status"),
        "modality": _("Modality"),
        "start_date": _("Start date"),
        "end_date": _("End date"),
        "service": _("Service"),
        "from_service": _("Service that refers"),
        "to_service": _("Service asked for"),
        "comment": _("Comments"),
    }


def counts(_: Translator) -> dict[str, str]:
    return {
        "targeted": _("People targeted"),
        "reached": _("People reached"),
        "reached_girls": _("Girls reached"),
        "reached_boys": _("Boys reached"),
        "reached_women": _("Women reached"),
        "reached_men": _("Men reached"),
        "sex": _("Sex"),
        "age_group": _("Age group"),
        "disability": _("Disability"),
        "cases": _("Number of cases"),
        "case_status": _("Status of the case"),
        "risk_level": _("Level of risk"),
        "concern": _("Concern"),
        "referrals": _("Number of referrals"),
        "referral_status": _("Status of the referral"),
        "priority": _("Priority"),
        "reason": _("Reason given"),
        "response_delay": _("Time of answer"),
        "service_delay": _("Time to the service"),
        "told_by": _("Told by the sender or the receiver"),
        "referrals_accepted": _("Referrals accepted"),
        "referrals_rejected": _("Referrals rejected"),
        "referrals_served": _("Referrals served"),
    }


def means(_: Translator) -> dict[str, str]:
    return {
        "direction": _("Offer, need or share"),
        "resource": _("Means pooled"),
        "quantity": _("Quantity"),
        "currency": _("Currency"),
        "access_mode": _("Means of access"),
        "mission": _("Mission"),
    }
