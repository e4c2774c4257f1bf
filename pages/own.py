"""What of these data is ours?"""

from dashboard import queries
from dashboard.ui import case_own, commitments, context, header, inclusion_own, own, referral_own

_ = context.translator()
warehouse = context.warehouse()
reader = context.reader()

header.show(_("What of these data is ours?"), warehouse, _)
own.say_whose(reader, _)

if reader.role == "organisation":
    own.reports(queries.own_reports(warehouse), _)
own.projects(queries.own_projects(warehouse), reader, warehouse, _)
if reader.role == "organisation":
    own.sites(queries.own_sites(warehouse), reader, warehouse, _)
    commitments.own(queries.own_commitments(warehouse), reader.own, warehouse, _)
    referral_own.show(queries.own_referrals(warehouse), reader, warehouse, _)
    case_own.show(queries.own_cases(warehouse), reader, warehouse, _)
    own.counts(queries.own_counts(warehouse), reader, warehouse, _)
    inclusion_own.show(queries.own_inclusion(warehouse), warehouse, _)
    own.remarks(queries.own_remarks(warehouse), reader, warehouse, _)
