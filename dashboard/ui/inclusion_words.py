"""The words of the inclusion panel."""

from dashboard.language import Translator

NO_TOOLBAR = {"displayModeBar": False}
UNKNOWN = "unknown"


def dimension_names(_: Translator) -> dict[str, str]:
    return {
        "sex": _("Sex"),
        "age_group": _("Age group"),
        "disability": _("Disability"),
        "population_status": _("Displaced or host"),
    }


def category_names(dimension: str, source: str, _: Translator) -> dict[str, str]:
    """The groups of a dimension in their order, the unknown last; of people reached, ages tell girls from women."""
    if dimension == "sex":
        people = source == "reach"
        known = {"girl": _("Female") if people else _("Girls"), "boy": _("Male") if people else _("Boys")}
    elif dimension == "disability":
        known = {"yes": _("With a disability"), "no": _("Without a disability")}
    else:
        known = {"displaced": _("Displaced"), "host": _("Host community")}
    return {**known, UNKNOWN: _("not told")}


def tool_names(_: Translator) -> dict[str, str]:
    return {
        "cfm": _("Child Functioning Module (UNICEF)"),
        "wg_ss": _("Washington Group questions"),
        "other": _("Other tool"),
        "none": _("No tool: a plain yes or no"),
        UNKNOWN: _("Tool not told"),
    }


def people_words(source: str, number: int, _: Translator) -> str:
    """How many are counted, and what they are."""
    return {
        "cases": _("{number} new cases", number=_.number(number)),
        "referrals": _("{number} referrals, which are not children", number=_.number(number)),
        "reach": _("{number} people reached", number=_.number(number)),
    }[source]
