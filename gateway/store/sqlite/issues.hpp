// Issues of submissions and of records. Written by apply and retention, read by SqliteStore.
#pragma once

#include <optional>
#include <vector>

#include "store/interface/stored.hpp"
#include "store/sqlite/connection.hpp"

namespace raccordo::store {

/// Position of the next issue of a submission; the final counts are written back to the submission's row.
struct IssueSink {
  std::int64_t submission = 0;
  std::uint64_t kept = 0, dropped = 0;
};

/// A sink of submission 0 stores none: records that are mapped again report to every submission concerned.
/// Stores the issues with the settled outcome; counts those beyond kIssuesKept.
void add_issues(Connection& db, IssueSink& sink, std::optional<std::int64_t> record, model::Outcome outcome,
                const std::vector<model::Issue>& issues);

/// The issues that a submission gave the record at one of its places: a document may contain a record twice.
std::vector<model::Issue> issues_of_record(Connection& db, std::int64_t record, std::string_view submission,
                                           std::uint64_t number);

/// The issues of a sending that is not linked to a stored record: refused, or awaiting a decision.
std::vector<model::Issue> unlinked_issues(Connection& db, std::string_view record_id,
                                          std::string_view submission, std::uint64_t number);
/// The record beside which the unlinked issues of an id are stored.
struct UnlinkedOf {
  std::int64_t record = 0, source = 0;
  std::string_view record_id;
};
/// Erases the issues of a source's submissions that name the id and belong to no stored record, except those
/// of contents that still await a decision beside the record.
void erase_unlinked_issues(Connection& db, const UnlinkedOf& of);

Page<model::Issue> read_issues(Connection& db, std::string_view submission, std::size_t limit,
                               std::string_view cursor);

/// An issue found by the store, at the place of the record in its document.
inline model::Issue placed(model::Issue issue, const PreparedRecord& record) {
  issue.at = record.at;
  return issue;
}

}  // namespace raccordo::store
