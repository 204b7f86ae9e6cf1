-- Folders inside an information type: a name is one in its folder, so two folders may each hold a file of that name.
ALTER TABLE deposit ADD COLUMN path TEXT NOT NULL DEFAULT '';
DROP INDEX deposit_receiving;
DROP INDEX deposit_current;
CREATE UNIQUE INDEX deposit_receiving ON deposit (person_id, folder, type, path, name) WHERE state = 'receiving';
CREATE UNIQUE INDEX deposit_current ON deposit (person_id, folder, type, path, name)
    WHERE state IN ('settling', 'deposited') AND superseded_by IS NULL;
