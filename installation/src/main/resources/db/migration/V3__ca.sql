-- Residents, cards, certificates: what only the certificate authority sees. All times are
-- milliseconds since 1970-01-01T00:00:00Z, all dates are Japan's. The My Number is nowhere.

-- Who may use the office API: looked up by the serial number of the client certificate.
CREATE TABLE ca.staff (
  serial       VARBINARY(20) NOT NULL PRIMARY KEY,
  name         VARCHAR(64) NOT NULL,
  role         VARCHAR(32) NOT NULL,
  municipality CHAR(5) NULL,
  window_code  CHAR(9) NULL,
  active       BOOLEAN NOT NULL,
  KEY (name)
);

CREATE TABLE ca.resident (
  register_id  VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  municipality CHAR(5) NOT NULL,
  name         VARCHAR(200) NOT NULL,
  name_flags   VARCHAR(200) NOT NULL, -- one 0 or 1 a character: 1 where a substitute stands for it
  address      VARCHAR(200) NOT NULL,
  address_flags VARCHAR(200) NOT NULL,
  sex          ENUM('male', 'female', 'unknown') NOT NULL,
  birth_date   DATE NOT NULL,
  version      INT UNSIGNED NOT NULL -- grows with each change, so that an issue sees that it was overtaken
);

CREATE TABLE ca.card (
  card_id       CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  register_id   VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  municipality  CHAR(5) NOT NULL,
  issued_on     DATE NOT NULL,
  expires_on    DATE NOT NULL,
  registered_at BIGINT NOT NULL,
  KEY (register_id),
  FOREIGN KEY (register_id) REFERENCES ca.resident (register_id)
);

-- What each key generation puts into certificates, as its key ceremony fixed it.
CREATE TABLE ca.authority_script (
  issuer_no TINYINT UNSIGNED NOT NULL PRIMARY KEY,
  script    MEDIUMTEXT NOT NULL -- JSON
);

-- What an authority's key is about to sign, recorded before it signs.
CREATE TABLE ca.signing_intent (
  issuer_no    TINYINT UNSIGNED NOT NULL, -- 0 is the internal authority for staff
  serial       VARBINARY(20) NOT NULL,
  purpose      ENUM('issuer', 'ocsp-signer', 'staff', 'certificate') NOT NULL,
  state        ENUM('pending', 'completed', 'abandoned') NOT NULL,
  card_id      CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NULL,
  partition_no INT UNSIGNED NULL,
  not_after    BIGINT NOT NULL,
  tbs          MEDIUMBLOB NOT NULL,
  node         VARCHAR(64) NOT NULL,
  boot         VARCHAR(36) NOT NULL, -- one start of that node: what an earlier start left is abandoned
  started_at   BIGINT NOT NULL,
  PRIMARY KEY (issuer_no, serial),
  KEY (state, started_at)
);

CREATE TABLE ca.certificate (
  issuer_no    TINYINT UNSIGNED NOT NULL,
  serial       VARBINARY(20) NOT NULL,
  authority    ENUM('signature', 'user-identification') NOT NULL,
  card_id      CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  partition_no INT UNSIGNED NOT NULL,
  subject_name VARCHAR(64) NOT NULL, -- the common name
  not_before   BIGINT NOT NULL,
  not_after    BIGINT NOT NULL,
  key_hash     BINARY(32) NOT NULL,  -- SHA-256 of the SubjectPublicKeyInfo: no key is certified twice
  der          BLOB NOT NULL,
  reason       TINYINT UNSIGNED NULL,
  revoked_at   BIGINT NULL,
  -- The card while this is its certificate of that kind, null once it is revoked or replaced: a card
  -- never has two of a kind.
  live_card_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NULL,
  PRIMARY KEY (issuer_no, serial),
  UNIQUE (key_hash),
  UNIQUE (authority, subject_name),
  UNIQUE (live_card_id, authority),
  KEY (card_id),
  FOREIGN KEY (card_id) REFERENCES ca.card (card_id)
);

CREATE TABLE ca.resident_event (
  event_id     VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  content_hash BINARY(32) NOT NULL, -- the same id with other content is refused
  register_id  VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  kind         VARCHAR(32) NOT NULL,
  recorded_at  BIGINT NOT NULL,
  result       BLOB NOT NULL, -- the answer, given again when the event comes again
  KEY (register_id)
);

-- The answers to requests with an Idempotency-Key, given again when the request comes again.
CREATE TABLE ca.idempotency (
  caller       VARCHAR(64) NOT NULL,
  request_key  VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  request_hash BINARY(32) NOT NULL,
  answered_at  BIGINT NOT NULL,
  body         MEDIUMBLOB NOT NULL,
  PRIMARY KEY (caller, request_key),
  KEY (answered_at)
);
