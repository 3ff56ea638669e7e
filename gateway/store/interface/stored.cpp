#include "store/interface/stored.hpp"

#include <algorithm>
#include <utility>

namespace raccordo::store {

void WorklistRow::add(WorklistShare share) {
  first_seen = shares.empty() ? share.first_seen : std::min(first_seen, share.first_seen);
  last_seen = shares.empty() ? share.last_seen : std::max(last_seen, share.last_seen);
  label = std::max(label, share.label);
  newest = std::max(newest, share.newest);
  records += share.records;
  comuni.push_back(share.comune);
  shares.push_back(std::move(share));
}

}  // namespace raccordo::store
