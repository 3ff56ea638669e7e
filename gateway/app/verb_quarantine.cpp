#include <iomanip>
#include <iostream>

#include "app/faults.hpp"
#include "app/installation.hpp"
#include "app/record_pipeline.hpp"
#include "app/verbs.hpp"
#include "app/worklist.hpp"

namespace raccordo::app {
namespace {

void print_row(const store::WorklistRow& row, const std::vector<model::Suggestion>& suggestions) {
  std::cout << std::left << std::setw(18) << row.source << std::setw(14) << row.table << std::setw(14)
            << row.code << std::right << std::setw(8) << row.records << "  " << row.comuni.size()
            << (row.comuni.size() == 1 ? " Comune" : " Comuni");
  if (!row.label.empty()) std::cout << "  \"" << row.label << '"';
  if (!suggestions.empty()) std::cout << "  perhaps " << suggestions.front().target;
  std::cout << '\n';
}

int list(Installation& installation, const QuarantineOptions& options, Output output) {
  auto rows = installation.store->worklist();
  if (!options.source.empty()) {
    std::erase_if(rows, [&](const store::WorklistRow& row) { return row.source != options.source; });
  }
  const auto suggestions = suggest_for(rows, *installation.book);
  if (output == Output::json) {
    std::cout << worklist_json(rows, suggestions) << '\n';
    return 0;
  }
  if (rows.empty()) std::cout << "No record waits for a code.\n";
  for (std::size_t i = 0; i < rows.size(); ++i) print_row(rows[i], suggestions[i]);
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
  const auto fields =
      installation.keys->sealer.open(row->sealed_fields, quarantine_context(row->source, row->record_id));
  std::cout << waiting_record_json(*row, fields.value_or("")) << '\n';
  return 0;
}

}  // namespace

int run_quarantine(const Config& config, const QuarantineOptions& options, Output output) {
  auto installation = open_installation(config);
  if (!installation) return report_faults(installation.error(), output);
  return options.verb == "show" ? show(**installation, options, output)
                                : list(**installation, options, output);
}

}  // namespace raccordo::app
