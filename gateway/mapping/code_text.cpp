#include "mapping/code_text.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "mapping/csv_sheet.hpp"

namespace raccordo::mapping {
namespace {

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
}

bool is_space(utf8proc_int32_t point) { return utf8proc_category(point) == UTF8PROC_CATEGORY_ZS; }

const utf8proc_uint8_t* bytes_of(std::string_view text) {
  return reinterpret_cast<const utf8proc_uint8_t*>(text.data());
}

/// Calls `use` with each character and its bytes; false if the text is not UTF-8.
template <class Use>
bool for_each_character(std::string_view text, Use use) {
  while (!text.empty()) {
    utf8proc_int32_t point = 0;
    const auto length = utf8proc_iterate(bytes_of(text), static_cast<utf8proc_ssize_t>(text.size()), &point);
    if (length <= 0) return false;
    use(point, text.substr(0, static_cast<std::size_t>(length)));
    text.remove_prefix(static_cast<std::size_t>(length));
  }
  return true;
}

std::string plain_spaces(std::string_view text) {
  std::string out;
  for_each_character(text, [&](utf8proc_int32_t point, std::string_view bytes) {
    if (is_space(point))
      out += ' ';
    else
      out += bytes;
  });
  return out;
}

/// Letters in lower case as well: what looks alike at a glance.
std::string at_a_glance(std::string_view comparable) {
  utf8proc_uint8_t* mapped = nullptr;
  const auto length =
      utf8proc_map(bytes_of(comparable), static_cast<utf8proc_ssize_t>(comparable.size()), &mapped,
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

bool is_plain_code(std::string_view code) { return is_ascii(code) && base::trim(code).size() == code.size(); }

std::string comparable_code(std::string_view code) {
  if (is_ascii(code)) return std::string(base::trim(code));
  utf8proc_uint8_t* mapped = nullptr;
  const auto length =
      utf8proc_map(bytes_of(code), static_cast<utf8proc_ssize_t>(code.size()), &mapped,
                   static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_IGNORE));
  const std::unique_ptr<utf8proc_uint8_t, void (*)(void*)> owner(mapped, &std::free);
  if (length < 0) return std::string(code);
  const auto spaced = plain_spaces({reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(length)});
  return std::string(base::trim(spaced));
}

std::string visible_code(std::string_view code) {
  std::string out;
  const bool whole = for_each_character(code, [&](utf8proc_int32_t point, std::string_view bytes) {
    const auto category = utf8proc_category(point);
    const bool unseen = (is_space(point) && point != ' ') || category == UTF8PROC_CATEGORY_CF ||
                        category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_ZL ||
                        category == UTF8PROC_CATEGORY_ZP || comparable_code(bytes).empty();
    if (!unseen || point == ' ') {
      out += bytes;
      return;
    }
    std::array<char, 16> number{};
    std::snprintf(number.data(), number.size(), "{U+%04X}", static_cast<unsigned>(point));
    out += number.data();
  });
  return whole ? out : std::string(code);
}

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
