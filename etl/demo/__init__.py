"""Demonstration sources: invented partners' workbooks, in the shape real ones have."""

from pathlib import Path

from etl.demo import places, workbooks, world
from etl.demo.dirty import DIRTY, readme

__all__ = ["DIRTY", "write"]


def write(out: Path, seed: int = 2026) -> list[Path]:
    """Write all workbooks and CSV files into `out` and return their paths, in name order.

    A LISEZMOI.md beside them, not in the list, names the rows that are wrong on purpose.
    """
    out.mkdir(parents=True, exist_ok=True)
    (out / "LISEZMOI.md").write_text(readme(), encoding="utf-8", newline="\n")
    return sorted(workbooks.write(sheet, out) for sheet in world.sheets(places.load(), seed))
