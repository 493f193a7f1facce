-- How the name of a resident is read (氏名の振り仮名), and in Latin letters where the register has it so; absent where nobody
-- told it. People are found by it whom somebody knows by ear: those born on a day are read from the index alone, and
-- compared by their sound, which the database cannot tell.
ALTER TABLE ca.resident
  ADD COLUMN name_kana     VARCHAR(100) NULL,
  ADD COLUMN name_romaji   VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NULL,
  ADD COLUMN reading_as_of DATE NULL,
  ADD KEY reading (birth_date, name_kana, name_romaji);
