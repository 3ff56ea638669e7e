#include "store/sqlite/set_up.hpp"

#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>

namespace raccordo::store {
namespace {

ssize_t as_full(ssize_t result) {
  if (result < 0 && (errno == EDQUOT || errno == EFBIG)) errno = ENOSPC;
  return result;
}

ssize_t write_or_full(int file, const void* bytes, std::size_t size) {
  return as_full(::write(file, bytes, size));
}

ssize_t pwrite_or_full(int file, const void* bytes, std::size_t size, off_t at) {
  return as_full(::pwrite(file, bytes, size, at));
}

template <class Call>
void replace(sqlite3_vfs* system, const char* name, Call* call) {
  system->xSetSystemCall(system, name, reinterpret_cast<sqlite3_syscall_ptr>(call));
}

}  // namespace

void set_up_sqlite() {
  static const bool done = [] {
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);  // first: the next call initialises the library
    auto* const system = sqlite3_vfs_find(nullptr);
    if (system == nullptr || system->iVersion < 3 || system->xSetSystemCall == nullptr) return false;
    replace(system, "write", write_or_full);
    replace(system, "pwrite", pwrite_or_full);
    replace(system, "pwrite64", pwrite_or_full);
    return true;
  }();
  (void)done;
}

}  // namespace raccordo::store
