#include <filesystem>
#include <iostream>

#include "app/cli/faults.hpp"
#include "app/cli/output_file.hpp"
#include "app/cli/release_verbs.hpp"
#include "app/cli/replay_watch.hpp"
#include "app/cli/verbs.hpp"
#include "app/forms/release_in_words.hpp"
#include "app/releases/publish.hpp"
#include "app/releases/release_json.hpp"
#include "app/releases/release_order.hpp"
#include "app/rules/table_document.hpp"
#include "app/service/lease_heartbeat.hpp"
#include "base/command_line_user.hpp"
#include "base/json.hpp"
#include "extract/render.hpp"

namespace raccordo::app {
namespace {

void print_release(const store::ReleaseRow& row) {
  std::cout << row.id << "  period " << row.period;
  if (!row.revision_date.empty()) std::cout << ", revision of " << row.revision_date;
  std::cout << "  " << row.state;
  if (!row.reason.empty()) std::cout << ": " << row.reason;
  if (row.published_at) std::cout << ", published " << base::to_string(*row.published_at);
  if (!row.note.empty()) std::cout << "  (" << row.note << ")";
  std::cout << '\n';
}

/// For planners: the tables, how much is hidden, the rules and the guarantee.
void print_details(const store::ReleaseRow& row) {
  print_release(row);
  std::cout << release_in_words(row);
}

int create(Installation& installation, const ReleaseOptions& options, Output output) {
  auto& store = *installation.store;
  const LeaseHeartbeat heartbeat(store, base::system_clock());
  const auto ordered =
      order_release(store, installation.book->config,
                    {options.period, options.note, base::command_line_user()}, base::system_clock());
  if (!ordered) return report_failure(ordered.error().code, ordered.error().detail, output);
  see_remaps_through(installation);
  const auto row =
      carry_out_release(store, *installation.tables, *installation.keys, *ordered, base::system_clock());
  if (output == Output::json) {
    std::cout << release_json(row, Audience::administrators) << '\n';
  } else {
    print_details(row);
  }
  return row.state == "DONE" ? 0 : 1;
}

int list(Installation& installation, Output output) {
  auto rows = installation.store->releases();
  tell_abandoned(*installation.store, rows, base::system_clock());
  std::string items;
  for (const auto& row : rows) {
    if (output == Output::text) print_release(row);
    items += (items.empty() ? "" : ",") + release_json(row, Audience::administrators);
  }
  if (output == Output::json) std::cout << "{\"items\":[" << items << "],\"next\":null}\n";
  if (output == Output::text && rows.empty())
    std::cout << "No release yet: raccordo release create --period 2017\n";
  return 0;
}

int show(Installation& installation, const ReleaseOptions& options, Output output) {
  auto row = installation.store->release(options.id);
  if (!row)
    return report_failure("not-found", "no release " + options.id + "; `raccordo release list` shows them",
                          output);
  tell_abandoned(*installation.store, {&*row, 1}, base::system_clock());
  if (output == Output::json) {
    std::cout << release_json(*row, Audience::administrators) << '\n';
  } else {
    print_details(*row);
  }
  return 0;
}

int export_tables(Installation& installation, const ReleaseOptions& options, Output output) {
  const auto row = installation.store->release(options.id);
  if (!row || row->state != "DONE")
    return report_failure("not-found", "no finished release " + options.id, output);
  const auto format = *extract::parse_table_format(options.format);
  const auto release = open_release(*row);
  const auto existing = options.force ? Existing::replaced : Existing::kept;
  std::error_code error;
  std::filesystem::create_directories(options.out, error);
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  base::key(writer, "files");
  writer.StartArray();
  for (const auto& table : release.tables()) {
    const auto file = std::filesystem::path(options.out) /
                      (table.definition().id + std::string(extract::file_extension(format)));
    const auto document = table_document(installation.book->config, *row, table.definition().id);
    if (const auto wrong = write_output(file, extract::render(table, format, document), existing))
      return report_failure("failed", *wrong, output);
    base::text(writer, file.string());
    if (output == Output::text) std::cout << file.string() << '\n';
  }
  writer.EndArray();
  const auto add = [&](const char* member, const char* name, const std::string& content) {
    const auto file = std::filesystem::path(options.out) / name;
    base::put(writer, member, file.string());
    return write_output(file, content, existing);
  };
  // CSV has no field for the guarantee, so it is written beside the tables.
  const auto words = "Release " + row->id + ", period " + row->period + "\n\n" + release_in_words(*row);
  const auto senders = senders_csv(*row);
  auto wrong = add("about", "release.txt", words);
  if (!wrong && !senders.empty()) wrong = add("senders", "senders.csv", senders);
  if (wrong) return report_failure("failed", *wrong, output);
  writer.EndObject();
  if (output == Output::json) std::cout << base::view(buffer) << '\n';
  return 0;
}

}  // namespace

int run_release(const Config& config, const ReleaseOptions& options, Output output) {
  if (options.verb == "verify") return verify_stored_release(config, options.id, output);
  if (options.verb == "microdata") return write_microdata(config, options, output);
  auto installation = open_installation(config);
  if (!installation) return report_faults(installation.error(), output);
  if (options.verb == "create") return create(**installation, options, output);
  if (options.verb == "list") return list(**installation, output);
  if (options.verb == "show") return show(**installation, options, output);
  if (options.verb == "report")
    return write_stored_report((*installation)->book->config, *(*installation)->store, options, output);
  return export_tables(**installation, options, output);
}

}  // namespace raccordo::app
