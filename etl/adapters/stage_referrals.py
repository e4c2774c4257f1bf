"""Put a report of referrals into the staging tables: each cell is a row of referral counts that knows its cell."""

import pyarrow as pa

from etl.adapters.parameters import named_in
from etl.adapters.primero_referrals import Referral, ReferralReport
from etl.adapters.stage_counts import COLUMN
from etl.headings import fold
from etl.stage import Staged

NAMES = (
    "row", "fingerprint", "period", "period_start", "period_end", "organisation", "to_organisation", "adm1_name",
    "adm1_code", "adm2_name", "adm2_code", "to_adm1_name", "to_adm1_code", "to_adm2_name", "to_adm2_code",
    "referral_status", "referrals", "comment",
)  # fmt: skip


class StagedReferrals(Staged):
    """A report on its way into the staging tables, under its sheet's number."""

    def stage(self, report: ReferralReport) -> int:
        """Insert everything; returns how many rows of the sheet hold counts."""
        rows = [self._row(report, count) for count in report.counts]
        columns = {
            name: pa.array([row.get(name) for row in rows], None if name == "row" else pa.string()) for name in NAMES
        }
        if rows:
            self._connection.register("counts", pa.table(columns))
            self._connection.execute(
                "INSERT INTO staging.referral_counts BY NAME SELECT $sheet_id AS sheet_id, * FROM counts",
                {"sheet_id": self._sheet_id},
            )
            self._connection.unregister("counts")
        first, sheet_id = self._sheet.first_column, self._sheet_id
        self._insert(
            "columns",
            [
                (sheet_id, position + first, heading, "table" if not position else f"count:{position}", 1.0)
                for position, heading in sorted(report.headings.items())
            ],
        )
        self._insert("not_data", [(sheet_id, p.first_row + 1, p.last_row + 1, p.why, p.text) for p in report.not_data])
        self._insert(
            "cell_remarks",
            [
                (sheet_id, self._number(d.row, d.column), "referrals", d.stated, "total_row_disagrees", str(d.summed))
                for d in report.disagreements
            ],
        )
        return len({count.row for count in report.counts})

    def _number(self, row: int, column: int) -> int:
        return row + 1 + COLUMN * (column + self._sheet.first_column + 1)

    def _row(self, report: ReferralReport, count: Referral) -> dict[str, object]:
        """The staged row of one cell. A user group may name an organisation and a place: "ACF - Bambari"."""
        said = {role: report.said[role] for role in ("referral_status",) if role in report.said}
        dates = {role: text for role, text in report.said.items() if role.startswith("period")}
        sender, receiver = named_in(count.sender), named_in(count.receiver)
        is_fictitious = "donnees fictives" in fold(" ".join((report.title, *report.said.values())))
        return {
            "row": self._number(count.row, count.column),
            "fingerprint": "\x1f".join((count.sender, count.receiver, count.period or "", count.text)),
            "organisation": sender.get("organisation") or report.said.get("organisation") or count.sender,
            "to_organisation": receiver.get("organisation") or count.receiver,
            **{role: text for role, text in sender.items() if role.startswith("adm")},
            **{f"to_{role}": text for role, text in receiver.items() if role.startswith("adm")},
            **({"period": count.period} if count.period else dates),
            **said,
            "referrals": count.text,
            "comment": "Données fictives" if is_fictitious else None,
        }
