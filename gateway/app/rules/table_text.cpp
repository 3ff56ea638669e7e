#include "app/rules/table_text.hpp"

#include <utility>

#include "mapping/file_fault.hpp"
#include "privacy/code_masking.hpp"
#include "privacy/identifier_in_text.hpp"

namespace raccordo::app {
namespace {

/// Records have such codes only in their masked form.
std::string fault_of_code(std::string_view code, const base::Hmac* key) {
  return "source_code contains what looks like an identifier of a person, so the row maps nothing; write the "
         "form "
         "that the worklist shows, " +
         (key == nullptr ? "e.g. [identificativo 16 caratteri #1a2b3c4d]" : privacy::mask_code(*key, code));
}

std::string fault_of(std::string_view column) {
  return std::string(column) +
         " contains what looks like an identifier of a person; versions of tables are kept for good and "
         "every "
         "client may read them, so remove it";
}

}  // namespace

base::FileFaults identifiers_in(const mapping::Table& table, const std::string& file, const base::Hmac* key) {
  base::FileFaults faults;
  for (const auto& row : table.rows()) {
    if (faults.size() > mapping::kMostFaults) break;
    const auto report = [&](std::string_view column, std::string message) {
      faults.push_back({file, row.line, std::move(message), std::string(column)});
    };
    if (privacy::holds_identifier(row.source_code))
      report("source_code", fault_of_code(row.source_code, key));
    if (privacy::holds_identifier(row.source_label)) report("source_label", fault_of("source_label"));
    if (privacy::holds_identifier(row.comment)) report("comment", fault_of("comment"));
    for (std::size_t i = 0; i < row.more.size(); ++i) {
      const auto& column = table.more_columns()[i];
      if (privacy::holds_identifier(row.more[i])) report(column, fault_of("the column `" + column + "`"));
    }
  }
  return faults;
}

base::Result<mapping::Table, base::FileFaults> without_identifiers(
    base::Result<mapping::Table, base::FileFaults> table, const std::string& file) {
  if (!table) return table;
  auto faults = identifiers_in(*table, file);
  if (!faults.empty()) return faults;
  return table;
}

}  // namespace raccordo::app
