#include <atomic>
#include <chrono>

#include "app/cli/faults.hpp"
#include "app/cli/verbs.hpp"
#include "app/ingest/body_work.hpp"
#include "app/ingest/chunk_shelf.hpp"
#include "app/ingest/lone_process.hpp"
#include "app/rules/installation.hpp"
#include "base/log.hpp"

namespace raccordo::app {
namespace {

constexpr auto kLogPatience = std::chrono::seconds(2);

BodyOutcome process(Installation& installation, const Config& config, const std::string& submission) {
  const auto row = installation.store->submission(submission);
  if (!row || !model::is_open(row->state) || row->spool.empty()) return {};
  if (const auto missing = missing_for(*installation.tables, *row); !missing.empty()) {
    return {BodyEnd::waits, std::string(missing)};
  }
  const intake::Spool spool(config.sqlite.parent_path() / "spool", spool_seal(installation.keys->sealer), {},
                            intake::Spool::Role::reader, std::make_shared<ChunkShelf>(*installation.store));
  std::atomic<std::uint64_t> progress{0};
  return process_body(
      {*installation.store, spool, installation.tables, installation.keys, base::system_clock(), progress},
      *row);
}

}  // namespace

int run_process_body(const Config& config, const ProcessBodyOptions& options) {
  // Before the first file is read; the body's size is an argument, because the store is not open yet.
  confine_this_process(limits_for(options.bytes), options.parent);
  auto installation = open_installation(config);
  if (!installation) return report_faults(installation.error(), Output::text);
  const auto outcome = process(**installation, config, options.submission);
  (*installation)->store->flush();
  base::flush_log(kLogPatience);
  return exit_code_of(outcome);
}

}  // namespace raccordo::app
