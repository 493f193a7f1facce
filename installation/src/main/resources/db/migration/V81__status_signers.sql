-- Step: expand.
-- The keys that sign status filters. A server of the authority makes them in its CA token and certifies them; a release
-- that does not know the purpose passes over its intents.
ALTER TABLE ca.signing_intent
  MODIFY COLUMN purpose ENUM('issuer', 'ocsp-signer', 'staff', 'certificate', 'status-signer') NOT NULL;

-- The certificates of status signers, old ones kept: whoever may sign a filter of the authority of that key generation.
CREATE TABLE status.filter_signer (
  issuer_no   TINYINT UNSIGNED NOT NULL,
  serial      VARBINARY(20) NOT NULL,
  scheme      VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  key_label   VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- in the CA token of the server that made it
  certificate BLOB NOT NULL,
  not_before  BIGINT NOT NULL,
  not_after   BIGINT NOT NULL,
  PRIMARY KEY (issuer_no, serial),
  UNIQUE (key_label)
);
