"""How often the comparison of places shows a difference where labels are drawn at random."""

import numpy as np

from dashboard.evidence import compare, matched

PLACES, STRATA, DRAWS, CONFIDENCE = 40, 4, 2000, 0.95


def rate_of_effects(worlds: int, shift: float = 0.0) -> float:
    """The share of worlds whose interval leaves 0 out; in each, places of strata that differ, and labels at random.

    shift: what joint places are given in addition, where the values vary by 5 around their stratum's.
    """
    seen = 0
    for world in range(worlds):
        rng = np.random.default_rng(world)
        strata = rng.integers(0, STRATA, PLACES)
        is_joint = rng.random(PLACES) < 0.4
        values = 50 + 12 * strata + rng.normal(0, 5, PLACES) + shift * is_joint
        kept = matched(is_joint, strata)
        found = compare(values[kept], is_joint[kept], strata[kept], DRAWS, CONFIDENCE)
        seen += found is not None and found.is_apart
    return seen / worlds


def main() -> None:
    rate = rate_of_effects(2000)
    # five standard errors of a share of 5 % in 2,000 worlds
    if not abs(rate - 0.05) < 5 * (0.05 * 0.95 / 2000) ** 0.5:
        raise SystemExit(f"labels at random: {rate:.1%} of 2,000 worlds show a difference, 5 % stated")
    print(f"labels at random: {rate:.1%} of 2,000 worlds show a difference (5 % stated)")


if __name__ == "__main__":
    main()
