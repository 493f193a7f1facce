-- The settings that each server was last started with, as far as they may be known: what the audit
-- entries about changed settings are compared with.
CREATE TABLE ca.setting (
  node  VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  name  VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  value VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- empty where it is not set any more
  PRIMARY KEY (node, name)
);

-- How often keys of the CA token signed, counted where the signature is asked of the token and added
-- up in steps. Rows are only ever added. What a server that crashed had not written is missing.
CREATE TABLE audit.key_use (
  use_no     BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  node       VARCHAR(64) NOT NULL,
  service    VARCHAR(32) NOT NULL,
  key_label  VARCHAR(64) NOT NULL,
  signatures BIGINT UNSIGNED NOT NULL, -- since the row before of the same start
  counted_at BIGINT NOT NULL,
  KEY (key_label, signatures)
);
