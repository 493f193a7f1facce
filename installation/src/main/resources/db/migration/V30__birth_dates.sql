-- Birth dates as the register has them, with zeros for what is unknown: 1947-00-00. No DATE: what the
-- database does with such a one depends on its mode. Equal and ordered as the dates were.
ALTER TABLE ca.resident
  MODIFY COLUMN birth_date CHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  MODIFY COLUMN sex ENUM('male', 'female', 'unknown', 'not-applicable') NOT NULL;
