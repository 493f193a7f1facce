-- Step: expand.
-- Every status filter: recorded as intended before its files are put into place, as published once they are. Its number
-- is never used again.
CREATE TABLE status.filter (
  authority   ENUM('signature', 'user-identification') NOT NULL,
  number      BIGINT UNSIGNED NOT NULL,
  state       ENUM('intended', 'published', 'abandoned') NOT NULL,
  feed_seq    BIGINT UNSIGNED NOT NULL, -- the feed up to here is in it
  covers      BIGINT NOT NULL,          -- serial numbers that were drawn until then are in it
  this_update BIGINT NOT NULL,
  next_update BIGINT NOT NULL,
  base        BINARY(32) NOT NULL,      -- SHA-256 of the file
  base_size   BIGINT UNSIGNED NOT NULL,
  base_at     BIGINT NOT NULL,          -- as of when the base is
  delta       BINARY(32) NULL,          -- null where there is none
  delta_size  BIGINT UNSIGNED NULL,
  head        BINARY(32) NULL,          -- null until it is published
  node        VARCHAR(64) NOT NULL,
  PRIMARY KEY (authority, number),
  KEY (authority, state, number)
);
