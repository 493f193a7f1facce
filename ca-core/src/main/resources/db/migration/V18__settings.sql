-- The settings that each server was last started with, as far as they may be known: what the audit
-- entries about changed settings are compared with.
CREATE TABLE ca.setting (
  node  VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  name  VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  value VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- empty where it is not set any more
  PRIMARY KEY (node, name)
);
