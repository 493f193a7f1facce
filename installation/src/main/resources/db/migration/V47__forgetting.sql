-- What must be forgotten is forgotten: docs/retention.md says what, when, and how. A row of which the
-- audit log and relying parties go on to tell stays, as nobody's: without register id, and with the
-- SHA-256 of a certificate in the place of the certificate (32 octets are no certificate).

ALTER TABLE ca.card
  MODIFY COLUMN register_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
  ADD KEY end_of_all (expires_on, card_id);

ALTER TABLE ca.certificate
  MODIFY COLUMN register_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL;

ALTER TABLE ca.application
  -- Whom it is about, where it names no card yet.
  ADD COLUMN register_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
  -- The certificates in a result are cut out, as in ca.idempotency.
  ADD COLUMN result_cuts VARBINARY(255) NULL,
  ADD KEY (card_id),
  ADD KEY (register_id);
UPDATE ca.application
  SET register_id = JSON_VALUE(CONVERT(content USING utf8mb4), '$.holder.registerId')
  WHERE state IN ('received', 'awaiting-approval') AND card_id IS NULL AND content IS NOT NULL;

ALTER TABLE ca.event_batch ADD KEY (updated_at);

-- How far each kind of records is erased, and on which day (in Japan) all that was due was.
CREATE TABLE ca.retention (
  records  VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  place    VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- where the next round begins
  done_on  DATE NULL
);

-- ca.signing_intent.tbs is the SHA-256 of what is to be signed, from the beginning: what is signed is
-- bound by it, and nobody is named. What stands there in full from before is replaced bit by bit.
