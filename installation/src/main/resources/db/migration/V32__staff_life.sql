-- How people come, stay and go among the staff.

-- Why a certificate is not active any more, and since when; null of who is, and of those who were
-- taken out by hand. Its end, key and content are those of the certificate; null of those from before.
ALTER TABLE ca.staff
  ADD COLUMN ended ENUM('blocked', 'replaced', 'withdrawn') NULL,
  ADD COLUMN ended_at BIGINT NULL,
  ADD COLUMN not_after BIGINT NULL,
  ADD COLUMN key_hash BINARY(32) NULL,
  ADD COLUMN certificate BLOB NULL,
  ADD UNIQUE KEY of_key (key_hash);

-- A change among the staff: one person proposes it, another one approves that very content. Who is
-- blocked, is so at once: such a row is done from the beginning.
CREATE TABLE ca.staff_change (
  change_no    INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  change_id    CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  kind         ENUM('register', 'renew', 'replace', 'withdraw', 'restore', 'block') NOT NULL,
  state        ENUM('proposed', 'done', 'cancelled') NOT NULL,
  person       VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  name         VARCHAR(64) NOT NULL,
  role         VARCHAR(32) NOT NULL,
  municipality CHAR(5) NULL,
  window_code  CHAR(9) NULL,
  key_info     BLOB NULL,           -- the SubjectPublicKeyInfo that is to be certified
  reason       VARCHAR(200) NULL,
  content      BINARY(32) NOT NULL, -- the hash of all this: what the second person approves
  serial       VARBINARY(20) NULL,  -- of the certificate that came of it
  proposed_by  VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  proposed_at  BIGINT NOT NULL,
  decided_by   VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  decided_at   BIGINT NULL,
  UNIQUE KEY (change_id),
  KEY of_proposer (proposed_by, proposed_at)
);

-- One row, which everybody who changes the staff locks: so that two at once do not shut out more
-- than either may.
CREATE TABLE ca.staff_head (
  one TINYINT UNSIGNED NOT NULL PRIMARY KEY
);
INSERT INTO ca.staff_head (one) VALUES (1);

-- How often a relying party asked for lineages on a day in Japan.
CREATE TABLE ca.lineage_count (
  person   VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  asked_on DATE NOT NULL,
  asked    INT UNSIGNED NOT NULL,
  PRIMARY KEY (person, asked_on)
);
