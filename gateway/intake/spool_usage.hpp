// SpoolUsage: how many bytes of bodies each client has on disk. Shared by Spool and its writers.
// Threads: all members from any thread.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>

namespace raccordo::intake {

class SpoolUsage {
 public:
  void add(const std::string& id, const std::string& client, std::uint64_t bytes);
  void forget(const std::string& id);
  std::uint64_t of_client(const std::string& client) const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::pair<std::string, std::uint64_t>> bodies_;  ///< by id: client, bytes
  std::map<std::string, std::uint64_t> clients_;
};

}  // namespace raccordo::intake
