// Replayer: processes the tasks of the store, piece by piece: opens waiting records, maps them with the
// tables in force, and lets the store settle them. Driven by ReplayThread while the gateway runs, else by the
// verb that started a task; the driver holds the store's claim. Threads: one at a time.
#pragma once

#include <functional>
#include <memory>

#include "app/rules/active_tables.hpp"
#include "app/rules/keyring.hpp"
#include "app/tables/remapper.hpp"
#include "store/interface/case_store.hpp"
#include "store/interface/replays.hpp"

namespace raccordo::app {

/// Maps a waiting record again with these tables; nothing if it does not open, or if its source or client is
/// no longer configured.
std::optional<store::PreparedRecord> map_waiting(const ActiveTables& tables, const Keyring& keys,
                                                 const base::Clock& clock,
                                                 const store::WaitingRecord& waiting);

class Replayer {
 public:
  struct Parts {
    store::CaseStore& store;
    const Keyring& keys;
    const base::Clock& clock;
    std::function<std::shared_ptr<const ActiveTables>()> tables;  ///< those in force now
  };
  explicit Replayer(Parts parts) : parts_(std::move(parts)) {}

  /// One piece of the oldest open task; false if there is nothing to do.
  bool step();

 private:
  void step_waiting(const store::ReplayRow& task);
  void step_stored(const store::ReplayRow& task);
  bool step_overtaken();
  std::optional<store::PreparedRecord> map_guarded(const ActiveTables& tables,
                                                   const store::WaitingRecord& waiting) const;
  static Remapper::Look look_guarded(const Remapper& remapper, const ActiveTables& tables,
                                     const std::string& source, const store::StoredBody& stored);
  const Remapper& remapper_of(const store::ReplayRow& task);
  void note_end(const std::string& task) const;

  Parts parts_;
  std::string remapped_task_;  ///< the tables of `remapper_`
  std::optional<Remapper> remapper_;
};

}  // namespace raccordo::app
