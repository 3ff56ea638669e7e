// Impact: the effect of a version of a mapping table on waiting and stored records, if it were activated now
// (docs/mapping.md#impact). Used by `GET .../impact`, and by every activation.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_fault.hpp"

namespace raccordo::app {

/// The effect on records with one of the source's codes.
struct CodeImpact {
  enum class Kind : std::uint8_t { frees, changes, breaks } kind = Kind::frees;
  std::string code, label;  ///< of the source
  std::string from, to;     ///< shared codes; "" for none
  std::uint64_t records = 0;
};
std::string_view to_string(CodeImpact::Kind kind);  // "frees", ...

struct Impact {
  std::string source, table;
  std::int32_t version = 0, against = 0;
  std::uint64_t frees = 0;                  ///< waiting records that wait for these codes only
  std::uint64_t helps = 0;                  ///< waiting records that would lack fewer codes, but still some
  std::uint64_t changes = 0;                ///< stored records whose shared codes change
  std::uint64_t breaks = 0;                 ///< stored records with a code that would no longer map
  std::uint64_t unchanged = 0;              ///< all other stored records of the source
  std::vector<CodeImpact> examples;         ///< those with most records first
  std::string release;                      ///< the last one; "" if there is none
  std::vector<std::string> release_tables;  ///< its tables with other numbers

  base::FileFaults broken_examples;  ///< examples for which an activation would be refused; only in previews

  std::vector<std::string> changed_codes;  ///< all codes with another meaning
  std::vector<std::string> freed_codes;    ///< of these, the ones that the version maps or ignores
};

/// How counts of records are shown: `rounded` up to multiples of k for clients without `administer`
/// (docs/protection.md#rule-15); 0 stays 0.
enum class Counts : std::uint8_t { exact, rounded };
std::uint64_t shown_count(std::uint64_t records, Counts counts, std::uint64_t k);
/// Rounded, examples with the same number are in the order of their codes.
std::string impact_json(const Impact& impact, Counts counts, std::uint64_t k);

}  // namespace raccordo::app
