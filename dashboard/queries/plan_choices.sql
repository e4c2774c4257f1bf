-- Every plan of which targets are told, the newest first, and of a year the one that CO-02 follows first.
SELECT year, plan, is_main FROM warehouse.marts.plan_targets GROUP BY ALL ORDER BY year DESC, is_main DESC, plan
