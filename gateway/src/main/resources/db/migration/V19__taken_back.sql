-- An end that the group announced and took back before its instant; the row stays, so that what was asked meanwhile has its reason.
ALTER TABLE protocol_end ADD COLUMN taken_back_at BIGINT;
ALTER TABLE protocol_end ADD COLUMN taken_back_why TEXT;
