-- COV-08 of the country: communities whose referral pathway works, those of which it is not known, and all.
SELECT coalesce(sum(communities), 0) AS communities, coalesce(sum(functioning), 0) AS functioning,
       coalesce(sum(unknown), 0) AS unknown
FROM warehouse.marts.community_referral
WHERE period = $period AND scheme = $scheme AND level = 'adm1'
