-- What was issued and what was signed can be forgotten, and not be exchanged: the SHA-256 is kept beside
-- it from the beginning, by the database itself, and a row whose content is neither what was hashed nor
-- the hash is refused. No service may write the hash (R__grants.sql).

ALTER TABLE ca.certificate_der
  ADD COLUMN sha256 BINARY(32) NOT NULL DEFAULT (UNHEX(SHA2(der, 256)));
UPDATE ca.certificate_der SET sha256 = IF(LENGTH(der) = 32, der, UNHEX(SHA2(der, 256)));
ALTER TABLE ca.certificate_der
  ADD CONSTRAINT der_or_hash CHECK (der = sha256 OR UNHEX(SHA2(der, 256)) = sha256);

-- What is to be signed stands there as its hash (V47), or in full from before.
ALTER TABLE ca.signing_intent
  ADD COLUMN tbs_sha256 BINARY(32) NOT NULL
    DEFAULT (IF(LENGTH(tbs) = 32, tbs, UNHEX(SHA2(tbs, 256))));
UPDATE ca.signing_intent SET tbs_sha256 = IF(LENGTH(tbs) = 32, tbs, UNHEX(SHA2(tbs, 256)));
ALTER TABLE ca.signing_intent
  ADD CONSTRAINT tbs_or_hash CHECK (tbs = tbs_sha256 OR UNHEX(SHA2(tbs, 256)) = tbs_sha256);
