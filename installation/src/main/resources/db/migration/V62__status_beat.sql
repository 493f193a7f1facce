-- The heartbeat of the status: the authority says again and again how far the feed had come at a moment of its
-- clock. Who reads the feed, here or in a copy of this schema, knows from it of which moment the copy is; its own
-- clock says only when it looked. Zero before the first one.
CREATE TABLE status.beat (
  one TINYINT UNSIGNED NOT NULL PRIMARY KEY CHECK (one = 1),
  seq BIGINT UNSIGNED NOT NULL, -- the last row of the feed then; all that was acknowledged before is in it
  at  BIGINT NOT NULL
);
INSERT INTO status.beat (one, seq, at) VALUES (1, 0, 0);
