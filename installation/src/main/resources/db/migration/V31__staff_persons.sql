-- Staff are known by an id of the person, which stays when names, certificates and roles change: one
-- person with two names is no second person, and two with one name are. Of those before, the name is
-- the id, and of those that the release before registers meanwhile.
ALTER TABLE ca.staff
  ADD COLUMN person VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT (name),
  ADD KEY of_person (person);

UPDATE ca.staff SET person = name;
