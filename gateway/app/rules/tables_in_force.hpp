// TablesInForce: the current set of tables for mapping. Another program may activate a version at any time
// (`raccordo tables activate`): `newest` loads it before the next record is mapped. Owned by Service, and by
// verbs that replay. Threads: all members from any thread; while new tables are loaded, `newest` waits and
// `get` does not.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>

#include "app/rules/active_tables.hpp"
#include "app/rules/current.hpp"
#include "store/interface/case_store.hpp"
#include "store/interface/replays.hpp"

namespace raccordo::app {

class TablesInForce {
 public:
  TablesInForce(std::shared_ptr<const ActiveTables> tables, store::CaseStore& store, const base::Clock& clock)
      : current_(std::move(tables)), store_(store), clock_(clock) {}

  /// The last loaded set, without reading the store.
  std::shared_ptr<const ActiveTables> get() const { return current_.get(); }
  /// The set in force in the store. If its tables do not match the current rulebook (a scheme that was not
  /// reloaded), the last loaded set is kept, and that is logged.
  std::shared_ptr<const ActiveTables> newest();
  /// True if `newest` would return the last loaded set at once.
  bool is_newest() const { return current_.get()->generation() == store_.replays().generation(); }
  /// Sets another rulebook, after a reload.
  void set(std::shared_ptr<const ActiveTables> tables);

 private:
  std::shared_ptr<const ActiveTables> load(std::int64_t generation);
  Current<ActiveTables> current_;
  store::CaseStore& store_;
  const base::Clock& clock_;
  std::mutex loading_;
  std::int64_t refused_ = -1;  ///< a generation that does not match the rulebook
};

}  // namespace raccordo::app
