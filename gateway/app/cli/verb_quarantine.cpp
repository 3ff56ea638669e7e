#include <algorithm>
#include <iomanip>
#include <iostream>

#include "app/audit/audit_trail.hpp"
#include "app/cli/faults.hpp"
#include "app/cli/verbs.hpp"
#include "app/ingest/record_pipeline.hpp"
#include "app/persons/decisions.hpp"
#include "app/rules/installation.hpp"
#include "app/tables/worklist.hpp"

namespace raccordo::app {
namespace {

void print_row(const store::WorklistRow& row, const std::vector<model::Suggestion>& suggestions) {
  std::cout << std::left << std::setw(18) << row.source << std::setw(14) << row.table << std::setw(14)
            << row.code << std::right << std::setw(8) << row.records << "  " << row.comuni.size()
            << (row.comuni.size() == 1 ? " Comune" : " Comuni");
  if (!row.label.empty()) std::cout << "  \"" << row.label << '"';
  if (!suggestions.empty()) {
    std::cout << "  perhaps " << suggestions.front().target << " (" << std::fixed << std::setprecision(2)
              << suggestions.front().score << ')';
  }
  std::cout << '\n';
}

/// The numbers of the records that wait for the code: what `quarantine show` takes.
void print_numbers(const store::WorklistRow& row, const std::vector<CodeWaiting>& records) {
  constexpr std::size_t shown = 10;
  const std::pair code(row.table, row.code);
  std::size_t seen = 0;
  for (const auto& record : records) {
    if (record.source != row.source) continue;
    if (std::find(record.codes.begin(), record.codes.end(), code) == record.codes.end()) continue;
    if (++seen <= shown) std::cout << (seen == 1 ? "    number " : ", ") << record.id;
  }
  if (seen > shown) std::cout << " and " << seen - shown << " more (--json lists all)";
  if (seen > 0) std::cout << '\n';
}

/// Records that no table can free: listed by number, because somebody decides or corrects each.
void print_others(const std::vector<OtherWaiting>& others) {
  if (others.empty()) return;
  std::cout << "Waiting for no code (`raccordo quarantine show NUMBER` says why):\n";
  for (const auto& other : others) {
    const bool decided = other.issue == "record-taken-over" || other.issue == "beyond-retention";
    std::cout << "  number " << other.id << "  " << other.source << "  Comune " << other.owner << "  "
              << (other.issue.empty() ? "mapped since: replay it" : other.issue)
              << (decided ? ": `raccordo quarantine accept|reject`" : "") << '\n';
  }
}

int list(Installation& installation, const QuarantineOptions& options, Output output) {
  const auto page = worklist_page(installation.store->worklist(), {options.source, "", 0, ""});
  auto fallen = installation.store->fills().fallen();
  std::erase_if(fallen, [&](const store::FallenField& field) {
    return !options.source.empty() && field.source != options.source;
  });
  const auto records = waiting_records(*installation.store, options.source);
  if (output == Output::json) {
    std::cout << worklist_json(*page, *installation.tables, fallen, &records) << '\n';
    return 0;
  }
  if (page->rows.empty()) std::cout << "No record waits for a code.\n";
  for (const auto& row : page->rows) {
    print_row(row, suggest_for(row, *installation.tables));
    print_numbers(row, records.for_codes);
  }
  print_others(records.others);
  for (const auto& field : fallen)
    std::cout << field.source << ": `" << field.field << "` is empty since submission " << field.submission
              << "; check that system's export\n";
  return 0;
}

int show(Installation& installation, const QuarantineOptions& options, Output output) {
  const auto row = installation.store->quarantined(options.id);
  if (!row) {
    return report_failure(
        "not-found",
        "no record " + std::to_string(options.id) + " waits; `raccordo quarantine list` shows the codes",
        output);
  }
  auto sight = FieldSight::masked;
  if (options.unmask) {
    auto reason = read_reason(options.reason);
    if (!reason) return report_failure(reason.error().code, reason.error().detail, output);
    auto event = act_of_command_line("record.unmask",
                                     record_name(installation.keys->names, row->source, row->record_id),
                                     std::move(*reason));
    event.details["quarantine"] = std::to_string(row->id);
    append_audit(*installation.store, std::move(event));
    sight = FieldSight::clear;
  }
  const auto fields =
      installation.keys->sealer.open(row->sealed_fields, quarantine_context(row->source, row->record_id));
  std::cout << waiting_record_json(*row, fields.value_or(""), sight,
                                   newer_version(installation.store->held(), *row))
            << '\n';
  return 0;
}

int decide_on(Installation& installation, const QuarantineOptions& options, Output output) {
  const auto row = installation.store->quarantined(options.id);
  if (!row) return report_failure("not-found", "no record " + std::to_string(options.id) + " waits", output);
  auto reason = read_reason(options.reason);
  if (!reason) return report_failure(reason.error().code, reason.error().detail, output);
  const DecisionDesk desk{*installation.store, installation.store->held(), *installation.tables,
                          *installation.keys, base::system_clock()};
  const auto outcome = decide(desk, *row, options.verb == "accept" ? Verdict::accept : Verdict::reject,
                              act_of_command_line("", "", std::move(*reason)));
  if (!outcome) return report_failure(outcome.error().code, outcome.error().detail, output);
  std::cout << (output == Output::json ? "{\"outcome\":\"" : "The record is now ")
            << model::to_string(*outcome) << (output == Output::json ? "\"}\n" : ".\n");
  return 0;
}

}  // namespace

int run_quarantine(const Config& config, const QuarantineOptions& options, Output output) {
  auto installation = open_installation(config);
  if (!installation) return report_faults(installation.error(), output);
  if (options.verb == "accept" || options.verb == "reject") return decide_on(**installation, options, output);
  return options.verb == "show" ? show(**installation, options, output)
                                : list(**installation, options, output);
}

}  // namespace raccordo::app
