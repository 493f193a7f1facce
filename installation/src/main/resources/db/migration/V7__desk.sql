-- How offices and operators work together. All times are milliseconds since 1970-01-01T00:00:00Z.

-- What an office was asked for, until somebody finishes it (申請).
CREATE TABLE ca.application (
  application_no BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  application_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  kind           ENUM('certificates', 'renewal', 'replacement', 'extension', 'lift', 'revocation',
                   'pin', 'registration') NOT NULL,
  state          ENUM('received', 'awaiting-approval', 'refused', 'completed') NOT NULL,
  municipality   CHAR(5) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- whose office entered it
  card_id        CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NULL,
  content        MEDIUMBLOB NULL, -- JSON; may be personal data, erased when the application ends
  entered_by     VARCHAR(64) NOT NULL,
  entered_at     BIGINT NOT NULL,
  approved_by    VARCHAR(64) NULL,
  approved_at    BIGINT NULL,
  ended_by       VARCHAR(64) NULL,
  ended_at       BIGINT NULL,
  refusal_code   VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NULL, -- refused by a rule
  refusal_detail VARCHAR(200) NULL,
  reason         VARCHAR(200) NULL, -- refused by the office
  result         MEDIUMBLOB NULL, -- what the act answered
  UNIQUE (application_id),
  KEY (municipality, application_no),
  KEY (municipality, state, application_no),
  KEY (state, application_no)
);

-- Where an office wants a second person, and the change of it that waits for one.
CREATE TABLE ca.dual_control (
  municipality   CHAR(5) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  kinds          VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- separated by commas
  proposed_kinds VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NULL,
  proposed_by    VARCHAR(64) NULL,
  proposed_at    BIGINT NULL
);

-- Whether anything is issued at present.
CREATE TABLE ca.issuing (
  one        TINYINT UNSIGNED NOT NULL PRIMARY KEY CHECK (one = 1),
  open       BOOLEAN NOT NULL,
  reason     VARCHAR(200) NULL,
  until      BIGINT NULL, -- when it is expected to open again
  changed_by VARCHAR(64) NULL,
  changed_at BIGINT NULL
);
INSERT INTO ca.issuing (one, open) VALUES (1, TRUE);

-- Many certificates revoked as one job. cursor_… is the last certificate that was dealt with, in the
-- order of the selection: moved in the transaction that deals with it.
CREATE TABLE ca.revocation_job (
  job_no           BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  job_id           CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  state            ENUM('proposed', 'running', 'finished', 'cancelled') NOT NULL,
  selection        ENUM('municipality', 'generation', 'serials') NOT NULL,
  -- Only certificates of its residents; null where a CA operator selected without regard to it.
  municipality     CHAR(5) CHARACTER SET ascii COLLATE ascii_bin NULL,
  authority        ENUM('signature', 'user-identification') NULL,
  generation       TINYINT UNSIGNED NULL,
  issuer_no        TINYINT UNSIGNED NULL,
  ground           VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  invalid_since    BIGINT NULL,
  reason           VARCHAR(200) NOT NULL,
  per_second       SMALLINT UNSIGNED NOT NULL,
  total            BIGINT UNSIGNED NOT NULL, -- that it will deal with, counted when it was proposed or approved
  revoked          BIGINT UNSIGNED NOT NULL,
  already          BIGINT UNSIGNED NOT NULL,
  proposed_by      VARCHAR(64) NOT NULL,
  proposed_at      BIGINT NOT NULL,
  approved_by      VARCHAR(64) NULL,
  approved_at      BIGINT NULL,
  started_at       BIGINT NULL,
  ended_by         VARCHAR(64) NULL,
  ended_at         BIGINT NULL,
  cursor_not_after BIGINT NULL,
  cursor_issuer    TINYINT UNSIGNED NULL,
  cursor_serial    VARBINARY(20) NULL,
  UNIQUE (job_id),
  KEY (state, job_no),
  KEY (municipality, job_no)
);

-- The certificates of a job that names each.
CREATE TABLE ca.revocation_job_serial (
  job_id    CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  issuer_no TINYINT UNSIGNED NOT NULL,
  serial    VARBINARY(20) NOT NULL,
  PRIMARY KEY (job_id, issuer_no, serial)
);
