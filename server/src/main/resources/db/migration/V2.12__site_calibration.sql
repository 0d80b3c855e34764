-- What the customers of a site have taught about the assistant's confidence, as of its last crawl.
CREATE TABLE site_calibration (
    site      text             PRIMARY KEY,
    shift     double precision NOT NULL,
    verdicts  integer          NOT NULL
);
