#include "app/rules/table_text.hpp"

#include <utility>

#include "base/invisible_character.hpp"
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

std::string fault_of_identifier(const std::string& column) {
  return column +
         " contains what looks like an identifier of a person; versions of tables are kept for good and "
         "every "
         "client may read them, so remove it";
}

/// What is wrong with a text that people read; "" if nothing.
std::string fault_of_text(const std::string& column, std::string_view text) {
  if (privacy::holds_identifier(text)) return fault_of_identifier(column);
  const auto found = base::invisible_character(text, base::Lines::several);
  if (!found) return "";
  return column + " has the character " + *found +
         ", which cannot be seen or changes how the text is shown; remove it";
}

}  // namespace

base::FileFaults faults_of_texts(const mapping::Table& table, const std::string& file,
                                 const base::Hmac* key) {
  base::FileFaults faults;
  for (const auto& row : table.rows()) {
    if (faults.size() > mapping::kMostFaults) break;
    const auto report = [&](std::string_view column, std::string message) {
      if (!message.empty()) faults.push_back({file, row.line, std::move(message), std::string(column)});
    };
    if (privacy::holds_identifier(row.source_code))
      report("source_code", fault_of_code(row.source_code, key));
    report("source_label", fault_of_text("source_label", row.source_label));
    report("comment", fault_of_text("comment", row.comment));
    for (std::size_t i = 0; i < row.more.size(); ++i) {
      const auto& column = table.more_columns()[i];
      report(column, fault_of_text("the column `" + column + "`", row.more[i]));
    }
  }
  return faults;
}

base::Result<mapping::Table, base::FileFaults> with_sound_texts(
    base::Result<mapping::Table, base::FileFaults> table, const std::string& file) {
  if (!table) return table;
  auto faults = faults_of_texts(*table, file);
  if (!faults.empty()) return faults;
  return table;
}

}  // namespace raccordo::app
