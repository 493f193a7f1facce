-- A revocation job may be about one certificate that a key generation signed for no card: that of an
-- OCSP signer, or a link certificate. Null in all others.
ALTER TABLE ca.revocation_job ADD COLUMN own_serial VARBINARY(20) NULL;
