#include "mapping/table_json.hpp"

#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <algorithm>
#include <array>

#include "base/json_fault.hpp"
#include "base/text.hpp"
#include "mapping/csv_sheet.hpp"
#include "mapping/table_file.hpp"

namespace raccordo::mapping {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
/// Deeper than any output of `GET`; a document nested deeper is not a table and is not read further.
constexpr int kDeepest = 8;

/// Members of the document besides `rows` and `reason`, as `GET` returns them.
constexpr std::array<std::string_view, 16> kPassedOver = {
    "source",      "table",        "version",    "revision",   "state",     "digest",
    "author",      "reviewer",     "editors",    "created_at", "edited_at", "submitted_at",
    "approved_at", "activated_at", "retired_at", "code_system"};

/// Receives the parser's events. The first pass collects the columns, the second writes the rows, because a
/// column may occur in the last row only.
class TableHandler : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, TableHandler> {
 public:
  enum class Pass : std::uint8_t { columns, rows };

  explicit TableHandler(FileFaults& faults) : faults_(faults) {
    for (const auto name : table_columns()) columns_.emplace_back(name);
  }

  void begin(Pass pass) {
    pass_ = pass;
    depth_ = row_ = 0;
    in_rows_ = has_rows_ = row_open_ = false;
    if (pass == Pass::columns) return;
    cells_.resize(columns_.size());
    write_row(columns_);
  }
  bool has_rows() const { return has_rows_; }
  TableDocument take() { return std::move(document_); }

  bool Key(const char* text, rapidjson::SizeType size, bool) {
    const std::string_view name(text, size);
    if (depth_ == 1) return begin_member(name);
    return in_row() ? begin_cell(name) : true;
  }
  bool String(const char* text, rapidjson::SizeType size, bool) {
    const std::string_view value(text, size);
    if (in_row()) return put_cell(value);
    if (depth_ == 1 && member_ == "reason") document_.reason = value;
    return depth_ == 1 ? check_rows_member() : check_row();
  }
  bool Null() { return in_row() ? put_cell({}) : Default(); }
  /// Numbers and booleans.
  bool Default() {
    if (in_row()) return fault("must be text in quotes", column_);
    return depth_ == 1 ? check_rows_member() : check_row();
  }
  bool StartObject() {
    if (in_row()) fault("must be text, not an object", column_);
    if (depth_ == 1 && !check_rows_member()) return false;
    if (depth_ == 2 && in_rows_) begin_row();
    return deeper();
  }
  bool EndObject(rapidjson::SizeType) {
    if (in_row()) end_row();
    --depth_;
    return true;
  }
  bool StartArray() {
    if (depth_ == 0) return false;
    if (in_row()) fault("must be text, not a list", column_);
    if (depth_ == 2 && !check_row()) return false;
    if (depth_ == 1) {
      in_rows_ = member_ == "rows";
      if (in_rows_ && has_rows_) return document_fault("`rows` occurs twice in the document");
      has_rows_ = has_rows_ || in_rows_;
    }
    return deeper();
  }
  bool EndArray(rapidjson::SizeType) {
    if (--depth_ == 1) in_rows_ = false;
    return true;
  }

 private:
  bool in_row() const { return depth_ == 3 && row_open_; }

  bool deeper() {
    if (++depth_ <= kDeepest) return true;
    return document_fault("the JSON is nested deeper than a table; send {\"rows\":[{...}]}");
  }

  bool document_fault(std::string message) {
    faults_.push_back({"", 0, std::move(message)});
    return false;
  }

  /// False if there are too many.
  bool fault(std::string message, std::string_view column) {
    if (pass_ == Pass::columns) return true;
    const auto subject = column.empty() ? std::string() : in_quotes(column) + " ";
    faults_.push_back({"", row_, subject + std::move(message), std::string(column)});
    return faults_.size() <= kMostFaults;
  }

  bool begin_member(std::string_view name) {
    member_ = name;
    if (name == "rows" || name == "reason") return true;
    if (std::find(kPassedOver.begin(), kPassedOver.end(), name) != kPassedOver.end()) return true;
    constexpr std::array<std::string_view, 2> known = {"rows", "reason"};
    return document_fault("unknown member " + in_quotes(name) + near_name_hint(name, known) +
                          "; a table is {\"rows\":[{...}]}");
  }

  bool check_rows_member() {
    return member_ != "rows" || document_fault("`rows` must be a list of objects, one for each row");
  }
  bool check_row() {
    if (depth_ != 2 || !in_rows_) return true;
    ++row_;
    return fault("the row must be an object such as {\"source_code\":\"A\", ...}", {});
  }

  void begin_row() {
    ++row_;
    row_open_ = true;
    if (pass_ == Pass::columns) return;
    for (auto& cell : cells_) cell.clear();
    seen_.assign(columns_.size(), 0);
  }

  bool begin_cell(std::string_view name) {
    column_ = name;
    const auto found = std::find(columns_.begin(), columns_.end(), name);
    place_ = static_cast<std::size_t>(found - columns_.begin());
    if (pass_ == Pass::columns) {
      if (found != columns_.end()) return true;
      columns_.emplace_back(name);
      return columns_.size() <= table_columns().size() + kMoreColumns ||
             document_fault("a table may have 64 columns beside the usual ones; remove some");
    }
    if (seen_[place_] != 0 && !fault("occurs twice in the row", name)) return false;
    seen_[place_] = 1;
    return true;
  }

  bool put_cell(std::string_view value) {
    if (pass_ == Pass::rows) cells_[place_] = value;
    return true;
  }

  void end_row() {
    row_open_ = false;
    if (pass_ == Pass::columns) return;
    const bool blank = std::all_of(cells_.begin(), cells_.end(),
                                   [](const std::string& cell) { return base::trim(cell).empty(); });
    if (blank) fault("the row is empty; fill it or drop it", {});
    write_row(cells_);
  }

  void write_row(const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) document_.csv += ',';
      write_cell(document_.csv, cells[i]);
    }
    document_.csv += '\n';
  }

  FileFaults& faults_;
  TableDocument document_;
  Pass pass_ = Pass::columns;
  int depth_ = 0, row_ = 0;
  bool in_rows_ = false, has_rows_ = false, row_open_ = false;
  std::string member_, column_;
  std::vector<std::string> columns_, cells_;
  std::vector<char> seen_;
  std::size_t place_ = 0;
};

/// False, with a fault, if the text is not JSON, or if the handler stopped it and added a fault.
bool parse(std::string_view json, TableHandler& handler, FileFaults& faults) {
  constexpr unsigned flags = rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag;
  rapidjson::Reader reader;
  rapidjson::MemoryStream stream(json.data(), json.size());
  const auto result = reader.Parse<flags>(stream, handler);
  if (result.IsError() && result.Code() != rapidjson::kParseErrorTermination) {
    faults.assign(1, {"", 0, base::json_fault(result.Code(), result.Offset(), json)});
    return false;
  }
  if (result.IsError()) return false;
  // The parser treats a zero byte as the end of the text.
  if (stream.Tell() >= json.size()) return true;
  faults.assign(1, {"", 0, "the JSON contains a zero byte (" + base::place_in(json, stream.Tell()) + ")"});
  return false;
}

}  // namespace

base::Result<TableDocument, FileFaults> read_table_json(std::string_view json) {
  if (json.starts_with(kByteOrderMark)) json.remove_prefix(kByteOrderMark.size());
  FileFaults faults;
  TableHandler handler(faults);
  for (const auto pass : {TableHandler::Pass::columns, TableHandler::Pass::rows}) {
    handler.begin(pass);
    const bool whole = parse(json, handler, faults);
    if (whole && handler.has_rows()) continue;
    if (faults.empty()) {
      faults.push_back({"", 0, "the document must be {\"rows\":[{...}]}, one object for each row"});
    }
    return faults;
  }
  if (!faults.empty()) return faults;
  return handler.take();
}

void write_row_json(base::JsonWriter& writer, const Table& table, const Row& row) {
  writer.StartObject();
  base::put(writer, "source_code", row.source_code);
  base::put(writer, "source_label", row.source_label);
  base::put(writer, "target_code", row.target_code);
  base::put(writer, "relationship", to_string(row.relationship));
  base::put(writer, "status", to_string(row.status));
  base::put(writer, "valid_from", row.valid_from ? base::to_string(*row.valid_from) : "");
  base::put(writer, "valid_to", row.valid_to ? base::to_string(*row.valid_to) : "");
  base::put(writer, "comment", row.comment);
  for (std::size_t i = 0; i < row.more.size(); ++i) {
    if (!table.more_columns()[i].empty()) base::put(writer, table.more_columns()[i], row.more[i]);
  }
  writer.EndObject();
}

void write_rows_json(base::JsonWriter& writer, const Table& table) {
  writer.StartArray();
  for (const auto& row : table.rows()) write_row_json(writer, table, row);
  writer.EndArray();
}

}  // namespace raccordo::mapping
