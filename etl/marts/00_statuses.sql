-- What the status of an activity says of whether anybody is served by it.
CREATE MACRO is_announced(status) AS
    regexp_matches(coalesce(fold(status), ''), '^(planif|prevu|planned|annonce|a venir|upcoming)');
CREATE MACRO is_suspended(status) AS regexp_matches(coalesce(fold(status), ''), '^(suspen|on hold)');
-- It took place in its period, and does not go on.
CREATE MACRO is_finished(status) AS
    regexp_matches(coalesce(fold(status), ''), '^(acheve|termine|complete|clotur|clos|fini|ended)');
