// CaseStore: everything Raccordo stores, combined from its ports. A port is an abstract class in a header of
// its own, with a contract of its own (tests/unit/store/*_contract.hpp); code that needs one port takes that
// port, not CaseStore. Ports with state of their own are reached by a member (`audit()`, `leases()`); the
// others are base classes. SQLite first, PostgreSQL later. Threads: all members of all ports may be called
// from any thread. Writes are queued to one writer, which commits many of them with one flush (group commit)
// and calls back after the commit is durable; reads have connections of their own. Errors: base::SystemFault
// if the database cannot be used; QueueFull if the bounded write queue is full.
#pragma once

#include "store/interface/audit_log.hpp"
#include "store/interface/body_chunks.hpp"
#include "store/interface/counting.hpp"
#include "store/interface/credentials.hpp"
#include "store/interface/exchanges.hpp"
#include "store/interface/field_fills.hpp"
#include "store/interface/figures.hpp"
#include "store/interface/held_records.hpp"
#include "store/interface/keepsakes.hpp"
#include "store/interface/leases.hpp"
#include "store/interface/ledger.hpp"
#include "store/interface/nodes.hpp"
#include "store/interface/quarantine.hpp"
#include "store/interface/records.hpp"
#include "store/interface/releases.hpp"
#include "store/interface/replays.hpp"
#include "store/interface/request_keys.hpp"
#include "store/interface/retention.hpp"
#include "store/interface/spooled_bodies.hpp"
#include "store/interface/store_care.hpp"
#include "store/interface/store_keys.hpp"
#include "store/interface/submissions.hpp"
#include "store/interface/table_versions.hpp"
#include "store/interface/webhooks.hpp"
#include "store/interface/write_done.hpp"

namespace raccordo::store {

class CaseStore : public Submissions,
                  public RequestKeys,
                  public SpooledBodies,
                  public Records,
                  public Quarantine,
                  public Releases,
                  public Counting,
                  public StoreKeys,
                  public Retention {
 public:
  /// Tasks that map waiting and stored records again.
  virtual Replays& replays() = 0;
  virtual TableVersions& tables() = 0;
  /// How releases are ordered, finished, refused and published.
  virtual ReleaseLedger& ledger() = 0;
  virtual AuditLog& audit() = 0;
  virtual HeldRecords& held() = 0;
  virtual Credentials& credentials() = 0;
  virtual Figures& figures() = 0;
  virtual FieldFills& fills() = 0;
  virtual Leases& leases() = 0;
  /// The gateways that serve this store together.
  virtual Nodes& nodes() = 0;
  /// Waiting bodies that are kept in the database.
  virtual BodyChunks& chunks() = 0;
  virtual StoreCare& care() = 0;
  virtual Keepsakes& keepsakes() = 0;
  /// Cases that lie here for another body.
  virtual Exchanges& exchanges() = 0;
  /// What clients are told by a call.
  virtual Webhooks& webhooks() = 0;

  /// Throws base::SystemFault unless the database answers.
  virtual void ping() = 0;
  /// Waits until all writes queued so far are durable.
  virtual void flush() = 0;
};

}  // namespace raccordo::store
