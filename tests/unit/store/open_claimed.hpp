// Opens a store as a gateway does: it may have the schema of an older version.
#pragma once

#include <memory>
#include <string>

#include "base/result.hpp"
#include "store/interface/store_claim.hpp"
#include "store/open/open_store.hpp"

namespace raccordo::store {

inline std::unique_ptr<CaseStore> open_claimed(const std::string& file) {
  const auto claim = StoreClaim::take(file, base::system_clock().now());
  if (!claim) throw base::SystemFault(claim.error().message);
  StoreOptions options{file};
  options.claim = claim->get();
  return open_store(options);
}

}  // namespace raccordo::store
