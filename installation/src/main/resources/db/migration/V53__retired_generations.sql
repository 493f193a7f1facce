-- When a key generation was retired; null as long as it was not. From then on it signs nothing: no certificate of an
-- OCSP signer, no CRL. It is written once, by the administrator, when two CA operators decided it.
ALTER TABLE status.issuer ADD COLUMN retired_at BIGINT NULL;
