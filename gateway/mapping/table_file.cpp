#include "mapping/table_file.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <unordered_map>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "mapping/csv_sheet.hpp"
#include "mapping/target_codes.hpp"

namespace raccordo::mapping {
namespace {

enum Column : std::size_t {
  source_code,
  source_label,
  target_code,
  relationship,
  status,
  valid_from,
  valid_to,
  comment
};
constexpr std::array<ColumnSpec, 8> kColumns = {{{"source_code", ColumnNeed::required},
                                                 {"source_label", ColumnNeed::optional},
                                                 {"target_code", ColumnNeed::required},
                                                 {"relationship", ColumnNeed::required},
                                                 {"status", ColumnNeed::required},
                                                 {"valid_from", ColumnNeed::optional},
                                                 {"valid_to", ColumnNeed::optional},
                                                 {"comment", ColumnNeed::optional}}};

/// Near names are searched for this many wrong targets only, because the search costs more than the rest of
/// the row.
constexpr std::size_t kHints = 100;
constexpr std::string_view kTooManyRows =
    "a table may have 1,000,000 rows at most; shorten it, for instance by rows that ended long ago";

/// Reads rows one by one and checks each alone.
class RowReader {
 public:
  RowReader(CsvSheet& sheet, const TableIdentity& identity, const TargetCodes& targets)
      : sheet_(sheet),
        identity_(identity),
        targets_(targets),
        checks_targets_(!identity.code_system.empty()) {}

  Row read() {
    Row row;
    row.line = sheet_.line();
    row.source_code = sheet_.cell(source_code);
    row.source_label = sheet_.cell(source_label);
    row.target_code = sheet_.cell(target_code);
    row.comment = sheet_.cell(comment);
    row.status = named(status, parse_row_status, row_status_names());
    // A row that is not approved and has no target relates its code to nothing, and needs no relationship.
    const bool relates =
        row.status == RowStatus::approved || !row.target_code.empty() || !sheet_.cell(relationship).empty();
    row.relationship = relates ? named(relationship, parse_relationship, relationship_names())
                               : Relationship::not_related_to;
    row.valid_from = sheet_.date(valid_from);
    row.valid_to = sheet_.date(valid_to);
    for (std::size_t i = 0; i < sheet_.more_columns().size(); ++i) row.more.emplace_back(sheet_.more(i));
    check(row);
    return row;
  }

 private:
  template <class Enum>
  Enum named(Column column, std::optional<Enum> (*parse)(std::string_view),
             std::span<const std::string_view> names) {
    const auto text = sheet_.cell(column);
    const auto value = parse(text);
    if (value) return *value;
    std::string all;
    for (const auto name : names) all += (all.empty() ? "" : ", ") + std::string(name);
    sheet_.fault(std::string(kColumns[column].name) + " " + in_quotes(text) + " is not one of " + all +
                     near_name_hint(text, names),
                 kColumns[column].name);
    return *parse(names.front());
  }

  void check(const Row& row) {
    if (row.source_code.empty()) {
      sheet_.fault("source_code is empty; give the source's code or drop the row", "source_code");
    }
    if (row.valid_from && row.valid_to && *row.valid_to < *row.valid_from) {
      sheet_.fault("valid_to " + to_string(*row.valid_to) + " lies before valid_from " +
                       to_string(*row.valid_from) + "; exchange or correct them",
                   "valid_to");
    }
    if (row.target_code.empty()) {
      if (row.status == RowStatus::approved && maps(row.relationship)) {
        sheet_.fault(
            "an APPROVED row that maps needs a target_code; give one, or set the status to UNCHECKED or "
            "IGNORED",
            "target_code");
      }
      return;
    }
    if (checks_targets_) check_target(row.target_code);
  }

  void check_target(const std::string& code) {
    if (!targets_.contains(code)) {
      const auto hint = hints_++ < kHints ? targets_.hint(code) : std::string();
      sheet_.fault("target_code " + in_quotes(code) + " is not in the code system \"" +
                       identity_.code_system + "\"" + (hint.empty() ? "; use a code of it" : hint),
                   "target_code");
    } else if (targets_.lacks_parent(code)) {
      sheet_.fault("target_code " + in_quotes(code) +
                       " has a parent that the scheme does not have; correct the code system \"" +
                       identity_.code_system + "\"",
                   "target_code");
    }
  }

  CsvSheet& sheet_;
  const TableIdentity& identity_;
  const TargetCodes& targets_;
  bool checks_targets_;
  std::size_t hints_ = 0;
};

auto content_of(const Row& row) {
  return std::tie(row.source_code, row.valid_from, row.valid_to, row.status, row.relationship,
                  row.target_code, row.source_label, row.comment, row.more);
}

std::string both(const Row& first, const Row& second, Numbering numbering) {
  const auto [low, high] = std::minmax(first.line, second.line);
  return (numbering == Numbering::lines ? "lines " : "rows ") + std::to_string(low) + " and " +
         std::to_string(high);
}

/// The rows whose code occurs in several rows. Most codes have one: sorting all rows would cost more than
/// reading them.
std::vector<std::uint32_t> rows_of_shared_codes(const std::vector<Row>& rows) {
  std::unordered_map<std::string_view, std::uint32_t> first;
  first.reserve(rows.size());
  std::vector<char> shared(rows.size(), 0);
  for (std::uint32_t i = 0; i < rows.size(); ++i) {
    const auto [place, fresh] = first.emplace(rows[i].source_code, i);
    if (!fresh) shared[i] = shared[place->second] = 1;
  }
  std::vector<std::uint32_t> places;
  for (std::uint32_t i = 0; i < rows.size(); ++i) {
    if (shared[i] != 0) places.push_back(i);
  }
  return places;
}

/// Checks across rows: duplicates and overlapping validity. Sorting by content puts equal rows side by side
/// and the rows of one code in order of their start.
void check_rows_together(const std::vector<Row>& rows, const std::string& file, Numbering numbering,
                         FileFaults& faults) {
  auto order = rows_of_shared_codes(rows);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t left, std::uint32_t right) {
    return content_of(rows[left]) < content_of(rows[right]);
  });
  const Row* before = nullptr;
  const Row* longest = nullptr;  // the deciding row of this code that ends last
  for (const auto place : order) {
    if (faults.size() > kMostFaults) return;
    const auto& row = rows[place];
    if (before && content_of(*before) == content_of(row)) {
      faults.push_back(
          {file, row.line, both(*before, row, numbering) + " are the same row; remove one of them"});
      continue;
    }
    before = &row;
    if (!decides(row)) continue;
    const bool same_code = longest && longest->source_code == row.source_code;
    if (same_code && (!longest->valid_to || !row.valid_from || *row.valid_from <= *longest->valid_to)) {
      faults.push_back({file, std::max(longest->line, row.line),
                        both(*longest, row, numbering) + " both decide on the code " +
                            in_quotes(row.source_code) +
                            " at the same time (APPROVED or IGNORED); end one before the other starts"});
    }
    if (!same_code || (longest->valid_to && (!row.valid_to || *row.valid_to > *longest->valid_to))) {
      longest = &row;
    }
  }
}

void write_row(std::string& out, std::span<const std::string_view> cells, std::span<const std::string> more) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out += ',';
    write_cell(out, cells[i]);
  }
  for (const auto& cell : more) {
    out += ',';
    write_cell(out, cell);
  }
  out += '\n';
}

std::string text_of(const std::optional<base::Date>& date) { return date ? to_string(*date) : std::string(); }

}  // namespace

void write_cell(std::string& out, std::string_view text) {
  const bool plain = text.find_first_of(",;\"\r\n") == std::string_view::npos;
  if (plain) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

std::span<const std::string_view> table_columns() {
  static const auto names = [] {
    std::array<std::string_view, kColumns.size()> out;
    std::transform(kColumns.begin(), kColumns.end(), out.begin(),
                   [](const ColumnSpec& column) { return column.name; });
    return out;
  }();
  return names;
}

bool has_too_many_rows(const FileFaults& faults) {
  return !faults.empty() && faults.back().message == kTooManyRows;
}

base::Result<Table, FileFaults> parse_table(std::string_view csv, const std::string& file,
                                            const TableIdentity& identity, const model::Scheme& scheme,
                                            Numbering numbering) {
  FileFaults faults;
  const TargetCodes targets(scheme, identity.code_system);
  if (!identity.code_system.empty() && !targets.is_known()) {
    faults.push_back({file, 0,
                      "the scheme has no code system \"" + identity.code_system +
                          "\", which the targets of this table must come from; add it to mappings/scheme"});
    return faults;
  }
  CsvSheet sheet(csv, file, kColumns, faults, numbering);
  if (sheet.more_columns().size() > kMoreColumns) {
    sheet.fault("a table may have 64 columns beside the usual ones; remove some");
    return faults;
  }
  RowReader reader(sheet, identity, targets);
  std::vector<Row> rows;
  while (faults.size() <= kMostFaults && sheet.next()) {
    if (rows.size() == kTableRows) return FileFaults{{file, sheet.line(), std::string(kTooManyRows)}};
    rows.push_back(reader.read());
  }
  check_rows_together(rows, file, numbering, faults);
  if (!faults.empty()) {
    sort_faults(faults);
    return faults;
  }
  return Table(identity.source, identity.name, identity.version, std::move(rows), sheet.more_columns());
}

base::Result<Table, FileFaults> load_table(const std::filesystem::path& file, const TableIdentity& identity,
                                           const model::Scheme& scheme) {
  FileFaults faults;
  const auto text = read_file(file, faults);
  if (!text) return faults;
  return parse_table(*text, file.string(), identity, scheme);
}

std::string write_table(const Table& table) {
  std::string out;
  write_row(out, table_columns(), table.more_columns());
  for (const auto& row : table.rows()) {
    const auto from = text_of(row.valid_from);
    const auto to = text_of(row.valid_to);
    const std::array<std::string_view, kColumns.size()> cells = {row.source_code,
                                                                 row.source_label,
                                                                 row.target_code,
                                                                 to_string(row.relationship),
                                                                 to_string(row.status),
                                                                 from,
                                                                 to,
                                                                 row.comment};
    write_row(out, cells, row.more);
  }
  return out;
}

std::string table_digest(const Table& table) { return base::sha256_hex(write_table(table)); }

}  // namespace raccordo::mapping
