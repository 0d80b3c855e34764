-- Which calls of a site are recorded: off, agent or always.
ALTER TABLE site ADD COLUMN recording text NOT NULL DEFAULT 'off';
