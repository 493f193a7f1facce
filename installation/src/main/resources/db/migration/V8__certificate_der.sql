-- The certificates themselves, beside the table of their facts: what is decided and revoked by is
-- then a fifth as large and stays in memory four times as long.
CREATE TABLE ca.certificate_der (
  issuer_no TINYINT UNSIGNED NOT NULL,
  serial    VARBINARY(20) NOT NULL,
  der       BLOB NOT NULL,
  PRIMARY KEY (issuer_no, serial)
);
INSERT INTO ca.certificate_der (issuer_no, serial, der)
  SELECT issuer_no, serial, der FROM ca.certificate;
ALTER TABLE ca.certificate DROP COLUMN der;
