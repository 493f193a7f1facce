-- What stands in the LDAP directory: a partition whose newest CRL has a greater number is still to
-- be put there, and is tried again until it is.
CREATE TABLE status.crl_directory (
  partition_no INT UNSIGNED NOT NULL PRIMARY KEY,
  number       BIGINT UNSIGNED NOT NULL, -- 0 where nothing was ever put there
  failures     INT UNSIGNED NOT NULL,    -- in a row, since then
  tried_at     BIGINT NOT NULL,
  error        VARCHAR(255) NULL
);
