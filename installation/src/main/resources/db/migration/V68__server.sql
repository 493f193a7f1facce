-- The servers of the authority, by their names. A name belongs to one living start of one server: what an earlier start
-- of the same name left, it may clear up. Nobody's wall clock says who lives: beats are counted, and whoever waits for
-- one has a stopwatch.
CREATE TABLE ca.server (
  name     VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  home     CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- drawn for its directory; another server has another
  boot     VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- drawn at each start
  starts   BIGINT UNSIGNED NOT NULL,                                 -- grows with each start that had the name
  beat     BIGINT UNSIGNED NOT NULL DEFAULT 0,
  stopped  BOOLEAN NOT NULL DEFAULT FALSE                            -- ended in order
);
