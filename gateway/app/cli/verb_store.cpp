#include <iostream>
#include <memory>

#include "app/audit/audit_trail.hpp"
#include "app/backup/store_move.hpp"
#include "app/cli/faults.hpp"
#include "app/cli/steps.hpp"
#include "app/cli/verbs.hpp"
#include "base/json.hpp"

namespace raccordo::app {
namespace {

void print_moved(const Config& from, const Config& to, const StoreMoved& moved, Output output) {
  if (output == Output::json) {
    base::JsonBuffer buffer;
    base::JsonWriter writer(buffer);
    writer.StartObject();
    base::put(writer, "store", to.place().shown());
    base::put_number(writer, "tables", moved.tables);
    base::put_number(writer, "rows", moved.rows);
    base::put_number(writer, "files", moved.files);
    writer.EndObject();
    std::cout << base::view(buffer) << '\n';
    return;
  }
  if (moved.rows > 0) {
    std::cout << "Copied " << moved.rows << " rows of " << moved.tables
              << " tables, each compared; the store is now " << to.place().shown() << ".\n";
  } else {
    std::cout << "The rows were there from the copy that was cut off, which is finished; the store is now "
              << to.place().shown() << ".\n";
  }
  if (moved.files > 0)
    std::cout << "Copied " << moved.files << " files of waiting bodies and of the journal.\n";
  std::cout
      << "Start the gateway with " << to.file.string() << ". The store " << from.place().shown()
      << " is as it was, but is refused as an older copy; delete it once backups of the new one exist.\n";
}

}  // namespace

int run_store_copy(const Config& config, const StoreCopyOptions& options, Output output) {
  if (const auto wrong = fault_in_words("--reason", options.reason))
    return report_failure(wrong->code, wrong->detail, output);
  const auto target = load_config(options.to);
  if (!target) return report_faults(target.error(), output);
  Steps steps;
  const auto moved = move_store(
      config, *target, options.reason,
      [&](std::string_view step, std::uint64_t done, std::uint64_t all) { steps.at(step, done, all); });
  if (!moved) return report_failure("failed", moved.error().message, output);
  print_moved(config, *target, *moved, output);
  return 0;
}

}  // namespace raccordo::app
