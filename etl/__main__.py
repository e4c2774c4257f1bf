"""``python -m etl``: from partners' workbooks to a published warehouse."""

import sys

from etl.commands import main

if __name__ == "__main__":
    sys.exit(main())
