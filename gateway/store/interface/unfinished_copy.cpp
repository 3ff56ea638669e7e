#include "store/interface/unfinished_copy.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "base/result.hpp"
#include "base/storage_full.hpp"

namespace raccordo::store {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFirstLine = "raccordo copy 1";

std::string name_of(const StorePlace& target) { return target.file + ".unfinished-copy"; }

std::string moved_name_of(const StorePlace& source) { return source.file + ".copied-away"; }

[[noreturn]] void fail(const std::string& name) {
  const auto what = "store: cannot write " + name + ": " + std::strerror(errno);
  if (errno == ENOSPC || errno == EDQUOT || errno == EFBIG) throw base::StorageFull(what);
  throw base::SystemFault(what);
}

void sync_folder(const std::string& name) {
  const auto parent = fs::path(name).parent_path();
  const int opened = ::open(parent.empty() ? "." : parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened < 0) fail(name);
  const bool synced = ::fsync(opened) == 0;
  ::close(opened);
  if (!synced) fail(name);
}

void write_durably(const std::string& name, const std::string& text) {
  const auto fresh = name + "." + std::to_string(::getpid());
  const int descriptor = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (descriptor < 0) fail(fresh);
  const bool whole = ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                     ::fsync(descriptor) == 0;
  const int why = errno;
  ::close(descriptor);
  errno = why;
  if (!whole || ::rename(fresh.c_str(), name.c_str()) != 0) {
    const int reason = errno;
    ::unlink(fresh.c_str());
    errno = reason;
    fail(name);
  }
  sync_folder(name);
}

void remove_durably(const std::string& name) {
  if (::unlink(name.c_str()) != 0) {
    if (errno == ENOENT) return;
    fail(name);
  }
  sync_folder(name);
}

}  // namespace

std::optional<UnfinishedCopy> unfinished_copy(const StorePlace& target) {
  const auto name = name_of(target);
  std::ifstream in(name);
  if (!in) {
    if (!fs::exists(fs::symlink_status(name))) return std::nullopt;
    throw base::SystemFault("store: cannot read " + name + ": " + std::strerror(errno));
  }
  std::string first;
  std::string label[2];
  UnfinishedCopy copy;
  std::getline(in, first);
  in >> label[0] >> copy.identity >> label[1] >> copy.commits;
  if (first != kFirstLine || label[0] != "identity" || label[1] != "commits" || !in)
    throw base::SystemFault("store: " + name + " is damaged: a copy into the store " + target.shown() +
                            " was cut off. Empty that store, remove the file, and copy again");
  return copy;
}

void note_copy(const StorePlace& target, const UnfinishedCopy& copy) {
  write_durably(name_of(target), std::string(kFirstLine) + "\nidentity " + copy.identity + "\ncommits " +
                                     std::to_string(copy.commits) + "\n");
}

void drop_copy_note(const StorePlace& target) { remove_durably(name_of(target)); }

void note_moved(const StorePlace& source, const StorePlace& target) {
  write_durably(moved_name_of(source), target.shown() + "\n");
}

void drop_moved_note(const StorePlace& place) { remove_durably(moved_name_of(place)); }

std::optional<std::string> fault_of_moved(const StorePlace& place) {
  std::ifstream in(moved_name_of(place));
  if (!in) return std::nullopt;
  std::string target;
  std::getline(in, target);
  return "The store " + place.shown() +
         " was copied by `raccordo store copy`: since then the store is the copy (" + target +
         "). Use the configuration of the copy. To use this older one after all, remove " +
         moved_name_of(place) + " and start `raccordo serve --accept-older-store \"REASON\"`.";
}

std::optional<std::string> fault_of_copy(const StorePlace& target) {
  if (!unfinished_copy(target)) return std::nullopt;
  return "A copy into the store " + target.shown() +
         " has not been finished. Run the same `raccordo store copy` again, which finishes it; until then "
         "the "
         "store that is copied remains the one to use. To give the copy up, " +
         (target.is_postgres() ? "empty the database" : "remove " + target.file) + " and remove " +
         name_of(target) + " and the folders spool and journal beside it.";
}

}  // namespace raccordo::store
