// Nodes in the database. Made by SqliteStore.
#pragma once

#include <string>

#include "store/interface/nodes.hpp"
#include "store/sqlite/readers.hpp"
#include "store/sqlite/writer.hpp"

namespace raccordo::store {

class SqliteNodes final : public Nodes {
 public:
  /// Readers and writer must outlive it. `name`: of this node; "": one gateway serves the store.
  SqliteNodes(SqliteReaders& readers, SqliteWriter& writer, std::string name)
      : readers_(readers), writer_(writer), name_(std::move(name)) {}
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
};

}  // namespace raccordo::store
