-- Mass revocations select by where and when certificates were issued, which never changes: what moves
-- with a holder was another set when a job was proposed, approved and carried out.

-- The partition says which municipality issued a certificate.
ALTER TABLE status.crl_partition ADD KEY of_municipality (municipality, partition_no);
ALTER TABLE ca.certificate ADD KEY of_issue (partition_no, not_before, issuer_no, serial);

ALTER TABLE ca.revocation_job
  ADD COLUMN issued_from BIGINT NULL,  -- only what was issued then or later
  ADD COLUMN issued_until BIGINT NULL, -- only what was issued before
  ADD COLUMN cursor_partition INT UNSIGNED NULL,
  CHANGE COLUMN cursor_not_after cursor_not_before BIGINT NULL;

-- Those that are open were meant for who lives in the municipality: to be proposed anew.
UPDATE ca.revocation_job SET state = 'cancelled', ended_by = 'upgrade', ended_at = proposed_at
  WHERE selection = 'municipality' AND state IN ('proposed', 'running');
