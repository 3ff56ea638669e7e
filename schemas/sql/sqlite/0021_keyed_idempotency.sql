-- `key` is now a keyed digest: a client may write the identifier of a person into its Idempotency-Key. Keys stored in
-- clear are deleted; a request that is repeated after the upgrade is processed again, and its records are
-- UNCHANGED.
DELETE FROM idempotency_keys;
