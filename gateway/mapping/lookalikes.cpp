#include "mapping/lookalikes.hpp"

#include <utf8proc.h>

#include <cstdlib>
#include <map>
#include <memory>
#include <vector>

#include "mapping/code_text.hpp"
#include "mapping/csv_sheet.hpp"

namespace raccordo::mapping {
namespace {

/// Letters in lower case as well: codes that look alike.
std::string at_a_glance(std::string_view comparable) {
  utf8proc_uint8_t* mapped = nullptr;
  const auto length =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(comparable.data()),
                   static_cast<utf8proc_ssize_t>(comparable.size()), &mapped,
                   static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD));
  const std::unique_ptr<utf8proc_uint8_t, void (*)(void*)> owner(mapped, &std::free);
  if (length < 0) return std::string(comparable);
  return {reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(length)};
}

bool overlap(const Row& left, const Row& right) {
  const bool left_before = left.valid_to && right.valid_from && *left.valid_to < *right.valid_from;
  const bool right_before = right.valid_to && left.valid_from && *right.valid_to < *left.valid_from;
  return !left_before && !right_before;
}

bool mean_the_same(const Row& left, const Row& right) {
  return left.status == right.status && left.target_code == right.target_code &&
         maps(left.relationship) == maps(right.relationship);
}

base::FileFault warn_of_pair(const std::string& file, const Row& first, const Row& second) {
  const bool same_when_seen = first.key == second.key;
  const std::string how = same_when_seen ? "look the same and count as one code"
                                         : "differ only in upper and lower case and mean different things";
  const std::string what = same_when_seen ? (mean_the_same(first, second)
                                                 ? "; remove one of them"
                                                 : "; they contradict each other, so neither maps: keep one")
                                          : "; check that both are meant";
  return {file, second.line,
          "the codes " + in_quotes(visible_code(first.source_code)) + " of line " +
              std::to_string(first.line) + " and " + in_quotes(visible_code(second.source_code)) +
              " of line " + std::to_string(second.line) + " " + how + what};
}

}  // namespace

base::FileFaults lookalike_warnings(const Table& table, const std::string& file) {
  base::FileFaults warnings;
  std::map<std::string, std::vector<const Row*>, std::less<>> alike;
  for (const auto& row : table.rows()) {
    if (row.source_code != row.key && visible_code(row.source_code) != row.source_code) {
      warnings.push_back({file, row.line,
                          "the code " + in_quotes(visible_code(row.source_code)) +
                              " holds characters that cannot be seen; it is compared without them"});
    }
    if (decides(row)) alike[at_a_glance(row.key)].push_back(&row);
  }
  for (const auto& [glance, rows] : alike) {
    for (std::size_t i = 1; i < rows.size(); ++i) {
      const auto& first = *rows[i - 1];
      const auto& second = *rows[i];
      if (first.source_code == second.source_code || !overlap(first, second)) continue;
      if (first.key == second.key || !mean_the_same(first, second)) {
        warnings.push_back(warn_of_pair(file, first, second));
      }
    }
  }
  return warnings;
}

}  // namespace raccordo::mapping
