#include "app/rules/table_warnings.hpp"

#include <set>

#include "app/rules/table_text.hpp"
#include "mapping/csv_sheet.hpp"
#include "mapping/lookalikes.hpp"

namespace raccordo::app {
namespace {

/// Approved codes that no document can give, because the profile takes them for absent values.
void warn_of_null_words(const codecs::Profile& profile, const mapping::Table& table, const std::string& file,
                        base::FileFaults& warnings) {
  std::set<std::string_view> told;  // a code may have a row for each period
  for (const auto& row : table.rows()) {
    if (row.status != mapping::RowStatus::approved || told.contains(row.source_code)) continue;
    const auto word = profile.null_word_in(table.name(), row.source_code);
    if (word.empty()) continue;
    told.insert(row.source_code);
    const bool whole = word.size() == row.source_code.size();
    warnings.push_back({file, row.line,
                        (whole ? "the code " : "the part of a code ") + mapping::in_quotes(word) +
                            " is a word of `nulls` in profile.yaml: a document that holds it as text has no "
                            "value there, so this "
                            "row does not map it. Remove the word from `nulls`, or the row",
                        "source_code"});
  }
}

}  // namespace

base::FileFaults table_warnings(const ActiveTables& tables, const base::Hmac* key) {
  const auto& book = tables.book();
  base::FileFaults warnings;
  for (const auto& [name, source] : tables.sources()) {
    const auto* rules = book.find(name);
    for (const auto& [table, content] : source.tables.tables()) {
      const auto file = (book.config.mappings / name / (table + ".csv")).string();
      base::append(warnings, mapping::lookalike_warnings(*content, file));
      base::append(warnings, faults_of_texts(*content, file, key));
      if (rules != nullptr) warn_of_null_words(rules->profile, *content, file, warnings);
    }
  }
  return warnings;
}

}  // namespace raccordo::app
