-- The periods of which anything is told of cases, in no order.
SELECT period FROM warehouse.marts.case_flows
UNION SELECT period FROM warehouse.marts.case_measures
UNION SELECT period FROM warehouse.marts.case_staff
