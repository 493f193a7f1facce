-- What offices look for, each by an index of its own: pages are read in the order of a key and cost
-- the same however large the tables are.

ALTER TABLE ca.certificate
  -- 0 neither revoked nor on hold, 1 on hold, 2 revoked; whether it is over is for not_after to say.
  ADD COLUMN standing TINYINT UNSIGNED
    GENERATED ALWAYS AS (CASE WHEN reason IS NULL THEN 0 WHEN reason = 6 THEN 1 ELSE 2 END) STORED,
  ADD KEY standing_of_residence (residence, standing, not_after, issuer_no, serial),
  ADD KEY standing_of_all (standing, not_after, issuer_no, serial);

ALTER TABLE ca.card
  -- Where the holder lives now; municipality is where the card was registered.
  ADD COLUMN residence CHAR(5) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT (municipality);
UPDATE ca.card c
  JOIN ca.resident r ON r.register_id = c.register_id
  SET c.residence = r.municipality;
ALTER TABLE ca.card
  ADD KEY end_of_residence (residence, expires_on, card_id),
  ADD KEY suspension_of_residence (residence, suspended_at, card_id);

-- Whoever lost a card knows their name and birth date, not the card's id.
ALTER TABLE ca.resident ADD KEY person (birth_date, name);
