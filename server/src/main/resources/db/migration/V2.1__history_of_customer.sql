-- What a customer asked before, newest first: the index finds it in its order. It replaces the one that
-- knew only whose conversations they are, so that no more is written than before.

DROP INDEX conversation_of_customer;
CREATE INDEX conversation_of_customer ON conversation (site, customer, started_at DESC);
