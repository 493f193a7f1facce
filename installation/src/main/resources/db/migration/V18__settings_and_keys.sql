-- The settings that each server was last started with, as far as they may be known: what the audit
-- entries about changed settings are compared with.
CREATE TABLE ca.setting (
  node  VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  name  VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  value VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- empty where it is not set any more
  PRIMARY KEY (node, name)
);

-- How often keys of the CA token signed, counted where the signature is asked of the token and kept
-- in stretches. Rows are only ever added. What a server that crashed had not written is missing; what
-- it does not know to be written it writes again under the same first number, which changes nothing.
CREATE TABLE audit.key_use (
  start      CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- of the count
  key_label  VARCHAR(64) NOT NULL,
  first      BIGINT UNSIGNED NOT NULL, -- the number of the first signature of the stretch in that count
  signatures BIGINT UNSIGNED NOT NULL,
  node       VARCHAR(64) NOT NULL,
  service    VARCHAR(32) NOT NULL,
  counted_at BIGINT NOT NULL,
  PRIMARY KEY (start, key_label, first),
  KEY (key_label, signatures)
);
