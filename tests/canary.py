"""A warehouse in which each withheld count is a number that occurs nowhere else, and an eye for such numbers.

The counts of other organisations than one are such numbers too, in every row of the internal file.
"""

import hashlib
import json
import re
import shutil
from pathlib import Path

import duckdb
import numpy as np

from etl.disclose.cube import read_cube
from etl.public import write_public

FIRST, LAST = 913_700_000, 913_799_999
# As digits, with or without what parts thousands.
PART = rb"(?:[ ,.'_]|\xc2\xa0|\xe2\x80\xaf|&nbsp;|&#8239;|\\u00a0|\\u202f)?"
# Not as the fraction of a number: a count has none before it.
WRITTEN = re.compile(rb"(?<![0-9])(?<![0-9]\.)913" + PART + rb"7[0-9]{2}" + PART + rb"[0-9]{3}(?![0-9])")
FINGERPRINT = re.compile(rb"[0-9a-f]{12,}")  # its digits are chance: of many, some are those of a canary
OWN = "siriri-fic"  # whose own rows are left as they are


def warehouse_of_canaries(demo: Path, folder: Path) -> Path:
    """A copy of the demonstration's warehouse with canaries in its internal file, and the public file that the build
    makes of it."""
    shutil.copytree(demo, folder)
    pointer = json.loads((folder / "CURRENT.json").read_text(encoding="utf-8"))
    files = {edition: folder / pointer[edition] for edition in ("internal", "public")}
    for file in files.values():
        file.parent.chmod(0o755)
        file.chmod(0o644)
    files["public"].unlink()
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{files['internal']}' AS warehouse")
        changed = (
            ("marts.published_counts", "value", "is_withheld", 0),
            ("core.case_counts", "case_count", f"organisation_id <> '{OWN}'", 30_000),
            ("core.referral_counts", "referral_count", f"organisation_id <> '{OWN}'", 80_000),
            ("marts.plan_progress", "reached", "true", 79_000),
            ("marts.case_measures", "cases", f"organisation_id <> '{OWN}'", 90_000),
        )
        # more rows than numbers: each stands several times
        connection.execute(
            f"UPDATE warehouse.marts.inclusion_facts SET people = {FIRST + 55_000} + rowid % 20_000 "
            f"WHERE organisation_id IS DISTINCT FROM '{OWN}'"
        )
        for table, column, condition, start in changed:
            connection.execute(f"UPDATE warehouse.{table} SET {column} = {FIRST + start} + rowid WHERE {condition}")
        connection.execute(
            f"UPDATE warehouse.marts.indicator_values SET numerator = {FIRST + 95_000} + rowid % 5_000 "
            "WHERE level = 'org' "
            "OR indicator_id IN (SELECT indicator_id FROM warehouse.marts.indicators WHERE NOT is_public)"
        )
        write_public(connection, read_cube(), files["public"])
        connection.execute("CHECKPOINT warehouse")
    pointer["sha256"] = {name: hashlib.sha256(file.read_bytes()).hexdigest() for name, file in files.items()}
    (folder / "CURRENT.json").write_text(json.dumps(pointer), encoding="utf-8")
    return folder


def found(content: bytes) -> list[str]:
    """The canaries in some bytes: written in digits, or as whole or floating numbers of eight bytes, in either order,
    at any place. (In four bytes, chance alone would show some in every picture.)"""
    seen = [match.decode("utf-8", "replace") for match in WRITTEN.findall(FINGERPRINT.sub(b"-", content))]
    for kind in ("<i8", ">i8", "<f8", ">f8"):
        for start in range(8):
            numbers = np.frombuffer(content[start : start + (len(content) - start) // 8 * 8], dtype=kind)
            with np.errstate(invalid="ignore"):
                within = numbers[(numbers >= FIRST) & (numbers <= LAST)]
            seen += [str(number) for number in within.tolist() if number == int(number)]
    return seen


def roles_table(folder: Path, issuer: str) -> Path:
    """The folder of a table of roles in which whoever has a role is called by it."""
    folder.mkdir(exist_ok=True)
    lines = [
        "donor,donor,Fondation Exemple (fictive)",
        f"organisation,organisation,{OWN}",
        "other,organisation,kodro-fic",
    ]
    text = "\n".join(["issuer,subject,role,organisation,not_before", *(f"{issuer},{line}," for line in lines)])
    (folder / "roles.csv").write_text(text, encoding="utf-8")
    return folder


def public_bytes(warehouse: Path) -> bytes:
    pointer = json.loads((warehouse / "CURRENT.json").read_text(encoding="utf-8"))
    return (warehouse / pointer["public"]).read_bytes()
