-- Brakes on resident events. All times are milliseconds since 1970-01-01T00:00:00Z, all hours are
-- hours since then.

-- How many events of a class that end something a source has reported in an hour, and the hold that
-- is open: one row for each source and class. Changed late in the transaction of the events.
CREATE TABLE ca.event_breaker (
  source      VARCHAR(64) NOT NULL, -- the id of who reports, or the drop directory's
  event_class VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  hour        BIGINT NOT NULL,
  events      BIGINT UNSIGNED NOT NULL,
  hold_id     CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NULL,
  PRIMARY KEY (source, event_class)
);

-- The same of hours that are over: what is usual.
CREATE TABLE ca.event_hour (
  source      VARCHAR(64) NOT NULL,
  event_class VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  hour        BIGINT NOT NULL,
  events      BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (source, event_class, hour),
  KEY (hour)
);

-- Events that wait for two people. held_count counts all that ever were held in it.
CREATE TABLE ca.event_hold (
  hold_no       BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  hold_id       CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  source        VARCHAR(64) NOT NULL,
  reported_by   VARCHAR(64) NOT NULL, -- the name in the credential
  event_class   VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  state         VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  opened_at     BIGINT NOT NULL,
  hour_limit    BIGINT UNSIGNED NOT NULL, -- that was passed
  held_count    BIGINT UNSIGNED NOT NULL,
  applied_count BIGINT UNSIGNED NOT NULL,
  refused_count BIGINT UNSIGNED NOT NULL,
  decision      VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL, -- that is proposed, or was approved
  reason        VARCHAR(200) NULL,
  proposed_by   VARCHAR(64) NULL,
  proposed_at   BIGINT NULL,
  approved_by   VARCHAR(64) NULL,
  approved_at   BIGINT NULL,
  ended_at      BIGINT NULL,
  UNIQUE (hold_id),
  KEY (state, hold_no)
);

-- The events themselves, in the order in which they came. A row is gone once its event is applied; of
-- one that was refused it stays, without the event.
CREATE TABLE ca.held_event (
  held_no        BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  event_id       VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  register_id    VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  hold_id        CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  kind           VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  municipality   CHAR(5) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- of the resident, when it came
  behind         BOOLEAN NOT NULL, -- held only because an earlier event about the resident is
  event          MEDIUMBLOB NULL,  -- JSON; personal data, kept no longer than it is held
  refusal_code   VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NULL,
  refusal_detail VARCHAR(200) NULL,
  held_at        BIGINT NOT NULL,
  refused_at     BIGINT NULL,
  UNIQUE (event_id),
  KEY (register_id, held_no),
  KEY (hold_id, refused_at, held_no)
);
