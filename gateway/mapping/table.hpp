// Mapping tables: a source's codes -> shared codes, immutable once built (docs/mapping.md#tables).
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "model/scheme.hpp"

namespace raccordo::mapping {

enum class Relationship : std::uint8_t {
  equivalent,
  source_is_narrower_than_target,
  source_is_broader_than_target,
  related_to,
  not_related_to
};
enum class RowStatus : std::uint8_t { unchecked, approved, flagged, ignored };
std::string_view to_string(Relationship);
std::string_view to_string(RowStatus);
std::optional<Relationship> parse_relationship(std::string_view);
std::optional<RowStatus> parse_row_status(std::string_view);
/// All spellings, for messages that propose a near one.
std::span<const std::string_view> relationship_names();
std::span<const std::string_view> row_status_names();
/// True for equivalent and source-is-narrower-than-target; no other relationship ever maps.
bool maps(Relationship);

struct Row {
  std::string source_code, source_label, target_code;
  Relationship relationship = Relationship::equivalent;
  RowStatus status = RowStatus::unchecked;
  std::optional<base::Date> valid_from, valid_to;  ///< inclusive
  std::string comment;
  std::vector<std::string> more;  ///< further columns, kept; names in Table::more_columns
  int line = 0;                   ///< in its file
  std::string key = {};           ///< the code in its comparable form (code_text.hpp); set by Table
};

/// True for rows that have an effect on their code: APPROVED and IGNORED ones.
bool decides(const Row& row);

/// The result of a table for one code at one date.
struct Lookup {
  enum class Kind : std::uint8_t { mapped, ignored, unmapped, expired, ambiguous };
  Kind kind = Kind::unmapped;
  const Row* row = nullptr;  ///< mapped, ignored; for expired the nearest row in time
};

class Table {
 public:
  Table(std::string source, std::string name, std::int32_t version, std::vector<Row> rows,
        std::vector<std::string> more_columns = {});
  const std::string& source() const { return source_; }
  const std::string& name() const { return name_; }
  std::int32_t version() const { return version_; }  ///< 0: from a file
  const std::vector<Row>& rows() const { return rows_; }
  const std::vector<std::string>& more_columns() const { return more_columns_; }
  /// The row for `code` at `date` (start of the coded item, else opened). Without a date several APPROVED or
  /// IGNORED rows make it ambiguous; only APPROVED rows with a mapping relationship map.
  Lookup find(std::string_view code, const std::optional<base::Date>& date) const;
  /// The same for a code that is_plain_code.
  Lookup find_plain(std::string_view code, const std::optional<base::Date>& date) const;

 private:
  std::string source_, name_;
  std::int32_t version_;
  std::vector<Row> rows_;
  std::vector<std::string> more_columns_;
  model::StringMap<std::vector<std::uint32_t>> index_;
};

/// All tables of one source in force; replaced as a whole.
class TableSet {
 public:
  void put(std::shared_ptr<const Table> table);
  const Table* find(std::string_view name) const;
  const std::map<std::string, std::shared_ptr<const Table>, std::less<>>& tables() const { return tables_; }

 private:
  std::map<std::string, std::shared_ptr<const Table>, std::less<>> tables_;
};

}  // namespace raccordo::mapping
