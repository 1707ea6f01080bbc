-- Longer beginnings of words become words of the index: it is written anew, after this step and in pieces.
CREATE TABLE search_rebuild (after_entry INTEGER NOT NULL PRIMARY KEY);
INSERT INTO search_rebuild (after_entry) SELECT 0 WHERE EXISTS (SELECT 1 FROM search_entry);
INSERT INTO search_word (search_word) SELECT 'delete-all' WHERE EXISTS (SELECT 1 FROM search_entry);
