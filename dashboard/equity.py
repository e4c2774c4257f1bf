"""Whether two groups are served alike: the ratio of their shares, with its interval."""

from dataclasses import dataclass
from math import exp, log, sqrt

LEAST_WHOLE, LEAST_PART = 10, 5  # of each group; under these nothing is told of it
Z = 1.959964  # of a normal distribution, 95 %


@dataclass(frozen=True)
class Group:
    """How many of a group, and of these those with the event; both whole numbers of the same people."""

    part: int
    whole: int

    @property
    def share(self) -> float:
        return self.part / self.whole

    @property
    def is_enough(self) -> bool:
        return self.whole >= LEAST_WHOLE and LEAST_PART <= self.part <= self.whole


@dataclass(frozen=True)
class Ratio:
    """A ratio of two shares, and the two ends of its 95 % interval."""

    value: float
    low: float
    high: float

    @property
    def is_apart(self) -> bool:
        """Whether the interval leaves 1 out: chance alone seldom makes such a difference."""
        return self.low > 1 or self.high < 1


def ratio(one: Group, other: Group) -> Ratio | None:
    """The share of ``one`` over that of ``other``; None where either group is too small.

    Interval by the log method: Katz D., Baptista J., Azen S. P., Pike M. C., "Obtaining confidence intervals for the
    risk ratio in cohort studies", Biometrics 34 (1978) 469-474.
    """
    if not (one.is_enough and other.is_enough):
        return None
    value = one.share / other.share
    error = sqrt(1 / one.part - 1 / one.whole + 1 / other.part - 1 / other.whole)
    return Ratio(value, exp(log(value) - Z * error), exp(log(value) + Z * error))
