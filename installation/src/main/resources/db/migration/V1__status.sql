-- The status feed and what is published from it: the one way out of the certificate authority.
-- Nothing here is personal data. All times are milliseconds since 1970-01-01T00:00:00Z.

-- The key generations of the authorities. All generations of one share a distinguished name.
CREATE TABLE status.issuer (
  issuer_no   TINYINT UNSIGNED NOT NULL PRIMARY KEY,
  authority   ENUM('signature', 'user-identification') NOT NULL,
  generation  TINYINT UNSIGNED NOT NULL,
  scheme      VARCHAR(32) NOT NULL,
  key_label   VARCHAR(64) NOT NULL,
  certificate BLOB NOT NULL,
  not_before  BIGINT NOT NULL,
  not_after   BIGINT NOT NULL,
  UNIQUE (authority, generation)
);

-- The CRLs. A partition belongs to one key generation and never changes.
CREATE TABLE status.crl_partition (
  partition_no       INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  issuer_no          TINYINT UNSIGNED NOT NULL,
  id                 VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- in addresses; opaque to clients
  municipality       CHAR(5) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  -- DER of the GeneralNames in the certificates' distribution point; the IssuingDistributionPoint
  -- carries the same bytes.
  distribution_point VARBINARY(1024) NOT NULL,
  UNIQUE (issuer_no, id),
  FOREIGN KEY (issuer_no) REFERENCES status.issuer (issuer_no)
);

-- Every certificate that was issued, and every serial number that was begun and abandoned.
CREATE TABLE status.certificate (
  issuer_no    TINYINT UNSIGNED NOT NULL,
  serial       VARBINARY(20) NOT NULL,
  partition_no INT UNSIGNED NOT NULL,
  not_after    BIGINT NOT NULL,
  PRIMARY KEY (issuer_no, serial)
);

-- The certificates that are revoked or on hold now, in the order in which a CRL lists them.
CREATE TABLE status.revocation (
  partition_no INT UNSIGNED NOT NULL,
  serial       VARBINARY(20) NOT NULL,
  issuer_no    TINYINT UNSIGNED NOT NULL,
  reason       TINYINT UNSIGNED NOT NULL, -- CRLReason of RFC 5280 section 5.3.1
  revoked_at   BIGINT NOT NULL,
  not_after    BIGINT NOT NULL,
  PRIMARY KEY (partition_no, serial)
);

-- The last number in the feed. Whoever appends locks this row until the end of its transaction, so
-- that the order of numbers is the order of commits and a reader never skips a change.
CREATE TABLE status.feed_head (
  one  TINYINT UNSIGNED NOT NULL PRIMARY KEY CHECK (one = 1),
  last BIGINT UNSIGNED NOT NULL
);
INSERT INTO status.feed_head (one, last) VALUES (1, 0);

-- The feed: what changed, in order and without gaps. reason and revoked_at are null where the
-- certificate is good from then on.
CREATE TABLE status.feed (
  seq          BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  issuer_no    TINYINT UNSIGNED NOT NULL,
  serial       VARBINARY(20) NOT NULL,
  partition_no INT UNSIGNED NOT NULL,
  not_after    BIGINT NOT NULL,
  reason       TINYINT UNSIGNED NULL,
  revoked_at   BIGINT NULL,
  recorded_at  BIGINT NOT NULL,
  KEY (partition_no, seq)
);

-- The delegated OCSP signer certificates (RFC 6960 section 4.2.2.2), old ones kept.
CREATE TABLE status.ocsp_signer (
  issuer_no   TINYINT UNSIGNED NOT NULL,
  serial      VARBINARY(20) NOT NULL,
  scheme      VARCHAR(32) NOT NULL,
  key_label   VARCHAR(64) NOT NULL,
  certificate BLOB NOT NULL,
  not_before  BIGINT NOT NULL,
  not_after   BIGINT NOT NULL,
  PRIMARY KEY (issuer_no, serial)
);

-- Every CRL: recorded as intended before it is signed, as published once it is in place. Its number
-- is never used again, even if it was never signed.
CREATE TABLE status.crl (
  partition_no INT UNSIGNED NOT NULL,
  number       BIGINT UNSIGNED NOT NULL,
  state        ENUM('intended', 'published', 'abandoned') NOT NULL,
  feed_seq     BIGINT UNSIGNED NOT NULL, -- the feed up to here is in it
  this_update  BIGINT NOT NULL,
  next_update  BIGINT NOT NULL,
  entries      BIGINT UNSIGNED NULL,
  size         BIGINT UNSIGNED NULL,
  sha256       BINARY(32) NULL,
  node         VARCHAR(64) NOT NULL,
  PRIMARY KEY (partition_no, number),
  KEY (state, partition_no)
);

-- What only one server does at a time. The fence grows with each new holder.
CREATE TABLE status.lease (
  name       VARCHAR(32) NOT NULL PRIMARY KEY,
  holder     VARCHAR(64) NOT NULL,
  fence      BIGINT UNSIGNED NOT NULL,
  expires_at BIGINT NOT NULL
);
