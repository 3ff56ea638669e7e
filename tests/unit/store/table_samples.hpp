// Invented versions of mapping tables for the tests of the store, and the steps of their life.
#pragma once

#include <string>

#include "store_samples.hpp"

namespace raccordo::store {

inline AuditEvent by(const std::string& who, std::int64_t when, const std::string& reason = "") {
  return {at(when), who, "", "", reason, {}};
}

/// Version 1 of bergamo/<table>, in force since the start.
inline void put_in_force(CaseStore& store, const std::string& table, const std::string& content = "first") {
  TableVersionRow row;
  row.source = "bergamo";
  row.table = table;
  row.version = 1;
  row.state = VersionState::active;
  row.content = content;
  row.digest = "d-" + content;
  row.author = kProgram;
  row.created_at = row.edited_at = at(0);
  row.activated_at = at(0);
  AuditEvent event{at(0), std::string(kProgram), "table.load", "mappings", "", {}};
  await<std::int64_t>([&](auto done) { store.tables().load_first({row}, event, done); });
}

inline TableDraft draft_of(const std::string& table, const std::string& content, const std::string& who,
                           std::int64_t when = 1) {
  return {"bergamo", table, "d-" + content, content, std::nullopt, by(who, when)};
}

inline TableOutcome put_draft(CaseStore& store, const TableDraft& draft) {
  return await<TableOutcome>([&](auto done) { store.tables().put_draft(draft, done); });
}

inline TableStep step_of(const std::string& table, std::int32_t version, TableAction action,
                         const std::string& who, std::int64_t when = 2) {
  TableStep step;
  step.action = action;
  step.source = "bergamo";
  step.table = table;
  step.version = version;
  step.event = by(who, when, "because");
  return step;
}

inline TableOutcome take(CaseStore& store, const TableStep& step) {
  return await<TableOutcome>([&](auto done) { store.tables().step(step, done); });
}

}  // namespace raccordo::store
