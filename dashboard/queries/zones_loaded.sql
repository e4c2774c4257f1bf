-- Whether access, past missions, offers and needs are loaded at all, and the day from which the coming months count.
SELECT (SELECT count(*) FROM warehouse.marts.enclaved) AS states, (SELECT count(*) FROM warehouse.marts.missions) AS missions,
       (SELECT count(*) FROM warehouse.marts.means_board) AS notices, (SELECT max(day) FROM warehouse.marts.present_day) AS day
