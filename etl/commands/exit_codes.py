"""What the exit codes mean, and where the warehouse is unless told otherwise."""

from pathlib import Path

DONE, FAILED, NOTHING_LOADED, LOCKED = 0, 1, 2, 75
DEFAULT_WAREHOUSE = Path("data/warehouse")
