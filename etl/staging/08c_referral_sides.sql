-- Who tells the referrals of a sheet, where its rows do not say so: a sheet of a single receiver and of several senders
-- is the receiver's, any other is the sender's.
CREATE TABLE staging.referral_sides AS
SELECT a.sheet_id, CASE WHEN count(DISTINCT b.organisation_id) = 1 AND count(b.organisation_id) = count(*)
                         AND count(DISTINCT a.organisation_id) > 1 THEN 'receiver' ELSE 'sender' END AS side
FROM staging.row_organisations a
JOIN staging.row_organisations b ON b.sheet_id = a.sheet_id AND b.row = a.row AND b.role = 'to_organisation'
WHERE a.role = 'organisation'
GROUP BY a.sheet_id;
