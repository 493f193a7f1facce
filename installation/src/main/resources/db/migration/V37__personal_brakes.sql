-- How much one person ended without a second one, day by day (in Japan): a row for each budget of
-- which something was used. Locked by the act that uses it.
CREATE TABLE ca.brake_use (
  person     VARCHAR(64) NOT NULL,
  budget     VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  day        DATE NOT NULL,
  used       INT UNSIGNED NOT NULL, -- acts
  used_up_at BIGINT NULL,           -- when the last one was used
  PRIMARY KEY (person, budget, day),
  KEY (day)
);

-- How fast one person suspends cards: a row for each who ever did.
CREATE TABLE ca.brake_pace (
  person  VARCHAR(64) NOT NULL PRIMARY KEY,
  full_at BIGINT NOT NULL, -- when the whole burst is there again
  told_at BIGINT NULL,     -- when the alarm was last given that it went too fast for long
  KEY (told_at)
);
