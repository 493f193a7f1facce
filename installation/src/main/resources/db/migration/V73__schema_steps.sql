-- Step: expand.
-- How far the schema has come, for whoever works with it: a migration that expands it leaves programs of the release
-- before as they are, one that contracts it takes away what they need, and comes when none of them lives any more.
CREATE TABLE status.schema_level (
  one        TINYINT UNSIGNED NOT NULL PRIMARY KEY CHECK (one = 1),
  version    INT UNSIGNED NOT NULL, -- all migrations up to this number were done
  contracted INT UNSIGNED NOT NULL  -- programs that do not know the migration of this number cannot live with it
);
INSERT INTO status.schema_level (one, version, contracted) VALUES (1, 72, 0);

-- The newest migration that the program of a start knows; NULL: of a release that does not say so.
ALTER TABLE ca.server ADD COLUMN knows INT UNSIGNED NULL;
