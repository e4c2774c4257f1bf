-- What each row of the simple tables is about (`about`), and what it says of it (`said`).
CREATE TABLE staging.simple_subjects AS
SELECT r.sheet_id, r.row, s.kind, s.role, s.text, s.said,
       hash(s.about, fold(r.adm1_name), fold(r.adm1_code), fold(r.adm2_name), fold(r.adm2_code)) AS about
FROM (
    SELECT sheet_id, row, 'access_status' AS kind, 'access_status' AS role, access_status AS text,
           hash(fold(locality), fold(access_mode), fold(source), tidy(start_date), tidy(period)) AS about,
           hash(fold(access_status), tidy(end_date), fold(season), fold(cause)) AS said
    FROM staging.access_status
    UNION ALL
    SELECT sheet_id, row, 'population', 'people', people,
           hash(fold(locality), fold(part_named(sex)), fold(part_named(age_group)), fold(disability), fold(basis),
                fold(source), fold(organisation), tidy(period)),
           hash(whole_number(people))
    FROM staging.population
    UNION ALL
    SELECT sheet_id, row, 'severity', 'phase', phase,
           hash(fold(locality), fold(sector), fold(source), fold(organisation), fold(sex), fold(age_group)),
           hash(fold(phase), whole_number(in_need))
    FROM staging.severity
    UNION ALL
    SELECT sheet_id, row, 'funding', CASE WHEN tidy(requested) IS NULL THEN 'received' ELSE 'requested' END,
           coalesce(tidy(requested), received),
           hash(fold(locality), fold(plan), fold(organisation), fold(organisation_name), fold(donor), fold(sector),
                fold(source), fold(currency)),
           hash(amount_of(requested), amount_of(received))
    FROM staging.funding
    UNION ALL
    SELECT sheet_id, row, 'plan_targets', 'targeted', targeted,
           hash(fold(plan), fold(sector), fold(plan_indicator), fold(population_status), fold(part_named(sex)),
                fold(part_named(age_group)), fold(part_named(disability))),
           hash(whole_number(in_need), whole_number(targeted), whole_number(reached_published), fold(reach_rule))
    FROM staging.plan_targets
    UNION ALL
    SELECT sheet_id, row, 'pooled_means', 'quantity', quantity,
           hash(fold(locality), fold(direction), fold(resource), fold(organisation), fold(organisation_name),
                fold(access_mode), fold(mission), tidy(start_date)),
           hash(tidy(quantity), fold(currency), tidy(end_date))
    FROM staging.pooled_means
    UNION ALL
    SELECT sheet_id, row, 'commitments', 'commitment_status', commitment_status,
           hash(fold(organisation), fold(organisation_name), fold(commitment), fold(locality)),
           hash(tidy(due_date), fold(commitment_status), tidy(done_date))
    FROM staging.commitments
    UNION ALL
    SELECT sheet_id, row, 'case_practice', 'cases', cases,
           hash(fold(locality), fold(organisation), fold(organisation_name), fold(measure), fold(risk_level), fold(sex),
                fold(age_group), fold(disability)),
           hash(whole_number(cases))
    FROM staging.case_practice
    UNION ALL
    SELECT sheet_id, row, 'sector_measures', 'amount', amount,
           hash(fold(locality), fold(organisation), fold(organisation_name), fold(measure), fold(centre_type), fold(sex)),
           hash(whole_number(amount))
    FROM staging.sector_measures
    UNION ALL
    SELECT sheet_id, row, 'reach_counts', 'people', people,
           hash(fold(locality), fold(organisation), fold(organisation_name), fold(sector), fold(sex), fold(age_group),
                fold(disability), fold(disability_tool), fold(population_status)),
           hash(whole_number(people))
    FROM staging.reach_counts
    UNION ALL
    SELECT sheet_id, row, 'caseloads', 'staff_count', staff_count,
           hash(fold(locality), fold(organisation), fold(organisation_name), fold(staff), delay_key(active_cases)),
           hash(whole_number(staff_count))
    FROM staging.caseloads
) s
JOIN staging.all_rows r ON r.kind = s.kind AND r.sheet_id = s.sheet_id AND r.row = s.row;

-- The same thing said twice differently: nobody can say which is right. Money and means may come in
-- several lines.
INSERT INTO staging.issues
WITH keyed AS (
    SELECT s.*, p.period FROM staging.simple_subjects s
    JOIN staging.row_periods p USING (sheet_id, row)
    WHERE s.kind NOT IN ('funding', 'pooled_means')
),
conflicts AS (
    SELECT sheet_id, about, period, string_agg(row, ', ' ORDER BY row) AS rows
    FROM keyed
    GROUP BY sheet_id, about, period
    HAVING count(DISTINCT said) > 1
)
SELECT s.file_id, k.sheet_id, s.sheet, k.row, k.role, k.text, 'key_conflict', c.rows
FROM keyed k
JOIN conflicts c USING (sheet_id, about)
JOIN staging.sheets s USING (sheet_id)
WHERE c.period IS NOT DISTINCT FROM k.period;
