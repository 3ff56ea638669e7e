#include "app/service.hpp"

namespace raccordo::app {
namespace {

intake::SpoolSeal seal_with(const privacy::Sealer& sealer) {
  return {
      [&sealer](std::string_view plain, std::string_view context) { return sealer.seal(plain, context); },
      [&sealer](std::string_view sealed, std::string_view context) { return sealer.open(sealed, context); }};
}

}  // namespace

Service::Service(std::unique_ptr<Installation> opened, unsigned cores)
    : installation(std::move(opened)),
      store(*installation->store),
      tables(installation->tables, store, clock),
      keys(*installation->keys),
      certificates(store, clock),
      admission(intake::AdmissionLimits{}),
      spool(config().sqlite.parent_path() / "spool", seal_with(keys.sealer),
            {config().limits.spool, config().limits.spool_reserve}),
      background(*this),
      replays({store, keys, clock, [this] { return tables.newest(); }}),
      lanes(cores) {}

}  // namespace raccordo::app
