"""The question of the page on evidence: which places are alike, which are left out and why, and what they differ by."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.evidence import Comparison, compare, matched
from dashboard.reading import KNOWN, with_values

LIKENESS = ["is_remote", "is_severe", "is_large"]
NO_VALUE, UNDECIDED, UNLIKE, ALONE = "no_value", "undecided", "unlike", "alone"
COMPARED = ""


@dataclass(frozen=True)
class Rules:
    """How many matched places of each group are asked for, and how the interval is drawn."""

    least_joint: int
    least_alone: int
    draws: int
    confidence: float

    @classmethod
    def of(cls, rules: pd.DataFrame) -> "Rules":
        """rules: rule, value (as marts.evidence_rules)."""
        told = rules.set_index("rule")["value"]
        return cls(int(told["least_joint"]), int(told["least_alone"]), int(told["draws"]),
                   float(told["confidence_percent"]) / 100)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Answer:
    """places: all of them, with value, state and left_out (empty where compared, else why). comparison: None where it
    is refused; is_few: because there are too few matched places. joint, alone: how many there are."""

    places: pd.DataFrame
    comparison: Comparison | None
    joint: int
    alone: int
    is_few: bool

    @property
    def compared(self) -> pd.DataFrame:
        return self.places[self.places["left_out"] == COMPARED]

    def mean(self, is_joint: bool) -> float:
        """The mean of one group, each stratum weighed as in the difference: the two means differ by just that."""
        strata = self.strata()
        return float((strata["weight"] * strata["joint" if is_joint else "alone"]).sum())

    def strata(self) -> pd.DataFrame:
        """One row a matched stratum: is_remote, is_severe, is_large, joint_places, alone_places, joint and alone
        (their means), weight; the heaviest first."""
        groups = self.compared.groupby([*LIKENESS, "is_joint"])["value"].agg(["size", "mean"]).unstack("is_joint")
        found = pd.DataFrame(
            {
                "joint_places": groups[("size", True)],
                "alone_places": groups[("size", False)],
                "joint": groups[("mean", True)],
                "alone": groups[("mean", False)],
            }
        )
        share = found["joint_places"] * found["alone_places"] / (found["joint_places"] + found["alone_places"])
        return found.assign(weight=share / share.sum()).sort_values("weight", ascending=False).reset_index()


def answer(places: pd.DataFrame, rules: Rules, rule: str, factor: float | None, minimum: int) -> Answer:
    """places: as :func:`dashboard.queries.evidence_places`; rule, factor, minimum: of the outcome."""
    told = with_values(places, rule, factor, minimum)
    left_out = pd.Series(COMPARED, index=told.index)
    left_out[told[LIKENESS].isna().any(axis=1)] = UNLIKE
    left_out[told["is_joint"].isna()] = UNDECIDED
    left_out[told["state"] != KNOWN] = NO_VALUE
    kept = told[left_out == COMPARED]
    is_joint, strata = kept["is_joint"].to_numpy(bool), strata_of(kept)
    pairs = matched(is_joint, strata)
    left_out[kept.index[~pairs]] = ALONE
    joint, alone = int((is_joint & pairs).sum()), int((~is_joint & pairs).sum())
    is_few = joint < rules.least_joint or alone < rules.least_alone
    values = kept["value"].to_numpy(float)[pairs]
    found = None if is_few else compare(values, is_joint[pairs], strata[pairs], rules.draws, rules.confidence)
    return Answer(told.assign(left_out=left_out), found, joint, alone, is_few)


def strata_of(places: pd.DataFrame) -> np.ndarray:
    """A number for each kind of place: remote or not, severe or not, large or not."""
    return places[LIKENESS].to_numpy(bool) @ np.array([4, 2, 1])
