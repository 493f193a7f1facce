-- The audit log. Rows are only ever added; no service may change or delete one.

CREATE TABLE audit.entry (
  entry_no    BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  id          CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  recorded_at BIGINT NOT NULL,                                   -- milliseconds since 1970
  kind        VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  card        CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NULL,
  body        MEDIUMBLOB NOT NULL,                               -- the canonical encoding
  UNIQUE (id),
  KEY (card, entry_no),
  KEY (kind, entry_no)
);

-- The personal data that entries are bound to by a salted hash. Erasing a row leaves the entry whole.
CREATE TABLE audit.disclosure (
  hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  salt BINARY(32) NOT NULL,
  data MEDIUMBLOB NOT NULL
);
