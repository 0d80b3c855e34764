-- Who may see what goes on at the site, and be in the calls of others.
ALTER TABLE agent ADD COLUMN supervisor boolean NOT NULL DEFAULT false;
-- Whether voice or video is on; what was going on before this column says so with its next event.
ALTER TABLE conversation ADD COLUMN on_call boolean NOT NULL DEFAULT false;
