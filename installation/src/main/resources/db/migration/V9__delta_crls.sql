-- The delta CRL (RFC 5280 section 5.2.4) that is published with a complete one, under the same
-- number: one row tells of both, so there is never one without the other.
ALTER TABLE status.crl
  ADD COLUMN base BIGINT UNSIGNED NULL, -- the number of the complete CRL it starts from, or its own
  ADD COLUMN delta_entries BIGINT UNSIGNED NULL,
  ADD COLUMN delta_size BIGINT UNSIGNED NULL,
  ADD COLUMN delta_sha256 BINARY(32) NULL;
