// Nodes in the database. Made by SqliteStore.
#pragma once

#include <set>
#include <string>

#include "store/interface/nodes.hpp"
#include "store/sqlite/readers.hpp"
#include "store/sqlite/submissions.hpp"
#include "store/sqlite/writer.hpp"

namespace raccordo::store {

class SqliteNodes final : public Nodes {
 public:
  /// References must outlive it. `name`: of this node; "": one gateway serves the store. `unreleased`: keys
  /// that this process reserved and could not give back; beat() does, so that other nodes get them too. Used
  /// by the writer's thread only.
  SqliteNodes(SqliteReaders& readers, SqliteWriter& writer, std::string name, std::set<KeyName>& unreleased)
      : readers_(readers), writer_(writer), name_(std::move(name)), unreleased_(unreleased) {}
  bool are_several() const override { return !name_.empty(); }
  base::Instant now() override;
  void beat(std::string program, std::int64_t generation, Done<bool> done) override;
  void leave(Done<bool> done) override;
  std::vector<NodeRow> list() override;
  void forget(std::string name, AuditEvent event, Done<NodeForgotten> done) override;

 private:
  SqliteReaders& readers_;
  SqliteWriter& writer_;
  const std::string name_;
  std::set<KeyName>& unreleased_;
};

}  // namespace raccordo::store
