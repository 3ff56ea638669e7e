// Decisions of an administrator on records that await one (record-taken-over, beyond-retention): accept
// replaces the stored record, reject deletes the waiting one. Called by the routes of the quarantine and by
// `raccordo quarantine`.
#pragma once

#include <optional>
#include <string>

#include "app/problem/problem.hpp"
#include "app/rules/active_tables.hpp"
#include "app/rules/keyring.hpp"
#include "store/interface/held_records.hpp"
#include "store/interface/quarantine.hpp"

namespace raccordo::app {

enum class Verdict : std::uint8_t { accept, reject };
std::string_view to_string(Verdict verdict);  // "accept", "reject"

/// The context of a decision.
struct DecisionDesk {
  store::Quarantine& store;
  store::HeldRecords& held;
  const ActiveTables& tables;
  const Keyring& keys;
  const base::Clock& clock;
};

/// The version of the stored record, accepted or waiting, if it is newer than the content that awaits a
/// decision beside it.
std::optional<base::Instant> newer_version(store::HeldRecords& records, const store::QuarantineRow& row);

/// Waits until it is durable; returns the outcome of the record. The event needs only actor, time and reason.
/// The problem is `not-found`, `no-decision` (it waits for a mapping), `still-unmapped` or `stale-version` (a
/// newer one is stored). `row` is as the caller saw it and may decide on it: if the content or the owner of
/// the stored record differs when the decision is written, it is `not-found`.
base::Result<model::Outcome, Problem> decide(const DecisionDesk& desk, const store::QuarantineRow& row,
                                             Verdict verdict, store::AuditEvent event);

}  // namespace raccordo::app
