// A record's row, before and after a change.
#pragma once

#include <cstdint>
#include <string>

#include "base/time.hpp"
#include "model/outcome.hpp"
#include "store/settlement/settlement.hpp"

namespace raccordo::store {

struct StoredRecord {
  std::int64_t no = 0;  ///< 0: not stored yet
  model::Outcome outcome = model::Outcome::rejected;
  base::Instant version;
  std::string submission;
  std::uint64_t number = 0;
  base::Instant received_at;
  std::int64_t seq = 0;
  std::string owner;
  KnownRecord known;
};

}  // namespace raccordo::store
