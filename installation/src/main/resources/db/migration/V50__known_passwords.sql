-- Whether the key of a certificate was made by a ceremony of development, into a file whose password
-- everybody knows. Before, that was so of whoever did not bring a key, which a change among the staff
-- tells.
ALTER TABLE ca.staff
  ADD COLUMN password_known BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE ca.staff s SET s.password_known = TRUE
  WHERE NOT EXISTS (SELECT 1 FROM ca.staff_change c WHERE c.serial = s.serial);
