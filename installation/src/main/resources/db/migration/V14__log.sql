-- The audit log as a transparency log: entries are numbered in the order of commits, without gaps,
-- and are leaves of a Merkle tree in that order: entry 1 is leaf 0.

-- The last number. Whoever appends locks this row until the end of its transaction, so that the
-- order of numbers is the order of commits and nothing ever comes between two entries.
CREATE TABLE status.audit_head (
  one  TINYINT UNSIGNED NOT NULL PRIMARY KEY CHECK (one = 1),
  last BIGINT UNSIGNED NOT NULL
);

-- Numbers were drawn by the table and had gaps where a transaction was rolled back.
SET @number = 0;
UPDATE audit.entry SET entry_no = (@number := @number + 1) ORDER BY entry_no;
INSERT INTO status.audit_head (one, last) SELECT 1, COUNT(*) FROM audit.entry;
ALTER TABLE audit.entry MODIFY COLUMN entry_no BIGINT UNSIGNED NOT NULL;

-- The keys that sign checkpoints; the last one does.
CREATE TABLE audit.log_key (
  generation TINYINT UNSIGNED NOT NULL PRIMARY KEY,
  origin     VARCHAR(255) NOT NULL, -- names the log, the same for all generations
  scheme     VARCHAR(32) NOT NULL,
  key_label  VARCHAR(64) NOT NULL,
  public_key BLOB NOT NULL,         -- SubjectPublicKeyInfo
  created_at BIGINT NOT NULL
);

-- What the log said of itself: recorded before it is signed.
CREATE TABLE audit.checkpoint (
  size        BIGINT UNSIGNED NOT NULL PRIMARY KEY, -- how many entries it has then
  root        BINARY(32) NOT NULL,
  recorded_at BIGINT NOT NULL,
  note        TEXT CHARACTER SET utf8mb4 NULL, -- the signed note; null until it is signed
  witnesses   TINYINT UNSIGNED NOT NULL DEFAULT 0, -- how many cosigned it
  KEY (witnesses, size)
);
