-- Departures with continued use that are to come: certificates that are issued for one outlive it.
ALTER TABLE ca.resident
  ADD COLUMN departure_event VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL, -- planned under that id
  ADD COLUMN departs_on DATE NULL,
  ADD COLUMN departure_known_at BIGINT NULL;
