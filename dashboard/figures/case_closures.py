"""Why cases were closed: which reasons can be told apart."""

from collections.abc import Mapping, Sequence

REASONS = ("formal", "transferred", "lost", "repatriated", "other", "death")
LEAST_DEATHS = 10  # fewer deaths never stand alone


def told_apart(counts: Mapping[str, int]) -> list[tuple[Sequence[str], int]]:
    """The reasons that are told with their numbers, the most first; fewer than ten deaths stand with other reasons.

    They are put together with the rarest reasons until ten closures stand together, or all do: by what is shown nobody
    can say how many deaths there were. counts: closures by reason of :data:`REASONS`, without those of unknown reason.
    """
    apart = {(reason,): counts[reason] for reason in REASONS if reason in counts}
    deaths = counts.get("death")
    if deaths is not None and deaths < LEAST_DEATHS:
        together: tuple[str, ...] = ("death",)
        rest = sorted((reason for reason in counts if reason != "death"), key=lambda reason: (counts[reason], reason))
        number = apart.pop(together)
        for reason in rest:
            if len(together) > 1 and number >= LEAST_DEATHS:
                break
            together, number = (*together, reason), number + apart.pop((reason,))
        apart[together] = number
    return sorted(apart.items(), key=lambda pair: -pair[1])
