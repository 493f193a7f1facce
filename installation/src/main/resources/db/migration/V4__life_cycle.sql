-- The whole life of cards and certificates.

-- From when a revoked certificate should not be trusted, where that is earlier (invalidityDate).
ALTER TABLE status.revocation ADD COLUMN invalid_since BIGINT NULL;
ALTER TABLE status.feed ADD COLUMN invalid_since BIGINT NULL;

-- What decides about cards besides the data in certificates; by the dates of the resident events
-- themselves, to which day each item is known.
ALTER TABLE ca.resident
  ADD COLUMN stay_status ENUM('highly-skilled-professional-2', 'permanent-resident',
    'special-permanent-resident', 'other') NULL,
  ADD COLUMN stay_until DATE NULL,
  ADD COLUMN ward BOOLEAN NOT NULL DEFAULT FALSE,
  ADD COLUMN residency ENUM('resident', 'abroad', 'removed', 'dead') NOT NULL DEFAULT 'resident',
  ADD COLUMN residency_since DATE NULL,
  ADD COLUMN name_as_of DATE NULL,
  ADD COLUMN address_as_of DATE NULL,
  ADD COLUMN sex_as_of DATE NULL,
  ADD COLUMN birth_date_as_of DATE NULL,
  ADD COLUMN stay_as_of DATE NULL,
  ADD COLUMN changed_at BIGINT NOT NULL DEFAULT 0;

ALTER TABLE ca.card
  ADD COLUMN longest_until DATE NULL,
  ADD COLUMN specially_extended BOOLEAN NOT NULL DEFAULT FALSE,
  ADD COLUMN without_pins BOOLEAN NOT NULL DEFAULT FALSE,
  ADD COLUMN predecessor CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NULL,
  ADD COLUMN suspended_at BIGINT NULL,
  ADD COLUMN suspended_by VARCHAR(64) NULL,
  ADD COLUMN ended_at BIGINT NULL,
  ADD COLUMN end_cause VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NULL;
UPDATE ca.card SET longest_until = expires_on;
ALTER TABLE ca.card
  MODIFY COLUMN longest_until DATE NOT NULL,
  -- A card has one successor at the most.
  ADD UNIQUE (predecessor),
  ADD KEY (suspended_at);

ALTER TABLE ca.certificate
  ADD COLUMN register_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
  -- Where the holder lives now.
  ADD COLUMN residence CHAR(5) CHARACTER SET ascii COLLATE ascii_bin NULL,
  -- Its place among all certificates of this kind that the holder ever had.
  ADD COLUMN chain_no INT UNSIGNED NULL,
  ADD COLUMN invalid_since BIGINT NULL;
UPDATE ca.certificate c
  JOIN (
    SELECT n.issuer_no, n.serial, k.register_id, r.municipality,
      ROW_NUMBER() OVER (
        PARTITION BY k.register_id, n.authority ORDER BY n.not_before, n.issuer_no, n.serial
      ) AS place
    FROM ca.certificate n
    JOIN ca.card k ON k.card_id = n.card_id
    JOIN ca.resident r ON r.register_id = k.register_id
  ) known ON known.issuer_no = c.issuer_no AND known.serial = c.serial
  SET c.register_id = known.register_id, c.residence = known.municipality, c.chain_no = known.place;
ALTER TABLE ca.certificate
  MODIFY COLUMN register_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  MODIFY COLUMN residence CHAR(5) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  MODIFY COLUMN chain_no INT UNSIGNED NOT NULL,
  -- The lineage is a chain: no place is taken twice.
  ADD UNIQUE (register_id, authority, chain_no),
  -- What ends soon, municipality by municipality.
  ADD KEY (residence, not_after, issuer_no, serial);

-- What takes effect on a day to come, and events that wait for a resident to become known. A row is
-- gone once it has taken effect.
CREATE TABLE ca.planned (
  planned_id  VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- an event's id, or a card's
  kind        ENUM('event', 'card-end', 'waiting') NOT NULL,
  register_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  due_at      BIGINT NOT NULL,
  event       MEDIUMBLOB NULL, -- JSON; personal data, kept no longer than until it takes effect
  PRIMARY KEY (kind, planned_id),
  KEY (due_at),
  KEY (register_id)
);
