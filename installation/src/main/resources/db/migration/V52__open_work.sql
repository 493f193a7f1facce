-- Who was shut out while they had a part in it, so that it fell: an application waits for a second person
-- from then on, a mass revocation has ended.
ALTER TABLE ca.application
  ADD COLUMN fell_with VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL;
ALTER TABLE ca.revocation_job
  ADD COLUMN fell_with VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL;
