-- What was read, as text: one table a kind of source, one row a row of a sheet.
-- `staging` lives in memory and is never published; the published file is attached as `warehouse`.
CREATE SCHEMA staging;
CREATE SCHEMA warehouse.core;
CREATE SCHEMA warehouse.marts;

-- The words of a text, without case, accents or punctuation, as etl.recognise.fold gives them; in Latin, Cyrillic,
-- Arabic or Ethiopic letters.
CREATE MACRO fold(t) AS
    trim(regexp_replace(lower(strip_accents(replace(replace(t, 'œ', 'oe'), 'Œ', 'oe'))),
                        '[^a-z0-9\x{0400}-\x{0481}\x{048A}-\x{04FF}\x{0620}-\x{063F}\x{0641}-\x{064A}'
                        '\x{066E}-\x{066F}\x{0671}-\x{06D3}\x{0750}-\x{077F}\x{1200}-\x{135A}]+', ' ', 'g'));

-- A text without the blanks that partners pad it with; NULL when nothing is left.
CREATE MACRO tidy(t) AS
    nullif(trim(regexp_replace(t, '[\s\x{00A0}\x{202F}\x{2007}\x{FEFF}\x{200B}]+', ' ', 'g')), '');

-- Words that say that something is there and nobody knows which.
CREATE MACRO says_unknown(t) AS
    fold(t) IN ('nd', 'non precise', 'non precisee', 'non specifie', 'non specifiee', 'not specified', 'unspecified',
                'inconnu', 'inconnue', 'unknown');

-- A place as it is stated; NULL for words that say that none is: "toute la préfecture", "n/a", a dash.
CREATE MACRO stated_place(t) AS
    CASE WHEN fold(t) <> '' AND NOT says_unknown(t)
          AND fold(t) NOT IN ('toutes', 'tous', 'toute la prefecture', 'toute la province', 'toutes les sous prefectures',
              'ensemble de la prefecture', 'prefecture entiere', 'pays entier', 'all', 'whole prefecture', 'n a', 'na',
              'sans objet', 'aucun', 'none') THEN tidy(t) END;

-- A name: a text that holds a letter or a figure and is no error of a formula.
CREATE MACRO named(t) AS
    CASE WHEN regexp_matches(t, '[\p{L}\p{N}]')
          AND NOT regexp_full_match(tidy(t), '#(DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|ERR!)')
         THEN tidy(t) END;

-- A whole number of people, whatever parts its thousands; NULL when it is not one. A point before three figures is
-- refused: 1.000 is one for some and a thousand for others. A comma before three is not: no one counts thousandths of
-- people, and no spreadsheet writes its decimals so.
-- Blanks and apostrophes part groups of three, or nothing: "10 15" may be two numbers.
CREATE MACRO bare_number(t) AS
    list_transform([tidy(t)], lambda b: CASE WHEN regexp_full_match(b, '[-+]?\d{1,3}([ '']\d{3})+([.,]\d+)?')
                                             THEN replace(replace(b, ' ', ''), '''', '') ELSE b END)[1];
-- A list of one in all of these: a macro writes its argument out wherever it names it, and planning that takes long.
CREATE MACRO whole_number(t) AS
    CASE WHEN regexp_full_match(t, '\d{1,15}') THEN CAST(t AS BIGINT) -- nearly all of them, and much faster
         ELSE list_transform([bare_number(t)], lambda b:
             CASE WHEN regexp_full_match(b, '[-+]?\d{1,15}([.,]0{1,2})?')
                  THEN CAST(regexp_extract(b, '^([-+]?\d+)', 1) AS BIGINT)
                  WHEN regexp_full_match(b, '-?\d{1,3}(\.\d{3})+,0{1,2}')
                  THEN CAST(replace(split_part(b, ',', 1), '.', '') AS BIGINT)
                  WHEN regexp_full_match(b, '-?\d{1,3}(,\d{3}){1,4}(\.0{1,2})?')
                  THEN CAST(replace(split_part(b, '.', 1), ',', '') AS BIGINT) END)[1] END;

-- A number with decimals, after a point or a comma; NULL when it is not one.
CREATE MACRO decimal_number(t) AS
    list_transform([bare_number(t)], lambda b:
        try_cast(CASE WHEN regexp_full_match(b, '-?\d{1,3}(\.\d{3})+,\d+') THEN replace(replace(b, '.', ''), ',', '.')
                      WHEN regexp_full_match(b, '-?\d{1,3}(,\d{3})+\.\d+') THEN replace(b, ',', '')
                      ELSE replace(b, ',', '.') END AS DOUBLE))[1];

CREATE MACRO without_hour(t) AS
    regexp_replace(t, '[ T]([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d([.,]\d+)?)? ?(Z|[+-]\d\d:?\d\d|[AaPp][Mm])?$', '');

-- A date as Excel stores it, the year first, or as day/month/year; the year has its four figures, and an hour is
-- left aside.
CREATE MACRO day_of(t) AS
    CASE WHEN regexp_full_match(t, '\d{5}(\.\d+)?') AND CAST(t AS DOUBLE) BETWEEN 36526 AND 54788
         THEN DATE '1899-12-30' + CAST(floor(CAST(t AS DOUBLE)) AS INTEGER)
         WHEN regexp_matches(t, '\b(19|20)\d\d\b')
         THEN CAST(try_strptime(without_hour(t), ['%Y-%m-%d', '%Y/%m/%d', '%Y.%m.%d', '%d/%m/%Y', '%d-%m-%Y', '%d.%m.%Y'])
                   AS DATE) END;

-- The first and the last day of a period; as texts, 2022-Q1 would come after 2022-12.
CREATE MACRO period_start(p) AS
    CAST(CASE WHEN length(p) = 4 THEN p || '-01-01'
              WHEN p[6] = 'Q' THEN p[:4] || '-' || lpad(CAST(3 * try_cast(p[7] AS INTEGER) - 2 AS VARCHAR), 2, '0') || '-01'
              ELSE p || '-01' END AS DATE);
CREATE MACRO period_end(p) AS
    CAST(period_start(p) + CASE WHEN length(p) = 4 THEN INTERVAL 1 YEAR WHEN p[6] = 'Q' THEN INTERVAL 3 MONTH
                                ELSE INTERVAL 1 MONTH END - INTERVAL 1 DAY AS DATE);

CREATE TABLE staging.files (
    file_id INTEGER, file VARCHAR, sha256 VARCHAR, received_at TIMESTAMPTZ);
CREATE TABLE staging.sheets (
    sheet_id INTEGER, file_id INTEGER, sheet VARCHAR, kind VARCHAR, period VARCHAR, sector VARCHAR,
    rows_seen BIGINT, rows_received BIGINT);
CREATE TABLE staging.columns (
    sheet_id INTEGER, position INTEGER, heading VARCHAR, role VARCHAR, confidence DOUBLE);
-- Runs of rows that hold no data: blank, title, heading, hxl, subtotal, note.
CREATE TABLE staging.not_data (
    sheet_id INTEGER, first_row INTEGER, last_row INTEGER, why VARCHAR, text VARCHAR);
-- What a cell is beside its value: a formula, an error, a percentage, a number typed as text.
CREATE TABLE staging.cell_facts (sheet_id INTEGER, row INTEGER, role VARCHAR, fact VARCHAR);
CREATE TABLE staging.cell_remarks (
    sheet_id INTEGER, row INTEGER, role VARCHAR, value VARCHAR, code VARCHAR, detail VARCHAR);
-- The text of a cell as it was received, where what was staged is mended.
CREATE TABLE staging.raw_cells (sheet_id INTEGER, row INTEGER, role VARCHAR, value VARCHAR);
CREATE TABLE staging.hidden_rows (sheet_id INTEGER, row INTEGER);
-- A count by age, sex or disability, from a column of its own; NULL is "all".
CREATE TABLE staging.parts (
    sheet_id INTEGER, row INTEGER, role VARCHAR, measure VARCHAR, age_group VARCHAR, sex VARCHAR,
    disability VARCHAR, value VARCHAR);
-- sheet_id is NULL for a whole file; row is the sheet's own number, NULL for the whole sheet.
CREATE TABLE staging.issues (
    file_id INTEGER, sheet_id INTEGER, sheet VARCHAR, row INTEGER, role VARCHAR, value VARCHAR,
    code VARCHAR, detail VARCHAR);
CREATE TABLE staging.period_texts (text VARCHAR, period VARCHAR);
-- Dates in words: the first and the last day that they may mean.
CREATE TABLE staging.day_texts (text VARCHAR, first_day DATE, last_day DATE);

CREATE TABLE staging.activities (
    sheet_id INTEGER, row INTEGER, fingerprint VARCHAR,
    period VARCHAR, year VARCHAR, period_start VARCHAR, period_end VARCHAR,
    organisation VARCHAR, organisation_name VARCHAR, organisation_type VARCHAR,
    implementing_partner VARCHAR, donor VARCHAR, sector VARCHAR, other_sector VARCHAR, subsector VARCHAR,
    activity VARCHAR,
    adm1_name VARCHAR, adm1_code VARCHAR, adm2_name VARCHAR, adm2_code VARCHAR, locality VARCHAR, zone VARCHAR,
    status VARCHAR, modality VARCHAR, joint_sectors VARCHAR,
    start_date VARCHAR, end_date VARCHAR, in_need VARCHAR, targeted VARCHAR, reached VARCHAR,
    reached_girls VARCHAR, reached_boys VARCHAR, reached_women VARCHAR, reached_men VARCHAR,
    physical_presence VARCHAR, sex VARCHAR, age_group VARCHAR, disability VARCHAR, comment VARCHAR);

CREATE TABLE staging.service_sites (
    sheet_id INTEGER, row INTEGER, fingerprint VARCHAR,
    period VARCHAR, year VARCHAR, period_start VARCHAR, period_end VARCHAR,
    organisation VARCHAR, organisation_name VARCHAR, organisation_type VARCHAR,
    site_name VARCHAR, service VARCHAR, site_type VARCHAR, site_status VARCHAR, verified_date VARCHAR,
    -- when it is open and for whom; `contact`: the service's own telephone or mailbox (etl/personal.py)
    opening_hours VARCHAR, serves_age_from VARCHAR, serves_age_to VARCHAR, serves_sex VARCHAR, accessible VARCHAR,
    contact VARCHAR,
    adm1_name VARCHAR, adm1_code VARCHAR, adm2_name VARCHAR, adm2_code VARCHAR, locality VARCHAR, zone VARCHAR,
    latitude VARCHAR, longitude VARCHAR, sex VARCHAR, age_group VARCHAR, disability VARCHAR, comment VARCHAR);

CREATE TABLE staging.case_counts (
    sheet_id INTEGER, row INTEGER, fingerprint VARCHAR,
    period VARCHAR, year VARCHAR, period_start VARCHAR, period_end VARCHAR,
    organisation VARCHAR, organisation_name VARCHAR, organisation_type VARCHAR,
    adm1_name VARCHAR, adm1_code VARCHAR, adm2_name VARCHAR, adm2_code VARCHAR, locality VARCHAR, zone VARCHAR,
    case_status VARCHAR, risk_level VARCHAR, concern VARCHAR,
    sex VARCHAR, age_group VARCHAR, disability VARCHAR, cases VARCHAR, counted_by VARCHAR, comment VARCHAR);

CREATE TABLE staging.referral_counts (
    sheet_id INTEGER, row INTEGER, fingerprint VARCHAR,
    period VARCHAR, year VARCHAR, period_start VARCHAR, period_end VARCHAR,
    organisation VARCHAR, organisation_name VARCHAR, organisation_type VARCHAR, to_organisation VARCHAR,
    adm1_name VARCHAR, adm1_code VARCHAR, adm2_name VARCHAR, adm2_code VARCHAR, locality VARCHAR, zone VARCHAR,
    -- where the child is sent to, if told; the place above is where the referral was made
    to_adm1_name VARCHAR, to_adm1_code VARCHAR, to_adm2_name VARCHAR, to_adm2_code VARCHAR,
    from_service VARCHAR, to_service VARCHAR, priority VARCHAR, referral_status VARCHAR, reason VARCHAR,
    response_delay VARCHAR, service_delay VARCHAR, told_by VARCHAR, sex VARCHAR, age_group VARCHAR,
    disability VARCHAR, referrals VARCHAR,
    -- of the referrals, where a sheet has a column for each outcome
    referrals_accepted VARCHAR, referrals_rejected VARCHAR, referrals_served VARCHAR, comment VARCHAR);
