-- What the register has said of a resident: 'confirmed', 'awaited', or 'differs:' with the items that it
-- has otherwise. Residents from before were let in under other rules, and count as confirmed; so do those
-- that a server of the release before adds.
ALTER TABLE ca.resident
  ADD COLUMN confirmation VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL
    DEFAULT 'confirmed';
