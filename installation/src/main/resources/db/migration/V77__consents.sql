-- Step: expand.
-- What holders consented to that relying parties be told, with the signed text as it came. A row whose register_id is NULL
-- is a withdrawal of which nothing else is known, after a database was put back.
CREATE TABLE ca.consent (
  consent_id    CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY, -- a UUID, from the text
  register_id   VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
  party         VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  purpose       VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  attributes    VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, -- such as 'name address'
  given_at      BIGINT NOT NULL, -- by the text
  recorded_at   BIGINT NOT NULL,
  until_day     DATE NOT NULL, -- the last one in Japan
  over_at       BIGINT NOT NULL, -- the end of that day, or the withdrawal where that was earlier
  signed        BLOB NOT NULL, -- CMS SignedData
  withdrawn_at  BIGINT NULL,
  withdrawal_no BIGINT NULL, -- grows with each withdrawal of the party
  KEY of_resident (register_id, recorded_at),
  KEY of_party (party, withdrawal_no),
  KEY end_of_consents (over_at)
);

-- The number of the last withdrawal of each relying party: read by number, none is missed.
CREATE TABLE ca.consent_withdrawal (
  party VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  last  BIGINT NOT NULL
);

-- When a relying party was told data by a consent; what it was told stands nowhere.
CREATE TABLE ca.consent_answer (
  answer_no   BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  consent_id  CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  answered_at BIGINT NOT NULL,
  KEY of_consent (consent_id, answer_no)
);

-- How often a relying party used consents on a day in Japan.
CREATE TABLE ca.consent_count (
  party   VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  used_on DATE NOT NULL,
  used    INT UNSIGNED NOT NULL,
  PRIMARY KEY (party, used_on),
  KEY by_day (used_on)
);
