-- The relying parties (署名検証者等) that are registered with the OCSP responder, which knows each by a
-- certificate: one that signs its requests (RFC 6960 section 4.1.1) or opens its TLS connections.
CREATE TABLE status.relying_party (
  party_no    INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name        VARCHAR(64) NOT NULL,
  authorities SET('signature', 'user-identification') NOT NULL, -- those it may ask about
  active      BOOLEAN NOT NULL,
  UNIQUE (name)
);

CREATE TABLE status.relying_party_certificate (
  sha256      BINARY(32) NOT NULL PRIMARY KEY,
  party_no    INT UNSIGNED NOT NULL,
  certificate BLOB NOT NULL,
  not_before  BIGINT NOT NULL,
  not_after   BIGINT NOT NULL,
  FOREIGN KEY (party_no) REFERENCES status.relying_party (party_no)
);

-- How much each of them was told, and nothing of whom it asked about. A row is what one run of one
-- server counted on one day of Japan's so far, so that writing it twice changes nothing.
CREATE TABLE status.relying_party_count (
  day        DATE NOT NULL,
  party_no   INT UNSIGNED NOT NULL,
  authority  ENUM('signature', 'user-identification', 'none') NOT NULL, -- none: of no authority
  kind       VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- as in docs/operation.md
  node       VARCHAR(64) NOT NULL,
  started_at BIGINT NOT NULL, -- when that server was started, in milliseconds since 1970
  answers    BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (day, party_no, authority, kind, node, started_at)
);
