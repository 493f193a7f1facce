-- The keys of OCSP signers are made by the responders, each in a token of its own, and are new with each
-- certificate: a responder asks for it here, and the authority answers.

-- What kind of key a generation wants its OCSP signers to have, as its ceremony script says; null where
-- it came to be under an older release.
ALTER TABLE status.issuer
  ADD COLUMN signer_scheme VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NULL;
UPDATE status.issuer i JOIN ca.authority_script s USING (issuer_no)
  SET i.signer_scheme = JSON_VALUE(s.script, '$."ocsp-signer".scheme');

-- The responders, by the names of their servers. One is admitted by a key ceremony, by two CA operators,
-- or, where none was before, by the key of the signer that it answers with. Each admission has its
-- number: what was certified under another one vouches for no key.
CREATE TABLE status.ocsp_responder (
  name      VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  admission INT UNSIGNED NOT NULL,
  state     ENUM('admitted', 'withdrawn') NOT NULL, -- a withdrawn one is certified no key
  since     BIGINT NOT NULL
);

-- Whose key it is, and under which admission it was certified; null where that was before there were any.
ALTER TABLE status.ocsp_signer
  ADD COLUMN responder VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
  ADD COLUMN admission INT UNSIGNED NULL;

-- What responders ask. They add rows and change none; a responder has one open for each key generation.
CREATE TABLE status.signer_request (
  request_no      BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  responder       VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  issuer_no       TINYINT UNSIGNED NOT NULL,
  key_label       VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- in the responder's token
  request         VARBINARY(4096) NOT NULL, -- PKCS#10 (RFC 2986), signed by the key itself
  -- The signature of a key that the responder has a certificate for, and that certificate; null where
  -- operators have to admit it.
  endorser_issuer TINYINT UNSIGNED NULL,
  endorser_serial VARBINARY(20) NULL,
  endorsement     VARBINARY(1024) NULL,
  requested_at    BIGINT NOT NULL,
  -- The rest is the authority's.
  state           ENUM('open', 'certified', 'refused') NOT NULL DEFAULT 'open',
  serial          VARBINARY(20) NULL, -- drawn for its certificate
  answer          VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NULL, -- why it waits or was refused
  decided_at      BIGINT NULL,
  open_for        VARCHAR(80) CHARACTER SET ascii COLLATE ascii_bin
    AS (IF(state = 'open', CONCAT(issuer_no, ' ', responder), NULL)) PERSISTENT,
  UNIQUE (open_for),
  KEY (state, decided_at),
  KEY (responder, issuer_no)
);

-- The key that a responder may begin with: one CA operator proposes it, another one approves.
CREATE TABLE ca.responder_admission (
  responder   VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  key_hash    BINARY(32) NOT NULL, -- SHA-256 of the SubjectPublicKeyInfo
  state       ENUM('proposed', 'approved', 'used') NOT NULL,
  proposed_by VARCHAR(64) NOT NULL,
  proposed_at BIGINT NOT NULL,
  approved_by VARCHAR(64) NULL,
  approved_at BIGINT NULL
);
