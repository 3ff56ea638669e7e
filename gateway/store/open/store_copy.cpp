#include "store/open/store_copy.hpp"

#include "store/sqlite/copy.hpp"

namespace raccordo::store {

void copy_store(const std::string& from, const std::string& to,
                const std::function<void(std::uint64_t, std::uint64_t)>& at) {
  sqlite_copy(from, to, at);
}

std::string damage_of(const std::string& file) { return sqlite_damage(file); }

}  // namespace raccordo::store
