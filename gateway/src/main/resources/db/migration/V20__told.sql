-- When an owner was told of a destruction to come: it follows a week later at the earliest.
ALTER TABLE retention_reminder ADD COLUMN told_at BIGINT;
