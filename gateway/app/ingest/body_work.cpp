#include "app/ingest/body_work.hpp"

#include <new>
#include <system_error>

#include "app/ingest/document_run.hpp"
#include "app/ingest/spool_source.hpp"
#include "base/log.hpp"
#include "base/stop.hpp"
#include "base/storage_full.hpp"
#include "base/stored_damage.hpp"

namespace raccordo::app {
namespace {

/// A spooled body with observable progress.
class WatchedSource final : public codecs::ByteSource {
 public:
  WatchedSource(codecs::ByteSource& inner, std::atomic<std::uint64_t>& progress)
      : inner_(inner), progress_(progress) {}
  std::size_t read(char* into, std::size_t capacity) override {
    const auto count = inner_.read(into, capacity);
    progress_ += count + 1;
    return count;
  }
  bool rewind() override { return inner_.rewind(); }

 private:
  codecs::ByteSource& inner_;
  std::atomic<std::uint64_t>& progress_;
};

model::DocumentFormat format_of(const store::SubmissionRow& row) {
  if (const auto format = model::parse_document_format(row.format)) return *format;
  throw base::StoredDamage("submission " + row.id + " has no known format");
}

DocumentResult run(const BodyParts& parts, const store::SubmissionRow& row) {
  DocumentJob job;
  job.tables = parts.tables;
  job.keys = parts.keys;
  job.client =
      std::shared_ptr<const intake::Client>(parts.tables, parts.tables->book().clients.by_name(row.client));
  job.clock = &parts.clock;
  job.store = &parts.store;
  job.format = format_of(row);
  job.on_unmapped = row.reject_unmapped ? model::OnUnmapped::reject : model::OnUnmapped::quarantine;
  job.submission = row;
  job.background = true;
  if (parts.store.nodes().are_several()) job.overtaken = store::ApplyRequest::Overtaken::refused;
  SpoolSource spooled(parts.spool, row.spool);
  WatchedSource input(spooled, parts.progress);
  return run_document_and_wait(job, input);
}

BodyOutcome told(const store::SubmissionRow& row, BodyEnd end, std::string_view reason,
                 const std::exception& fault) {
  base::log(base::LogLevel::error, "body-not-processed",
            {{base::LogField::submission, row.id},
             {base::LogField::source, row.source},
             {base::LogField::code, std::string(reason)},
             {base::LogField::reason, std::string(fault.what())}});
  return {end, std::string(reason)};
}

}  // namespace

std::string_view missing_for(const ActiveTables& tables, const store::SubmissionRow& row) {
  if (tables.book().clients.by_name(row.client) == nullptr) return kWaitsForClient;
  return tables.find(row.source) == nullptr ? kWaitsForSource : std::string_view();
}

BodyOutcome process_body(const BodyParts& parts, const store::SubmissionRow& row) {
  try {
    return {BodyEnd::done, "", run(parts, row).fell_empty};
  } catch (const base::Stopped&) {
    return {BodyEnd::stopped, ""};
  } catch (const intake::BodyLost& fault) {
    return told(row, BodyEnd::lost, "body-lost", fault);
  } catch (const base::StorageFull& fault) {
    return told(row, BodyEnd::waits, kWaitsForDisk, fault);
  } catch (const store::QueueFull& fault) {
    return told(row, BodyEnd::waits, kWaitsForStore, fault);
  } catch (const store::TablesOvertaken& fault) {
    return told(row, BodyEnd::waits, kWaitsForStore, fault);  // soon, from where it was, with the new ones
  } catch (const base::SystemFault& fault) {
    return told(row, BodyEnd::waits, kWaitsForFault, fault);
  } catch (const std::system_error& fault) {
    return told(row, BodyEnd::waits, kWaitsForFault, fault);
  } catch (const std::bad_alloc& fault) {
    return told(row, BodyEnd::threw, kTooMuchMemory, fault);
  } catch (const std::exception& fault) {
    return told(row, BodyEnd::threw, kCrashed, fault);
  }
}

intake::SpoolSeal spool_seal(const privacy::Sealer& sealer) {
  return {
      [&sealer](std::string_view plain, std::string_view context) { return sealer.seal(plain, context); },
      [&sealer](std::string_view sealed, std::string_view context) { return sealer.open(sealed, context); }};
}

}  // namespace raccordo::app
