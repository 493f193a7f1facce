-- How often was done what, by day and by month (in Japan), municipality and kind: counted from the
-- audit log's entries, each once, in their order. Can be emptied and counted anew from the first.

CREATE TABLE ca.statistic (
  span         ENUM('day', 'month') NOT NULL,
  period       VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- 2025-10-27, 2025-10
  municipality CHAR(5) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,     -- empty where there is none
  act          VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  authority    VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- empty for what is done to a card
  detail       VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- why, where that is counted
  acts         BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (span, period, municipality, act, authority, detail),
  KEY of_municipality (span, municipality, period, act, authority, detail)
);

-- The last entry that is counted. Whoever counts on locks this row until the end of its transaction.
CREATE TABLE ca.statistic_head (
  one  TINYINT UNSIGNED NOT NULL PRIMARY KEY CHECK (one = 1),
  last BIGINT UNSIGNED NOT NULL
);
INSERT INTO ca.statistic_head (one, last) VALUES (1, 0);
