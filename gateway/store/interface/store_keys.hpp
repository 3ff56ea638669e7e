// StoreKeys: keys of the store, sealed by the installation's sealing key. A port of CaseStore; called when a
// store is opened (app/rules/record_key). Threads and errors: as CaseStore.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/digest.hpp"
#include "store/interface/write_done.hpp"

namespace raccordo::store {

class StoreKeys {
 public:
  virtual ~StoreKeys() = default;

  /// The key for recognising records without a person; set once after opening, before any record arrives
  /// (app/rules/record_key). It never changes.
  virtual void use_record_key(const base::Hmac& key) = 0;
  /// A key of this store as stored: sealed by the installation's sealing key.
  virtual std::optional<std::string> wrapped_key(std::string_view name) = 0;
  /// Stores it; false if the stored value is not `before` ("": nothing) any more.
  virtual void put_wrapped_key(std::string name, std::string sealed, std::string before, Done<bool> done) = 0;
};

}  // namespace raccordo::store
