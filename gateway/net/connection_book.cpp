#include "net/connection_book.hpp"

namespace raccordo::net {

ConnectionBook::Admitted ConnectionBook::admit(const std::string& address) {
  auto& here = addresses_[address];
  const bool crowd_here = here.open >= caps_.per_address;
  const bool crowd = connections_.size() >= caps_.total;
  Admitted admitted;
  if (crowd_here || crowd || strangers_ >= caps_.strangers) admitted.entry = Entry::prove;
  const bool no_room_here = crowd_here && here.open >= caps_.per_address + caps_.reserve;
  if (no_room_here || (crowd && connections_.size() >= caps_.total + caps_.reserve)) {
    admitted.evicted = oldest_of(no_room_here ? here.idle : idle_);
    if (!admitted.evicted) {
      if (here.open == 0) addresses_.erase(address);
      admitted.entry = Entry::drop;
      return admitted;
    }
  }
  admitted.id = ++last_;
  auto& connection = connections_[admitted.id];
  connection.address = address;
  ++here.open;
  ++strangers_;
  set_idle(admitted.id, connection);
  return admitted;
}

std::optional<ConnectionBook::Id> ConnectionBook::prove(Id id) {
  const auto found = connections_.find(id);
  if (found == connections_.end() || found->second.known) return std::nullopt;
  unset_idle(id, found->second);
  found->second.known = true;
  --strangers_;
  auto& here = addresses_.at(found->second.address);
  if (here.open > caps_.per_address && !here.idle.empty()) return oldest_of(here.idle);
  return connections_.size() > caps_.total ? oldest_of(idle_) : std::nullopt;
}

void ConnectionBook::begin_work(Id id) {
  const auto found = connections_.find(id);
  if (found != connections_.end()) unset_idle(id, found->second);
}

void ConnectionBook::rest(Id id) {
  const auto found = connections_.find(id);
  if (found != connections_.end()) set_idle(id, found->second);
}

void ConnectionBook::leave(Id id) {
  const auto found = connections_.find(id);
  if (found == connections_.end()) return;
  unset_idle(id, found->second);
  if (!found->second.known) --strangers_;
  const auto here = addresses_.find(found->second.address);
  if (--here->second.open == 0) addresses_.erase(here);
  connections_.erase(found);
}

void ConnectionBook::set_idle(Id id, Connection& connection) {
  unset_idle(id, connection);
  if (connection.known) return;
  connection.since = ++clock_;
  idle_.emplace(connection.since, id);
  addresses_.at(connection.address).idle.emplace(connection.since, id);
}

void ConnectionBook::unset_idle(Id id, Connection& connection) {
  idle_.erase({connection.since, id});
  addresses_.at(connection.address).idle.erase({connection.since, id});
}

std::optional<ConnectionBook::Id> ConnectionBook::oldest_of(const IdleOrder& order) {
  if (order.empty()) return std::nullopt;
  const Id id = order.begin()->second;
  unset_idle(id, connections_.at(id));
  return id;
}

}  // namespace raccordo::net
