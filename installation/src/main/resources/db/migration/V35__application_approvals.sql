-- Who added to what was entered (ids of people, one a line), and the SHA-256 of the content that a second
-- person approved: whoever brought some of it approves none of it, and nothing else is carried out.
-- Where an approval has no hash, it is from before: it counts for what was complete then.
ALTER TABLE ca.application
  ADD COLUMN contributed_by VARCHAR(1000) NULL,
  ADD COLUMN approved_content BINARY(32) NULL;
