// Replays on SQLite: passes the work of the sqlite_replay_* files to the writer or gives it a reader.
#pragma once

#include <memory>
#include <string>

#include "store/interface/replays.hpp"
#include "store/sqlite/codes.hpp"
#include "store/sqlite/readers.hpp"
#include "store/sqlite/writer.hpp"

namespace raccordo::store {

class SqliteReplays final : public Replays {
 public:
  /// `codes` is the writer's; the claim file is beside the file of `place`.
  SqliteReplays(const StorePlace& place, SqliteReaders& readers, SqliteWriter& writer, CodeDictionary& codes);
  ~SqliteReplays() override;

  void start(ReplayOrder order, Done<ReplayRow> done) override;
  void activate(Activation activation, Done<ActivationOutcome> done) override;
  void steer(std::string id, ReplayAct act, AuditEvent event, Done<std::optional<ReplayRow>> done) override;
  Page<ReplayRow> list(std::size_t limit, std::string_view cursor, std::string_view actor) override;
  std::optional<ReplayRow> find(std::string_view id) override;

  std::unique_ptr<ReplayClaim> claim() override;
  std::int64_t generation() override;
  std::optional<ReplayRow> next() override;
  std::vector<WaitingRecord> waiting(std::string_view task, std::size_t limit) override;
  void apply(ReplayPiece piece, Done<bool> applied) override;
  std::vector<StoredBody> stored(std::string_view task, std::size_t limit) override;
  void apply(RemapPiece piece, Done<bool> applied) override;
  std::vector<OvertakenRecord> overtaken(std::size_t limit) override;
  void apply(OvertakenPiece piece, Done<bool> applied) override;

  std::int64_t written() override;
  WrittenSince written_since(std::string_view source, std::int64_t mark, std::size_t limit) override;
  std::vector<StoredBody> stored_after(std::string_view source, std::int64_t after,
                                       std::size_t limit) override;
  WaitingCounts count_waiting(std::string_view source, std::string_view table,
                              const std::vector<std::string>& codes) override;
  std::vector<WaitingCode> waiting_for(std::string_view source, std::string_view table,
                                       const std::vector<std::string>& codes, std::size_t limit) override;

 private:
  class GenerationReader;
  const std::string claim_file_;
  const bool is_shared_;  ///< several nodes serve the store
  SqliteReaders& readers_;
  SqliteWriter& writer_;
  CodeDictionary& codes_;
  std::unique_ptr<GenerationReader> generation_;
};

}  // namespace raccordo::store
