"""Who the dashboard speaks to: the coordination, or everybody.

Files, rows and who sent what are internal. ``MAILLAGE_AUDIENCE=public`` takes them out: the check of workbooks, the
board of who reported, and the sources behind a figure.
"""

import os


def may_see_sources() -> bool:
    return os.environ.get("MAILLAGE_AUDIENCE", "").strip().lower() != "public"
