#include <iostream>

#include "app/cli/faults.hpp"
#include "app/cli/output_file.hpp"
#include "app/cli/release_verbs.hpp"
#include "app/releases/release_report.hpp"
#include "base/json.hpp"

namespace raccordo::app {
namespace {

std::optional<store::ReleaseRow> finished(store::Releases& store, const std::string& id) {
  auto row = store.release(id);
  return row && row->state == "DONE" ? std::move(row) : std::nullopt;
}

int report_missing(const std::string& id, Output output) {
  return report_failure("not-found", "no finished release " + id + "; `raccordo release list` shows them",
                        output);
}

}  // namespace

int write_stored_report(const Config& config, store::Releases& store, const ReleaseOptions& options,
                        Output output) {
  const auto existing = options.force ? Existing::replaced : Existing::kept;
  const auto row = finished(store, options.id);
  if (!row) return report_missing(options.id, output);
  std::optional<store::ReleaseRow> before;
  if (!options.before.empty()) {
    before = finished(store, options.before);
    if (!before) return report_missing(options.before, output);
  }
  const auto html = write_release_report(config, *row, before ? &*before : nullptr,
                                         *report::parse_language(options.language));
  if (!html) return report_failure(html.error().code, html.error().detail, output);
  if (const auto wrong = write_output(options.out, *html, existing))
    return report_failure("failed", *wrong, output);
  if (output == Output::text) {
    std::cout << options.out << '\n';
    return 0;
  }
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  base::put(writer, "file", options.out);
  writer.EndObject();
  std::cout << base::view(buffer) << '\n';
  return 0;
}

}  // namespace raccordo::app
