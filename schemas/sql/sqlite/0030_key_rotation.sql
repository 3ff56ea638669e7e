-- `keys rotate` (docs/storage.md#keys-and-certificates). `resealed`: the generation of the sealing key with which the
-- identifiers and the fields of waiting records were sealed last. Digests of contents and idempotency keys, made with the
-- first generation of the pseudonym key, are keyed again with each later one; a program that does not know that must not
-- open the store.
INSERT INTO counters (name, value) VALUES ('resealed', 1);
