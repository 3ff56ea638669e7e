// Invented records and submissions for the tests of the store, and waiting for the result of a write.
#pragma once

#include <filesystem>
#include <future>
#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "store/interface/case_store.hpp"

namespace raccordo::store {

inline constexpr std::int64_t kSecond = 1'000'000;
inline constexpr std::int64_t kDay = 86'400 * kSecond;
/// 2026-11-22T08:00:00Z plus so many seconds.
inline base::Instant at(std::int64_t seconds) { return {1'795'334'400 * kSecond + seconds * kSecond}; }

inline base::Digest digest_of(const std::string& text) { return base::sha256(text); }

inline model::Issue issue_of(model::IssueCode code) {
  model::Issue issue;
  issue.code = code;
  issue.field = "interventions[0].type";
  issue.table = "intervention";
  issue.value = "SAD9";
  issue.at = {model::Place::Kind::json, "/cartelle/2/interventi/0/codice", 0};
  issue.message = "The code SAD9 is not in the table.";
  issue.suggestions = {{"anziani.assistenza-domiciliare", "Assistenza domiciliare", 0.91}};
  return issue;
}

/// An accepted record: `content` distinguishes contents, `version` is in seconds.
inline PreparedRecord accepted(const std::string& id, std::int64_t version, const std::string& content,
                               const std::string& person = "p1") {
  PreparedRecord record;
  record.number = 1;
  record.record_id = id;
  record.outcome = model::Outcome::accepted;
  record.version = at(version);
  record.has_version = true;
  record.owner = "016198";
  record.content = digest_of(content);
  record.person = {digest_of(person), "sealed-" + person, "F", base::Date{1980, 1, 2}, false};
  record.facts.residence = "016024";
  record.facts.opened = base::Date{2016, 3, 1};
  record.facts.needs = {"reddito", "casa"};
  record.facts.interventions = {
      {"anziani", "anziani.assistenza-domiciliare", "associated", base::Date{2016, 4, 1}, {}, 110'000}};
  record.body = "{\"record\":\"" + content + "\"}";
  return record;
}

inline PreparedRecord waiting(const std::string& id, std::int64_t version, const std::string& content,
                              const std::string& code = "SAD9") {
  auto record = accepted(id, version, content);
  record.outcome = model::Outcome::quarantined;
  record.body.clear();
  record.sealed_fields = "sealed:" + content;
  record.waiting = {{"intervention", code, "Assistenza"}};
  record.issues = {issue_of(model::IssueCode::unmapped_code)};
  record.issues[0].record = record.number;
  record.issues[0].record_id = id;
  return record;
}

inline PreparedRecord rejected(const std::string& id, std::int64_t version) {
  auto record = accepted(id, version, "rejected");
  record.outcome = model::Outcome::rejected;
  record.issues = {issue_of(model::IssueCode::bad_date)};
  record.issues[0].record = record.number;
  return record;
}

inline SubmissionRow submission_row(const std::string& id, std::int64_t received) {
  SubmissionRow row;
  row.id = id;
  row.source = "isola-bergamasca";
  row.client = "isola";
  row.received_at = at(received);
  row.state = model::SubmissionState::completed;
  row.mapping_versions = {{"area", 3}, {"intervention", 7}};
  return row;
}

/// An audit event.
inline AuditEvent act(const std::string& action, const std::string& object = "isola-bergamasca/A") {
  return {at(100), "administrator", action, object, "asked for by the person", {{"request", "R1"}}};
}

/// Calls `start` with a callback and waits for its result; throws its error.
template <class T, class Start>
T await(Start start) {
  auto promise = std::make_shared<std::promise<T>>();
  auto future = promise->get_future();
  start(Done<T>([promise](const std::exception_ptr& failed, T result) {
    if (failed) {
      promise->set_exception(failed);
    } else {
      promise->set_value(std::move(result));
    }
  }));
  return future.get();
}

inline std::vector<AppliedRecord> apply_now(CaseStore& store, ApplyRequest request) {
  return await<std::vector<AppliedRecord>>(
      [&](auto done) { store.apply(std::move(request), std::move(done)); });
}

inline std::vector<AppliedRecord> apply_now(CaseStore& store, const SubmissionRow& row,
                                            std::vector<PreparedRecord> records) {
  ApplyRequest request;
  request.submission = row;
  request.records = std::move(records);
  return apply_now(store, std::move(request));
}

/// Erases a record of the source of the samples.
inline Erased erase_now(CaseStore& store, const std::string& id, const RecordReach& reach = {}) {
  return await<Erased>([&](auto done) {
    store.erase_record({"isola-bergamasca", id, reach, digest_of("mark-" + id)}, act("record.erase"), done);
  });
}

inline AuditEvent event_of(const std::string& action, const std::string& object) {
  return {at(0), "ats", action, object, "", {}};
}

inline ReleaseRow release_row(const std::string& id, const std::string& period) {
  ReleaseRow row;
  row.id = id;
  row.period = period;
  row.state = "RUNNING";
  row.note = "note";
  row.created_at = at(1);
  row.ordered_by = "ats";
  return row;
}

/// Orders a release; returns the one that already has its place, if any.
inline std::optional<ReleaseRow> reserve(CaseStore& store, const std::string& id, const std::string& period,
                                         const std::string& revision = "") {
  auto row = release_row(id, period);
  row.revision_date = revision;
  return await<std::optional<ReleaseRow>>([&](auto done) { store.ledger().reserve(row, done); });
}

/// A computed release with this id, certified against the first `after` rows of the ledger.
inline FinishedRelease finished(const std::string& id, const std::string& period, std::int64_t after) {
  FinishedRelease release;
  release.row = release_row(id, period);
  release.row.digest = "digest-" + id;
  release.row.metadata = "{}";
  release.row.content = "cells-" + id;
  release.evidence = "sealed-" + id;
  release.after = after;
  release.at = at(after);
  release.event = event_of("release.create", id);
  return release;
}

inline Entered enter(CaseStore& store, FinishedRelease release) {
  return await<Entered>([&](auto done) { store.ledger().enter(std::move(release), done); });
}

/// Orders and enters a release that follows the first `after` rows of the ledger.
inline Entered make_release(CaseStore& store, const std::string& id, const std::string& period,
                            std::int64_t after) {
  reserve(store, id, period);
  return enter(store, finished(id, period, after));
}

/// A folder for one test, deleted with the object.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "raccordo-store-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw base::SystemFault("no scratch folder");
    path_ = pattern;
  }
  ~ScratchFolder() { std::filesystem::remove_all(path_); }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  std::string file() const { return (path_ / "store.db").string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace raccordo::store
