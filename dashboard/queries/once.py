"""Questions whose answer is one for the whole life of a build."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

import pandas as pd

from dashboard.warehouse import Warehouse

Answer = TypeVar("Answer", pd.Series, pd.DataFrame)
BUILDS = 2  # the one that is served, and the one before it for the runs that began on it


def once_a_build(question: Callable[[Warehouse], Answer]) -> Callable[[Warehouse], Answer]:
    """Asked three times in one run of a page, the question is put to the warehouse once; each gets a copy."""
    answer = lru_cache(maxsize=BUILDS)(question)

    @wraps(question)
    def asked(warehouse: Warehouse) -> Answer:
        return answer(warehouse).copy()

    return asked
