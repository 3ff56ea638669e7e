#include "intake/spool_usage.hpp"

namespace raccordo::intake {

void SpoolUsage::add(const std::string& id, const std::string& client, std::uint64_t bytes) {
  const std::lock_guard lock(mutex_);
  auto& [owner, held] = bodies_[id];
  owner = client;
  held += bytes;
  clients_[client] += bytes;
}

void SpoolUsage::forget(const std::string& id) {
  const std::lock_guard lock(mutex_);
  const auto body = bodies_.find(id);
  if (body == bodies_.end()) return;
  const auto client = clients_.find(body->second.first);
  client->second -= body->second.second;
  if (client->second == 0) clients_.erase(client);
  bodies_.erase(body);
}

std::uint64_t SpoolUsage::of_client(const std::string& client) const {
  const std::lock_guard lock(mutex_);
  const auto found = clients_.find(client);
  return found == clients_.end() ? 0 : found->second;
}

}  // namespace raccordo::intake
