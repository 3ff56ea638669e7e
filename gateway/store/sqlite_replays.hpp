// Replays on SQLite: hands the work of the sqlite_replay_* files to the writer or gives it a reader.
#pragma once

#include <memory>
#include <string>

#include "store/replays.hpp"
#include "store/sqlite_codes.hpp"
#include "store/sqlite_readers.hpp"
#include "store/sqlite_writer.hpp"

namespace raccordo::store {

class SqliteReplays final : public Replays {
 public:
  /// `codes` is the writer's; `file` the database, beside which the claim stands.
  SqliteReplays(const std::string& file, SqliteReaders& readers, SqliteWriter& writer, CodeDictionary& codes);
  ~SqliteReplays() override;

  void start(ReplayOrder order, Done<ReplayRow> done) override;
  void steer(std::string id, ReplayAct act, AuditEvent event, Done<std::optional<ReplayRow>> done) override;
  Page<ReplayRow> list(std::size_t limit, std::string_view cursor) override;
  std::optional<ReplayRow> find(std::string_view id) override;

  std::unique_ptr<ReplayClaim> claim() override;
  std::int64_t generation() override;
  std::optional<ReplayRow> next() override;
  std::vector<WaitingRecord> waiting(std::string_view task, std::size_t limit) override;
  void apply(ReplayPiece piece, Done<bool> applied) override;

 private:
  class GenerationReader;
  const std::string claim_file_;
  SqliteReaders& readers_;
  SqliteWriter& writer_;
  CodeDictionary& codes_;
  std::unique_ptr<GenerationReader> generation_;
};

}  // namespace raccordo::store
