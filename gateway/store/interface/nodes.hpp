// Nodes: the gateways that serve one database together (docs/storage.md#several-nodes), each under a name of
// its own. A port of CaseStore, reached by CaseStore::nodes(). All times are the database's, never a node's
// clock. Threads and errors: as CaseStore.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "store/chains/audit_chain.hpp"
#include "store/interface/write_done.hpp"

namespace raccordo::store {

/// A node that is not heard of for this time (microseconds) counts as gone, and so do leases of its process.
/// It reports much more often.
inline constexpr std::int64_t kNodeLasts = 20'000'000;

struct NodeRow {
  std::string name, owner;      ///< owner: its process, as this_process() names it
  std::string program;          ///< version of the program
  std::int64_t generation = 0;  ///< of the tables that it has loaded (Replays::generation)
  std::int64_t journal = 0;     ///< number of the last keepsake in its journal
  base::Instant started_at, until;
  bool is_live = false;  ///< `until` is not over
};

enum class NodeForgotten : std::uint8_t { done, unknown, live };

class Nodes {
 public:
  virtual ~Nodes() = default;
  /// False: one gateway serves this store, and the other members do nothing.
  virtual bool are_several() const = 0;
  /// The database's clock.
  virtual base::Instant now() = 0;
  /// Enters this node, or renews its row and all leases of this process. `generation`: of the tables that it
  /// has loaded.
  virtual void beat(std::string program, std::int64_t generation, Done<bool> done) = 0;
  /// This node ends: it counts as gone from now on.
  virtual void leave(Done<bool> done) = 0;
  /// All that ever served, by name.
  virtual std::vector<NodeRow> list() = 0;
  /// Removes the row of a node that will not come back: acts are then no longer kept for its journal.
  virtual void forget(std::string name, AuditEvent event, Done<NodeForgotten> done) = 0;
};

}  // namespace raccordo::store
