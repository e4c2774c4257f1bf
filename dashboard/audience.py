"""Who the dashboard speaks to: the coordination, or everybody.

Files, rows and who sent what are internal. ``MAILLAGE_AUDIENCE=public`` takes them out: only the public file of a build
is opened then, and the check of workbooks, the board of who reported and the sources behind a figure are not offered.
"""

import os


def may_see_sources() -> bool:
    return os.environ.get("MAILLAGE_AUDIENCE", "").strip().lower() != "public"


def edition() -> str:
    """Which file of a build is read: the public one holds nothing else than what anyone may see."""
    return "internal" if may_see_sources() else "public"
