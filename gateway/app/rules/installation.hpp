// Installation: everything that a verb with access to the store needs, opened in one order: files, keys,
// store, tables.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "app/rules/active_tables.hpp"
#include "app/rules/keyring.hpp"
#include "app/rules/rulebook.hpp"
#include "store/interface/case_store.hpp"
#include "store/interface/key_turn.hpp"
#include "store/interface/store_options.hpp"

namespace raccordo::app {

struct Installation {
  std::unique_ptr<store::KeyUse> key_use;  ///< released last; null: the caller rotates the keys
  std::shared_ptr<const Rulebook> book;
  std::shared_ptr<const Keyring> keys;
  std::unique_ptr<store::CaseStore> store;
  std::shared_ptr<const ActiveTables> tables;
};

/// Options that only `serve`, rotations and restores have for opening the store (store::StoreOptions).
struct StoreAccess {
  const store::StoreClaim* claim = nullptr;
  store::StoreOptions::Identity identity = store::StoreOptions::Identity::must_fit;
  /// Whether to take a KeyUse first. `alone`: nobody else can use the keys of the store now.
  enum class Keys : std::uint8_t { in_use, alone };
  Keys keys = Keys::in_use;
};

/// What is wrong if there is no store but the journal of one (app/backup/journal.hpp): nobody must go on with
/// an empty one unasked.
std::optional<std::string> fault_of_lost_store(const store::StorePlace& place);

/// The installation, or all faults of its files. Throws base::SystemFault if the store cannot be used.
base::Result<std::unique_ptr<Installation>, base::FileFaults> open_installation(
    const Config& config, const StoreAccess& access = {});

}  // namespace raccordo::app
