#include "app/service/service.hpp"

#include "app/backup/journal.hpp"
#include "app/ingest/body_work.hpp"

namespace raccordo::app {
Service::Service(std::unique_ptr<Installation> opened, unsigned cores)
    : installation(std::move(opened)),
      store(*installation->store),
      tables(installation->tables, store, clock),
      keys(*installation->keys),
      certificates(store.credentials(), clock),
      admission(intake::AdmissionLimits{}),
      shelf(std::make_shared<ChunkShelf>(store)),
      spool(config().sqlite.parent_path() / "spool", spool_seal(keys.sealer),
            {config().limits.spool, config().limits.spool_reserve}, intake::Spool::Role::owner, shelf),
      background({store, spool, tables, *installation, metrics, clock, stop}),
      clock_guard(store, clock),
      health(store.care(), clock),
      housekeeping({store, config(), clock_guard, certificates, clock,
                    [this] { try_journal(store, keys.sealer, config().sqlite); }}),
      replays({store, keys, clock, [this] { return tables.newest(); }}, stop),
      webhooks({store, tables, metrics, clock}),
      lanes(cores) {}

}  // namespace raccordo::app
