-- What the status of an activity says of whether anybody is served by it.
CREATE MACRO is_announced(status) AS
    regexp_matches(coalesce(fold(status), ''), '^(planif|prevu|planned|annonce|a venir|upcoming)');
CREATE MACRO is_suspended(status) AS regexp_matches(coalesce(fold(status), ''), '^(suspen|on hold)');
