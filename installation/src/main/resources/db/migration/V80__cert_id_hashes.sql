-- Step: expand.
-- By which hash a relying party named the issuers it was told about, so that it is known when SHA-1 can end. A release
-- that does not know the column counts as before, under not-counted.
ALTER TABLE status.relying_party_count
  ADD COLUMN hash ENUM('not-counted', 'sha-1', 'sha-256', 'other') NOT NULL DEFAULT 'not-counted',
  DROP PRIMARY KEY,
  ADD PRIMARY KEY (day, party_no, authority, kind, hash, node, started_at);
