-- The text of a certificate is cut out of an answer that is kept, and put in again from
-- ca.certificate_der where the answer is given again: it was half of all that an issue wrote.
ALTER TABLE ca.idempotency
  ADD COLUMN cuts VARBINARY(255) NULL; -- where which certificate was, as store.KeptAnswer writes it
