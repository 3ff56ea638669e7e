// RefusalBook: how many records of each client were refused today, remembered between the submissions of one
// second, so that not every one of them reads the store. Owned by SqliteStore. Threads: all members from any
// thread.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/civil_time.hpp"

namespace raccordo::store {

class RefusalBook {
 public:
  /// The number that `read` returns, or returned at most a second ago if this program refused nothing since.
  /// Refusals by other programs count a second later.
  template <class Read>
  std::uint64_t count(std::string_view client, base::Date day, Read read) {
    const auto change = changes_.load();
    const auto now = Clock::now();
    if (const auto known = find(client, day, change, now)) return *known;
    const std::uint64_t count = read();
    const std::lock_guard lock(mutex_);
    pages_.insert_or_assign(std::string(client), Page{day, count, change, now});
    return count;
  }
  /// Called when records of any client have been refused, after the commit.
  void changed() { ++changes_; }

 private:
  using Clock = std::chrono::steady_clock;
  struct Page {
    base::Date day;
    std::uint64_t count = 0;
    std::uint64_t change = 0;
    Clock::time_point read_at;
  };
  std::optional<std::uint64_t> find(std::string_view client, base::Date day, std::uint64_t change,
                                    Clock::time_point now) const {
    const std::lock_guard lock(mutex_);
    const auto found = pages_.find(client);
    if (found == pages_.end()) return std::nullopt;
    const auto& page = found->second;
    const bool is_current =
        page.day == day && page.change == change && now - page.read_at < std::chrono::seconds(1);
    return is_current ? std::optional(page.count) : std::nullopt;
  }

  mutable std::mutex mutex_;
  std::map<std::string, Page, std::less<>> pages_;  ///< by client; clients are few
  std::atomic<std::uint64_t> changes_ = 0;
};

}  // namespace raccordo::store
