-- What readers of former releases may remember goes on from build to build, also of quarters that this one does not have.
INSERT INTO warehouse.core.disclosure_memory BY NAME
SELECT DISTINCT * EXCLUDE is_demo FROM staging.published_before
EXCEPT FROM warehouse.core.disclosure_memory;

INSERT INTO warehouse.core.disclosure_unread FROM staging.unread_before;
