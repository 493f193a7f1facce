-- Lists of certificates to be revoked, which come in parts and are sealed with their count and hash. What is on a list
-- stands in ca.revocation_job_serial under its id, which becomes the id of the job that is proposed over it.
CREATE TABLE ca.revocation_list (
  list_id      CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  authority    ENUM('signature', 'user-identification') NOT NULL,
  listed_by    ENUM('serials', 'keys') NOT NULL,
  municipality CHAR(5) CHARACTER SET ascii COLLATE ascii_bin NULL, -- residents of it alone; null for all
  entries      BIGINT UNSIGNED NOT NULL,
  opened_by    VARCHAR(64) NOT NULL,
  opened_at    BIGINT NOT NULL,
  sha256       BINARY(32) NULL, -- of the serial numbers or fingerprints in their order, a line each; null until sealed
  sealed_by    VARCHAR(64) NULL,
  sealed_at    BIGINT NULL,
  KEY (opened_by, opened_at)
);

ALTER TABLE ca.revocation_job
  ADD COLUMN list_entries BIGINT UNSIGNED NULL, -- of a sealed list
  ADD COLUMN list_sha256 BINARY(32) NULL;
