"""Do referrals arrive, and end in a service?"""

import pandas as pd

from dashboard.filters import Referrals
from dashboard.queries.once import once_a_build
from dashboard.queries.text import sql
from dashboard.warehouse import Warehouse

VIEW = ("period", "priority", "service", "direction")


@once_a_build
def referral_periods(warehouse: Warehouse) -> pd.DataFrame:
    """The periods of the ledger, and the quarters and years that hold them, in no order. Columns: period."""
    return warehouse.query(sql("referral_periods"))


@once_a_build
def referral_services(warehouse: Warehouse) -> pd.DataFrame:
    """The services at either end. Columns: service_code, name_fr, name_en, short_fr, short_en (None: of no list)."""
    return warehouse.query(sql("referral_services"))


@once_a_build
def referral_organisations(warehouse: Warehouse) -> pd.DataFrame:
    """The organisations at either end, by name. Columns: organisation_id, organisation, is_receiver."""
    return warehouse.query(sql("referral_organisations"))


def referral_totals(warehouse: Warehouse, chosen: Referrals) -> pd.Series:
    """What became of them, in counts of referrals.

    referrals = declined (by the child or the family) + revoked + too_recent (of which pending: no answer yet) + undated
    (no priority, so no deadline) + matured. Of the matured: answered + overdue + answer_unknown; of the answered:
    in_time and late (the rest: nobody says when); accepted (of which served) and rejected. service_due (sent 30 days
    ago at least, of a known status) and of these served_of_due; of any age: all_accepted and all_rejected, with_outcome
    and of these unavailable; other_scheme (told in the other boundary scheme), of_longer_periods (told of a quarter or
    year that holds the period, and so not in it), cut_off (a day).
    """
    return warehouse.query(sql("referral_totals"), chosen.parameters(*VIEW, "scheme")).iloc[0]


def referral_answers(warehouse: Warehouse, chosen: Referrals) -> pd.DataFrame:
    """One row per priority, the shortest deadline first.

    Columns: priority, deadline_hours (NaN: none), within_24h, within_72h, within_14d, longer, overdue (no answer),
    unknown (whether or when nobody says); their sum matured; in_time and late; not_judged (too recent, or no deadline).
    """
    return warehouse.query(sql("referral_answers"), chosen.parameters(*VIEW))


def referral_service_times(warehouse: Warehouse, chosen: Referrals) -> pd.DataFrame:
    """Days from referral to service, in buckets, the fastest first. Columns: low_days, high_days (NaN: open; both NaN:
    nobody says), served."""
    return warehouse.query(sql("referral_service_times"), chosen.parameters(*VIEW))


def referral_outcome_sums(warehouse: Warehouse, chosen: Referrals) -> pd.DataFrame:
    """What the shares of a view are made of, where it is told in the scheme; one row per prefecture that they left,
    priority and service asked for.

    Columns: name, priority, service_code, and counts of referrals: matured, answered, answer_unknown, accepted,
    rejected, served, overdue, in_time of time_known, overdue of answer_known, all_accepted of all_answered,
    served_of_due of service_due, unavailable of with_outcome (as :func:`referral_totals`).
    """
    return warehouse.query(sql("referral_outcome_sums"), chosen.parameters(*VIEW, "scheme"))


def referral_prefecture_times(warehouse: Warehouse, chosen: Referrals) -> pd.DataFrame:
    """As :func:`referral_service_times`, by the prefecture that they left.

    Columns: name, low_days, high_days, served.
    """
    return warehouse.query(sql("referral_prefecture_times"), chosen.parameters(*VIEW, "scheme"))


def referral_links(warehouse: Warehouse, chosen: Referrals, ends: str, organisation: str = "all") -> pd.DataFrame:
    """Who sends to whom, the most first. ``ends``: service, organisation, or prefecture (of the scheme alone).

    Columns: origin and destination (codes, "unknown" where nobody says), referrals.
    """
    return warehouse.query(
        sql("referral_links"), {**chosen.parameters(*VIEW, "scheme"), "ends": ends, "organisation": organisation}
    )


def referral_prefectures(warehouse: Warehouse, scheme: str) -> pd.DataFrame:
    """Columns: pcode, name, center_lat, center_lon (degrees)."""
    return warehouse.query(sql("referral_prefectures"), {"scheme": scheme})


def referral_unmet(warehouse: Warehouse, chosen: Referrals) -> pd.DataFrame:
    """One row per service and area where a matured referral of the scheme found no service, the most first.

    Columns: service_code, pcode, level, name, parent_name, unavailable and with_outcome (referrals), status (of the
    service there, as marts.coverage; None: not told), functional_sites, is_contradiction (it is known to function).
    """
    return warehouse.query(sql("referral_unmet"), chosen.parameters(*VIEW, "scheme"))


def referral_unmet_services(warehouse: Warehouse, chosen: Referrals) -> pd.DataFrame:
    """One row per service asked for (REF-07). Columns: service_code, unavailable, with_outcome (referrals)."""
    return warehouse.query(sql("referral_unmet_services"), chosen.parameters(*VIEW))


def referral_unanswered(warehouse: Warehouse, chosen: Referrals) -> pd.DataFrame:
    """One row per receiver and service with referrals without an answer after the deadline (REF-06), the most first.

    Columns: organisation_id (None: not told), service_code, up_to_30, up_to_90, longer (days since the deadline), their
    sum overdue, matured (referrals).
    """
    return warehouse.query(sql("referral_unanswered"), chosen.parameters(*VIEW))


def referral_received(warehouse: Warehouse, period: str, receiver: str) -> pd.DataFrame:
    """What an organisation was sent, by service and priority.

    Columns: service_code, priority, deadline_hours, referrals = declined + revoked + not_judged + answered +
    answer_unknown + overdue.
    """
    return warehouse.query(sql("referral_received"), {"period": period, "receiver": receiver})


def referral_months(warehouse: Warehouse, period: str) -> pd.DataFrame:
    """The periods of the ledger that a chosen one holds. Columns: period."""
    return warehouse.query(sql("referral_months"), {"period": period})


@once_a_build
def referral_published_quarters(warehouse: Warehouse) -> pd.DataFrame:
    """The quarters of which counts are published, newest first. Columns: period."""
    return warehouse.query(sql("referral_published_quarters"))


def referral_published(warehouse: Warehouse, quarter: str) -> pd.DataFrame:
    """What is published of a quarter.

    Columns: table_id (referrals_by_status: of the country; referrals_by_area), scheme, level, pcode, name and
    parent_name (None: of the country, or of a part of it that nobody names), status ("*": all), value (NaN: withheld),
    is_withheld.
    """
    return warehouse.query(sql("referral_published"), {"quarter": quarter})


def referral_published_services(warehouse: Warehouse, quarter: str) -> pd.DataFrame:
    """The flows of the country that are published of a quarter. Columns: from_service and to_service (codes, other,
    unknown; "*": all), value (NaN: withheld), is_withheld."""
    return warehouse.query(sql("referral_published_services"), {"quarter": quarter})
