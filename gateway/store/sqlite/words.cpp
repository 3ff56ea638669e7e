#include "store/sqlite/words.hpp"

#include <sqlite3.h>

#include <string_view>

namespace raccordo::store {
namespace {

std::string_view words_of(int primary) {
  switch (primary) {
    case SQLITE_NOTADB:
      return "the file is no database of Raccordo; check store.sqlite, or restore a backup";
    case SQLITE_CORRUPT:
      return "the file is damaged; keep a copy of it and restore a backup";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "another program holds it; wait or end that program, then try again";
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return "it may not be written; make the user of the service the owner of file and folder";
    case SQLITE_CANTOPEN:
      return "the file cannot be opened; check path, owner and mode of file and folder";
    case SQLITE_IOERR:
      return "the disk does not read or write; look into the log of the system";
    case SQLITE_FULL:
      return "the disk or the quota is full; free some space";
    case SQLITE_NOMEM:
      return "memory has run out";
    case SQLITE_INTERRUPT:
      return "the work was stopped";
    default:
      return "an unexpected fault; report it with this number and the log";
  }
}

}  // namespace

std::string sqlite_words(int code) {
  constexpr int kPrimary = 0xff;
  return std::string(words_of(code & kPrimary)) + " (SQLite " + std::to_string(code) + ")";
}

}  // namespace raccordo::store
