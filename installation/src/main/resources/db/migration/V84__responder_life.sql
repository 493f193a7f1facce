-- Step: expand.
-- Which responders live, and what each of them knows of this schema's steps: a step that takes something away waits for
-- those that still need it. Each writes its own row, from wherever it runs, and can have one only while it is known to
-- the authority by that name. Nobody's clock says who lives: beats are counted, and whoever waits for one has a stopwatch.
CREATE TABLE status.responder_life (
  responder VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  beat      BIGINT UNSIGNED NOT NULL DEFAULT 0,
  knows     INT UNSIGNED NULL,              -- the newest migration that its program knows; NULL: it was not told
  stopped   BOOLEAN NOT NULL DEFAULT FALSE, -- ended in order
  FOREIGN KEY (responder) REFERENCES status.ocsp_responder (name) ON DELETE CASCADE ON UPDATE CASCADE
);
