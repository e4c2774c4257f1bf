"""Places with joint activities beside similar places without: a difference with its interval, or a refusal.

Places are compared only within a stratum, where both groups stand. If joint activities went with no difference, any
places of a stratum might as well have been the joint ones: how large a difference such labels give by chance is
counted (stratified permutation test). M. D. Ernst, "Permutation methods: a basis for exact inference", Statistical
Science 19 (2004) 676-685; with the labels as they are among those drawn, so that no chance is 0: B. Phipson and G. K.
Smyth, Statistical Applications in Genetics and Molecular Biology 9 (2010) art. 39. A difference is no cause.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np

SEED = 20261  # the same places always give the same interval
TOLERANCE = 1e-9  # under it two differences are one


@dataclass(frozen=True)
class Comparison:
    """``difference``: joint less alone, in the unit of the values, with its interval; ``chance``: how often labels
    drawn within the strata differ as much (two-sided); ``draws``: of how many; ``is_exact``: they are all there are."""

    difference: float
    low: float
    high: float
    chance: float
    draws: int
    is_exact: bool

    @property
    def is_apart(self) -> bool:
        """Whether the interval leaves 0 out."""
        return self.low > 0 or self.high < 0


def matched(is_joint: np.ndarray, strata: np.ndarray) -> np.ndarray:
    """Whether each place stands in a stratum that has places of both groups."""
    return np.isin(strata, np.intersect1d(strata[is_joint], strata[~is_joint]))


def compare(
    values: np.ndarray, is_joint: np.ndarray, strata: np.ndarray, draws: int, confidence: float
) -> Comparison | None:
    """The mean of the differences of the matched strata; None where there are too few labels to bound an interval.

    values, is_joint, strata: one element a place, all matched. A stratum of a joint and b other places weighs
    a b / (a + b), the inverse of the variance of its difference where all places vary alike.
    Interval: every shift of all joint places that the test does not refuse (P. H. Garthwaite, "Confidence intervals
    from randomization tests", Biometrics 52 (1996) 1387-1393), here in closed form and without a search.
    """
    strata = np.unique(strata, return_inverse=True)[1]
    labels, is_exact = labellings(is_joint, strata, draws)
    weight = sum(np.mean(is_joint[strata == one]) * np.sum(~is_joint[strata == one]) for one in np.unique(strata))
    found = labels @ centred(values, strata) / weight
    overlap = labels @ centred(is_joint.astype(float), strata) / weight
    difference = float(is_joint @ centred(values, strata) / weight)
    low, high = shifts(difference, found, overlap)
    least = math.floor((1 - confidence) * len(labels) + TOLERANCE)  # so many labels may be further off than a shift
    ends = float(np.sort(low)[least]), float(np.sort(high)[::-1][least])
    if not all(map(math.isfinite, ends)):
        return None
    chance = float(np.mean(np.abs(found) >= abs(difference) - TOLERANCE))
    return Comparison(difference, *ends, chance, len(labels), is_exact)


def shifts(difference: float, found: np.ndarray, overlap: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """From which to which shift each labelling differs by no less than the real one.

    Less a shift s of the joint places, the real labels differ by ``difference - s`` and others by ``found - s
    overlap``: those are the further off between the two shifts at which both are equally far.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        one, other = (difference - found) / (1 - overlap), (difference + found) / (1 + overlap)
    is_same = np.abs(overlap) > 1 - TOLERANCE  # the real labels, or just the others
    return np.where(is_same, -np.inf, np.minimum(one, other)), np.where(is_same, np.inf, np.maximum(one, other))


def centred(values: np.ndarray, strata: np.ndarray) -> np.ndarray:
    """Values less the mean of their stratum; strata are numbered from 0."""
    return values - (np.bincount(strata, values) / np.bincount(strata))[strata]


def labellings(is_joint: np.ndarray, strata: np.ndarray, draws: int) -> tuple[np.ndarray, bool]:
    """As many joint places in each stratum as there are: all ways, one a row, where they are at most ``draws``; else so
    many drawn, and the real one. Says whether they are all."""
    blocks = [np.flatnonzero(strata == one) for one in np.unique(strata)]
    if math.prod(math.comb(len(block), int(is_joint[block].sum())) for block in blocks) <= draws:
        return np.array(list(every(is_joint, blocks))), True
    order = np.argsort(np.random.default_rng(SEED).random((draws, len(strata))) + strata, axis=1)
    labels = np.zeros((draws + 1, len(strata)), dtype=bool)
    labels[-1] = is_joint
    np.put_along_axis(labels[:-1], order, np.tile(is_joint[np.argsort(strata, kind="stable")], (draws, 1)), axis=1)
    return labels, False


def every(is_joint: np.ndarray, blocks: list[np.ndarray]) -> Iterator[np.ndarray]:
    for chosen in product(*(combinations(block, int(is_joint[block].sum())) for block in blocks)):
        labels = np.zeros(len(is_joint), dtype=bool)
        labels[[place for group in chosen for place in group]] = True
        yield labels
