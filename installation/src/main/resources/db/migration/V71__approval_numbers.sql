-- A mass revocation is over what was begun before it was approved, and no clock says what that is: approvals are
-- numbered. Who records an intent to sign reads the number under a shared lock, who approves counts it up. So an
-- intent was recorded before an approval exactly if it has a smaller number, whatever the servers' clocks say.
CREATE TABLE ca.revocation_approval (
  one  TINYINT UNSIGNED NOT NULL PRIMARY KEY CHECK (one = 1),
  last BIGINT UNSIGNED NOT NULL
);
INSERT INTO ca.revocation_approval (one, last) VALUES (1, 0);

-- The last approval before it; null of what was begun before there were any, or by an earlier release.
ALTER TABLE ca.signing_intent ADD COLUMN approval BIGINT UNSIGNED NULL;

ALTER TABLE ca.revocation_job
  ADD COLUMN approval BIGINT UNSIGNED NULL,     -- the number of its approval; null if an earlier release approved it
  ADD COLUMN feed_seq BIGINT UNSIGNED NULL,     -- the last row of the status feed when it was approved
  ADD COLUMN late BOOLEAN NOT NULL DEFAULT FALSE; -- whether it has come to what was begun before it and recorded after

-- Key generations that issue nothing for cards any more, since two people agreed that their keys leaked.
CREATE TABLE ca.stopped_generation (
  issuer_no TINYINT UNSIGNED NOT NULL,
  job_id    CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  PRIMARY KEY (issuer_no, job_id)
);
