-- How far batches of resident events were taken in, so that one that was broken off goes on.
CREATE TABLE ca.event_batch (
  caller     VARCHAR(64) NOT NULL,
  batch_key  VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- the Idempotency-Key, or file name and content
  line_count BIGINT UNSIGNED NOT NULL, -- lines from the start that were taken in or refused
  refused    BIGINT UNSIGNED NOT NULL, -- how many of these were refused
  begun_at   BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (caller, batch_key)
);
