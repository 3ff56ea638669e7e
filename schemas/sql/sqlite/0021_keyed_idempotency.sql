-- `key` is a keyed digest from now on: a client may write the identifier of a person into its Idempotency-Key. What was
-- stored in clear is forgotten; a request that is repeated after the upgrade is processed again, and its records are
-- UNCHANGED.
DELETE FROM idempotency_keys;
