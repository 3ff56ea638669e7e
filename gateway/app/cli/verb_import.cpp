#include <algorithm>
#include <iostream>

#include "app/backup/journal.hpp"
#include "app/cli/faults.hpp"
#include "app/cli/issue_groups.hpp"
#include "app/cli/progress.hpp"
#include "app/cli/unknown_source.hpp"
#include "app/cli/verbs.hpp"
#include "app/forms/json_forms.hpp"
#include "app/ingest/document_run.hpp"
#include "app/ingest/file_source.hpp"
#include "app/rules/installation.hpp"
#include "app/service/lease_heartbeat.hpp"
#include "base/command_line_user.hpp"

namespace raccordo::app {
namespace {

/// Bytes read advance the progress bar.
class CountedSource final : public codecs::ByteSource {
 public:
  CountedSource(FileSource& inner, Progress& progress) : inner_(inner), progress_(progress) {}
  std::size_t read(char* into, std::size_t capacity) override {
    const auto count = inner_.read(into, capacity);
    progress_.at(inner_.position());
    return count;
  }
  bool rewind() override { return inner_.rewind(); }

 private:
  FileSource& inner_;
  Progress& progress_;
};

DocumentResult import_file(Installation& installation, const std::string& source, const std::string& path,
                           FileSource& file) {
  Progress progress("import " + path, file.size());
  CountedSource counted(file, progress);
  DocumentJob job;
  job.tables = installation.tables;
  job.keys = installation.keys;
  job.clock = &base::system_clock();
  job.store = installation.store.get();
  job.submission.received_at = job.clock->now();
  job.submission.id = base::new_ulid(job.submission.received_at);
  job.submission.source = source;
  job.submission.client = base::command_line_user();
  job.format = body_format_of(installation.book->find(source)->profile, path);
  auto result = run_document_and_wait(job, counted);
  if (result.takes_back)
    try_journal(*installation.store, installation.keys->sealer, installation.book->config.sqlite);
  return result;
}

void print_text(const std::string& path, const DocumentResult& result) {
  const auto& counts = result.receipt.counts;
  std::cout << path << ": " << counts.received << " records: " << counts.accepted << " accepted, "
            << counts.unchanged << " unchanged, " << counts.quarantined << " quarantined, " << counts.rejected
            << " rejected\n";
  for (const auto& line : grouped_lines(result.receipt.issues)) std::cout << "  " << line << '\n';
  if (result.receipt.issues_truncated)
    std::cout << "  ... more issues: see the submission's issues over HTTPS\n";
}

void write_result(base::JsonWriter& writer, const std::string& path, const DocumentResult& result) {
  writer.StartObject();
  base::put(writer, "file", path);
  const auto receipt = receipt_json(result.receipt);
  base::key(writer, "receipt");
  writer.RawValue(receipt.data(), receipt.size(), rapidjson::kObjectType);
  writer.EndObject();
}

void write_unread(base::JsonWriter& writer, const std::string& path, const std::string& why) {
  writer.StartObject();
  base::put(writer, "file", path);
  base::put(writer, "error", why);
  writer.EndObject();
}

}  // namespace

int run_import(const Config& config, const ImportOptions& options, Output output) {
  auto installation = open_installation(config);
  if (!installation) return report_faults(installation.error(), output);
  if ((*installation)->book->find(options.source) == nullptr) {
    return unknown_source(*(*installation)->book, options.source, output);
  }
  const LeaseHeartbeat heartbeat(*(*installation)->store, base::system_clock());
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  base::key(writer, "files");
  writer.StartArray();
  bool failed = false;
  for (const auto& path : options.files) {
    auto file = FileSource::open(path);
    if (!file) {
      std::cerr << "raccordo: " << file.error().message << '\n';
      write_unread(writer, path, file.error().message);
      failed = true;
      continue;
    }
    const auto result = import_file(**installation, options.source, path, **file);
    failed = failed || result.broken || result.receipt.counts.rejected > 0;
    if (output == Output::text) print_text(path, result);
    write_result(writer, path, result);
  }
  writer.EndArray();
  writer.EndObject();
  if (output == Output::json) std::cout << base::view(buffer) << '\n';
  return failed ? 1 : 0;
}

}  // namespace raccordo::app
