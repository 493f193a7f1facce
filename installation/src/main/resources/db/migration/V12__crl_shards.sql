-- A municipality whose partition is full gets another one: the first is shard 0. Which one is full
-- follows from how many certificates were ever issued into it, since all of them may be revoked.
ALTER TABLE status.crl_partition ADD COLUMN shard SMALLINT UNSIGNED NOT NULL DEFAULT 0;

-- How many certificates were issued into a partition, as far as the feed is counted.
CREATE TABLE ca.partition_load (
  partition_no INT UNSIGNED NOT NULL PRIMARY KEY,
  certificates BIGINT UNSIGNED NOT NULL
);

-- How far that is; whoever counts or opens partitions locks the row.
CREATE TABLE ca.partition_count (
  one TINYINT UNSIGNED NOT NULL PRIMARY KEY CHECK (one = 1),
  seq BIGINT UNSIGNED NOT NULL
);
INSERT INTO ca.partition_count (one, seq) VALUES (1, 0);
