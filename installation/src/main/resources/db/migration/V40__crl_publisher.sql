-- The CRL publisher's own tables beside those of the authority, so that its database user need touch none of these.

-- Entries of the audit log that the publisher handed in, in the transactions of its own acts. The authority numbers each
-- of them, once: it moves it to audit.entry. One that the publisher may not write is refused, and stays here.
CREATE TABLE audit.submission (
  submission_no BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  recorded_at   BIGINT NOT NULL,                                               -- the time that stands in the entry
  body          VARBINARY(4096) NOT NULL,                                      -- the canonical encoding
  refusal       VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NULL,        -- why; null while it waits
  KEY (refusal, recorded_at, submission_no)
);

-- What only one publisher does at a time; as status.lease.
CREATE TABLE status.crl_lease LIKE status.lease;

-- CRLs that publishers found to be newer than the database; as status.setback, into which the authority takes them over
-- when it closes the log. Nothing else can be claimed here.
CREATE TABLE status.crl_setback LIKE status.setback;
ALTER TABLE status.crl_setback ADD CHECK (what <> 'audit-log');
