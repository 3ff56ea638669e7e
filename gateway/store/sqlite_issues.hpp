// Issues of submissions and of records. Written by apply and retention, read by SqliteStore.
#pragma once

#include <optional>
#include <vector>

#include "store/sqlite_connection.hpp"
#include "store/stored.hpp"

namespace raccordo::store {

/// Where the next issue of a submission goes; its end state is written back to the submission's row.
struct IssueSink {
  std::int64_t submission = 0;
  std::uint64_t kept = 0, dropped = 0;
};

/// Stores the issues with the settled outcome; counts what the bound kIssuesKept leaves out.
void add_issues(Connection& db, IssueSink& sink, std::optional<std::int64_t> record, model::Outcome outcome,
                const std::vector<model::Issue>& issues);

/// Those that a record's last submission gave it.
std::vector<model::Issue> issues_of_record(Connection& db, std::int64_t record, std::string_view submission);

Page<model::Issue> read_issues(Connection& db, std::string_view submission, std::size_t limit,
                               std::string_view cursor);

}  // namespace raccordo::store
