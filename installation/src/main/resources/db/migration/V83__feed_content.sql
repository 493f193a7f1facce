-- Step: expand.
-- What the feed comes to: a hash over all its rows up to one of them, so that whoever reads a copy of this schema sees
-- that it has the authority's rows, all of them, and not others in their place. The heartbeat brings it up to date.
ALTER TABLE status.beat
  ADD COLUMN told    BIGINT UNSIGNED NOT NULL DEFAULT 0, -- the last row that is in it
  ADD COLUMN content BINARY(32) NOT NULL DEFAULT x'0000000000000000000000000000000000000000000000000000000000000000';
