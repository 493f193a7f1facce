-- The writing of a card at an office, from the keys that it makes to the certificates that it is known to hold.
-- Of a card, and of a chip, one is open at a time: open_card and open_chip are theirs while it is, and NULL afterwards.
CREATE TABLE ca.card_order (
  order_id     CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  card_id      CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  chip         VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- its number
  kinds        VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- authorities
  state        ENUM('open', 'held', 'withdrawn', 'lapsed') CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  opened_at    BIGINT NOT NULL,
  opened_by    VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- a person
  leased_to    VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- who is at it
  leased_until BIGINT NOT NULL,
  issued_at    BIGINT NULL, -- when certificates were last issued over it
  ended_at     BIGINT NULL,
  counter      INT NULL, -- of the chip's updates, as it was read back
  open_card    CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NULL UNIQUE,
  open_chip    VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NULL UNIQUE,
  KEY (card_id, opened_at),
  KEY (chip),
  KEY overdue (state, issued_at)
);

-- Which certificates were issued over which order; the hash is what a card is read back with.
CREATE TABLE ca.card_order_certificate (
  issuer_no TINYINT UNSIGNED NOT NULL,
  serial    VARBINARY(20) NOT NULL,
  order_id  CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  sha256    BINARY(32) NOT NULL,
  PRIMARY KEY (issuer_no, serial),
  KEY (order_id)
);
