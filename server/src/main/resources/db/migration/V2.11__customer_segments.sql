-- What a customer of a segment is worth in a version of the policy: a number by its name.
ALTER TABLE policy_version ADD COLUMN customer_values text NOT NULL DEFAULT '{}';
