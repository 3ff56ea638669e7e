// A source's mapping tables reversed: shared code -> the source's own code. So the generator writes codes
// that the shipped tables can read, whatever their contents. Used by source_case and defects.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/time.hpp"

namespace raccordo::synth {

struct InverseRow {
  std::string source_code, source_label, target;
  std::optional<base::Date> from, to;
};

/// A source code that once meant something and no longer maps on `at`.
struct ExpiredCode {
  std::string source_code, target;
  base::Date at;
};

class InverseTables {
 public:
  /// Reads mappings/<source>/*.csv: APPROVED rows that map. Throws std::runtime_error.
  InverseTables(const std::filesystem::path& mappings, std::string_view source);

  /// A source row for `target` in force on `at`; `variant` chooses among several. Throws std::runtime_error
  /// if there is none: the table does not cover the scheme.
  const InverseRow& row(std::string_view table, std::string_view target, const base::Date& at,
                        std::uint32_t variant) const;
  std::optional<ExpiredCode> expired(std::string_view table) const;
  /// A source code with several rows, whose meaning depends on the date.
  std::optional<std::string> ambiguous(std::string_view table) const;

 private:
  using Rows = std::vector<InverseRow>;
  struct Table {
    std::unordered_map<std::string, Rows> by_target;
    std::map<std::string, Rows> by_source;
  };
  const Table& table(std::string_view name) const;

  std::string source_;
  std::map<std::string, Table, std::less<>> tables_;
};

}  // namespace raccordo::synth
