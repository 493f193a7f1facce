-- What the authorities' keys signed for no card has a status as well: their own certificates, those
-- of OCSP signers, link certificates. They name no CRL of a municipality, so that the complete CRL
-- of their key generation, which has no row and counts down from 2147483647, is theirs.

-- Whoever appends to the feed waits.
UPDATE status.feed_head SET last = last WHERE one = 1;

INSERT INTO status.certificate (issuer_no, serial, partition_no, not_after)
  SELECT s.issuer_no, s.serial, 2147483647 - s.issuer_no, s.not_after
  FROM ca.signing_intent s JOIN status.issuer USING (issuer_no)
  WHERE s.purpose IN ('issuer', 'ocsp-signer') AND s.state = 'completed';

INSERT INTO status.feed (seq, issuer_no, serial, partition_no, not_after, recorded_at)
  SELECT h.last + ROW_NUMBER() OVER (ORDER BY c.issuer_no, c.serial), c.issuer_no, c.serial,
    c.partition_no, c.not_after, FLOOR(UNIX_TIMESTAMP(NOW(3)) * 1000)
  FROM status.certificate c JOIN status.feed_head h
  WHERE c.partition_no = 2147483647 - c.issuer_no;

UPDATE status.feed_head SET last =
  GREATEST(last, (SELECT COALESCE(MAX(seq), 0) FROM status.feed));

-- What was given up of these becomes known as revoked, with its entry in the audit log, when the
-- server gives it up once more.
UPDATE ca.signing_intent s JOIN status.issuer USING (issuer_no) SET s.state = 'pending'
  WHERE s.purpose IN ('issuer', 'ocsp-signer') AND s.state = 'abandoned';
