-- Ceremonies: their records, and new key generations beside those that issue. They are held by the
-- administrator; no service may write here.

-- When a key generation begins to issue; until then it has CRLs and OCSP answers, and no more. One
-- that is being made has the largest number that there is.
ALTER TABLE status.issuer ADD COLUMN issues_from BIGINT NOT NULL DEFAULT 0;

-- The records of ceremonies, as custodians sign them (docs/audit-format.md). Never changed.
CREATE TABLE audit.ceremony_record (
  record_no INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  ceremony  VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  sha256    BINARY(32) NOT NULL,
  body      MEDIUMBLOB NOT NULL, -- canonical JSON (RFC 8785)
  held_at   BIGINT NOT NULL
);

-- Roll-overs to a new key generation. One at a time is open.
CREATE TABLE audit.roll_over (
  issuer_no    TINYINT UNSIGNED NOT NULL PRIMARY KEY, -- the new key generation
  authority    ENUM('signature', 'user-identification') NOT NULL,
  generation   TINYINT UNSIGNED NOT NULL,
  predecessor  TINYINT UNSIGNED NOT NULL,             -- the key generation that issues meanwhile
  script       TEXT CHARACTER SET utf8mb4 NOT NULL,   -- JSON of its ceremony script
  begun_at     BIGINT NOT NULL,
  completed_at BIGINT NULL,
  in_progress  TINYINT UNSIGNED NULL UNIQUE,          -- 1 while it is open, then null
  UNIQUE (authority, generation)
);

-- By which the keys of two generations certify each other (RFC 4210 section 4.4).
CREATE TABLE audit.link_certificate (
  issuer_no   TINYINT UNSIGNED NOT NULL, -- whose key signed
  subject_no  TINYINT UNSIGNED NOT NULL, -- whose key is certified
  certificate BLOB NOT NULL,
  PRIMARY KEY (issuer_no, subject_no)
);
