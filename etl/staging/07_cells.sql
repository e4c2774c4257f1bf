-- What a cell is beside its value. In what a row cannot do without, a formula that gives nothing rejects the row;
-- elsewhere it is left empty, and the rules on places and names judge what is left.
CREATE TABLE staging.needed_roles AS
SELECT unnest(['period', 'organisation', 'sector', 'start_date', 'end_date', 'verified_date', 'in_need', 'targeted',
               'reached', 'reached_girls', 'reached_boys', 'reached_women', 'reached_men', 'cases', 'referrals',
               'referrals_accepted', 'referrals_rejected', 'referrals_served', 'year',
               'period_start', 'period_end', 'access_status', 'people', 'phase', 'requested', 'received', 'reached_published',
               'direction', 'resource', 'quantity', 'measure', 'staff', 'staff_count', 'amount']) AS role;

CREATE TABLE staging.count_roles AS
SELECT unnest(['in_need', 'targeted', 'reached', 'reached_girls', 'reached_boys', 'reached_women', 'reached_men',
               'cases', 'referrals', 'referrals_accepted', 'referrals_rejected', 'referrals_served', 'people', 'phase',
               'requested', 'received', 'reached_published', 'quantity', 'staff_count', 'amount']) AS role;

-- One remark a column for formulas whose value is taken, at the first of them.
CREATE TABLE staging.judged_facts AS
SELECT sheet_id, row, role, 1 AS cells,
       CASE WHEN fact = 'error' AND is_needed THEN 'cell_error'
            WHEN fact = 'formula_blank' AND is_needed THEN 'formula_without_value'
            WHEN fact = 'formula_external' AND is_needed THEN 'formula_external'
            WHEN fact IN ('error', 'formula_blank') THEN 'cell_unreadable'
            WHEN fact = 'percent' THEN 'count_percentage' END AS code
FROM (SELECT f.*, contains(f.role, ':') OR c.role IS NOT NULL AS is_count,
             contains(f.role, ':') OR n.role IS NOT NULL
             -- a place that nothing else gives
             OR (f.role LIKE 'adm2%' AND p.adm2_pcode IS NULL) OR (f.role LIKE 'adm1%' AND p.adm1_pcode IS NULL)
                 AS is_needed
      FROM staging.cell_facts f
      JOIN staging.row_places p USING (sheet_id, row)
      LEFT JOIN staging.needed_roles n USING (role)
      LEFT JOIN staging.count_roles c USING (role))
WHERE fact IN ('error', 'formula_blank') OR (fact = 'formula_external' AND is_needed) OR (fact = 'percent' AND is_count)
UNION ALL
SELECT sheet_id, min(row), role, count(*), 'formula_value_used'
FROM staging.cell_facts
WHERE fact = 'formula' OR (fact = 'formula_external' AND role NOT IN (FROM staging.needed_roles) AND NOT contains(role, ':'))
GROUP BY sheet_id, role;

INSERT INTO staging.issues
SELECT s.file_id, j.sheet_id, s.sheet, j.row, j.role, NULL, j.code, CAST(j.cells AS VARCHAR)
FROM staging.judged_facts j
JOIN staging.sheets s USING (sheet_id);
