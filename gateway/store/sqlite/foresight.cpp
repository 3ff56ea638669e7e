#include "store/sqlite/foresight.hpp"

namespace raccordo::store {

const Foresight::Rows* Foresight::rows(std::string_view record_id) const {
  const auto found = rows_.find(std::string(record_id));
  return found != rows_.end() ? &found->second : nullptr;
}

bool Foresight::lacks(std::string_view record_id) const {
  const auto* const known = rows(record_id);
  return known != nullptr && known->empty();
}

}  // namespace raccordo::store
