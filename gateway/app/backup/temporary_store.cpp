#include "app/backup/temporary_store.hpp"

#include <signal.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <string>
#include <utility>

namespace raccordo::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMark = ".temporary-";

/// The names that a signal removes, each ended by a zero byte. Written before the handler can use them.
constexpr std::size_t kMostNames = 8, kLongestName = 4096;
std::array<std::array<char, kLongestName>, kMostNames> names_to_remove{};

constexpr std::array<const char*, 7> kEnds = {"",       "-wal",    "-shm",     "-journal",
                                              "-claim", "-replay", ".identity"};

extern "C" void remove_and_end(int signal) {
  for (const auto& name : names_to_remove) {
    if (name.front() != 0) ::unlink(name.data());
  }
  ::_exit(128 + signal);
}

void watch_signals() {
  struct sigaction action {};
  action.sa_handler = remove_and_end;
  sigemptyset(&action.sa_mask);
  for (const int each : {SIGINT, SIGTERM, SIGHUP}) ::sigaction(each, &action, nullptr);
  ::signal(SIGXFSZ, SIG_IGN);
}

void remember(const fs::path& file) {
  std::size_t at = 0;
  const auto add = [&](const std::string& name) {
    if (name.size() < kLongestName) std::memcpy(names_to_remove[at++].data(), name.c_str(), name.size() + 1);
  };
  for (const auto* end : kEnds) add(file.string() + end);
  add(file.string() + ".part-" + std::to_string(::getpid()));
}

void forget() {
  for (auto& name : names_to_remove) name.front() = 0;
}

}  // namespace

fs::path temporary_store(const fs::path& store) {
  const auto prefix = store.filename().string() + std::string(kMark);
  std::error_code none;
  for (const auto& each : fs::directory_iterator(store.parent_path(), none)) {
    const auto name = each.path().filename().string();
    if (!name.starts_with(prefix)) continue;
    const auto process =
        name.substr(prefix.size(), name.find_first_not_of("0123456789", prefix.size()) - prefix.size());
    // In a container a program has the number that the killed one had.
    const bool is_own = process == std::to_string(::getpid());
    if (is_own || (!process.empty() && !fs::exists("/proc/" + process, none))) fs::remove(each.path(), none);
  }
  return store.string() + std::string(kMark) + std::to_string(::getpid());
}

TemporaryStore::TemporaryStore(fs::path file) : file_(std::move(file)) {
  remember(file_);
  watch_signals();
}

TemporaryStore::~TemporaryStore() {
  std::error_code ignored;
  for (const auto* end : kEnds) fs::remove(file_.string() + end, ignored);
  forget();
}

}  // namespace raccordo::app
