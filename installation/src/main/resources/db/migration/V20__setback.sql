-- An older state of the database that was put back: found by what was published from the newer one.

-- Whether anything may be recorded. Who appends to the log must find it open, in the statement that
-- locks the row.
ALTER TABLE status.audit_head ADD COLUMN open BOOLEAN NOT NULL DEFAULT TRUE;

-- What was published and is newer than this database. There are rows only while the log is closed.
CREATE TABLE status.setback (
  what      VARCHAR(96) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  published BIGINT UNSIGNED NOT NULL, -- the size of the log as it was signed, the number of a CRL
  recorded  BIGINT UNSIGNED NOT NULL, -- what this database has
  evidence  VARCHAR(255) NOT NULL,    -- where what was published can be read
  node      VARCHAR(64) NOT NULL,
  found_at  BIGINT NOT NULL
);

-- Times of which the records were lost and could not all be put back. Of a serial number that was
-- drawn then and that nobody knows, nobody says that it was never issued.
CREATE TABLE status.gap (
  gap_no       INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  begins_at    BIGINT NOT NULL,
  ends_at      BIGINT NOT NULL,
  recovered_at BIGINT NOT NULL
);
