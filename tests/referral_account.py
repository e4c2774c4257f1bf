"""What became of a referral, told sentence by sentence: what the mart and the page are held against."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

HOURS = {"emergency": 24, "urgent": 72, "normal": 336}
LIMITS = {"within_24h": 24, "within_72h": 72, "within_14d": 336, "longer": None}
COUNTS = (
    "declined", "revoked", "answered", "unanswered", "answer_unknown", "in_time", "late", "time_unknown", "overdue",
    "pending", "undated", "served", "accepted", "rejected", "unavailable", "with_outcome",
)  # fmt: skip


def naive(flow: Mapping[str, Any], cut_off: date) -> dict[str, int]:
    """The same judgement, sentence by sentence."""
    status, reason, answer, number = (flow[name] for name in ("status", "reason", "answer_within", "referrals"))
    counts = dict.fromkeys(COUNTS, 0)
    if reason == "service_unavailable" and status != "done":
        counts["unavailable"] = counts["with_outcome"] = number
    if reason == "declined" and status != "done":
        return {**counts, "declined": number}
    if status == "revoked":
        return {**counts, "revoked": number}
    if status in ("accepted", "rejected", "done"):
        counts["with_outcome"] = number
    counts["accepted"] = number if status in ("accepted", "done") else 0
    counts["served"] = number if status == "done" else 0
    counts["rejected"] = number if status == "rejected" else 0
    hours = HOURS.get(str(flow["priority"]))
    if status in ("accepted", "rejected", "done") or answer in LIMITS:
        counts["answered"] = number
        if hours is None or answer not in LIMITS:
            counts["time_unknown"] = number
        elif LIMITS[answer] is not None and LIMITS[answer] <= hours:
            counts["in_time"] = number
        else:
            counts["late"] = number
    elif status == "in_progress" or answer == "none":
        counts["unanswered"] = number
        due = None if hours is None else last_day(str(flow["period"])) + timedelta(hours=hours)
        counts["undated" if due is None else "overdue" if due <= cut_off else "pending"] = number
    else:
        counts["answer_unknown"] = number
    return counts


def last_day(period: str) -> date:
    month = 12 if len(period) == 4 else int(period[-1]) * 3 if "Q" in period else int(period[5:])
    return date(int(period[:4]) + month // 12, month % 12 + 1, 1) - timedelta(days=1)
