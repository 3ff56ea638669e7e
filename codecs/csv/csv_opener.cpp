#include "codecs/csv/csv_opener.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "codecs/csv/csv_format.hpp"

namespace raccordo::codecs {
namespace {

using model::IssueCode;
using model::Place;

std::string row_name(const CsvRow& row) { return "row " + std::to_string(row.number); }

std::string describe(const CsvRow& row, std::size_t limit) {
  auto out = "in " + row_name(row) + " a cell begins with a quote that ";
  const auto last = row.torn->last_row > row.number
                        ? " and would reach to row " + std::to_string(row.torn->last_row)
                        : std::string();
  switch (row.torn->fault) {
    case StrayQuote::Fault::never_closed:
      out += "is never closed" + last;
      break;
    case StrayQuote::Fault::too_long:
      out += "is not closed within " + std::to_string(limit) + " bytes" + last;
      break;
    case StrayQuote::Fault::text_follows:
      out += "is followed by text where it is closed" + last;
      break;
    case StrayQuote::Fault::holds_rows:
      out += "swallows whole rows" + last;
      break;
  }
  return out +
         "; only this row was rejected and the next was read by itself; close the quote in this row, or "
         "double quotes that belong to the text";
}

}  // namespace

CsvOpener::CsvOpener(const CompiledProfile& profile, const CsvDocument& document, std::size_t limit)
    : profile_(profile), document_(document), limit_(limit), view_(profile) {
  view_.set_columns(document.names(), document.slots());
}

Framer::Item CsvOpener::open(CutRecord& cut) {
  auto& record = static_cast<CutRows&>(cut);
  Framer::Item item{&view_, record.number, {}};
  view_.open(record.group.rows, record.group.count);
  check_group(record.group, item);
  return item;
}

void CsvOpener::check_group(const CsvGroups::Group& group, Framer::Item& item) const {
  const auto& first = group.rows.front();
  if (group.is_large) {
    item.view = nullptr;
    add(item, IssueCode::record_too_large, first, "",
        "the record from " + row_name(first) + " on is larger than " + std::to_string(limit_) +
            " bytes; check its quotes or send less in one record");
    return;
  }
  if (document_.repeats_header(first)) {
    item.view = nullptr;
    add(item, IssueCode::malformed_document, first, "",
        row_name(first) + " repeats the header; remove it, or send the two documents apart");
    return;
  }
  if (group.is_torn)
    add(item, IssueCode::record_torn, first, profile_.csv.group_by,
        "the rows of this case are not consecutive: further rows with this `" + profile_.csv.group_by +
            "` are elsewhere in the document, so nothing of the case was stored; sort the document by `" +
            profile_.csv.group_by + "`");
  for (std::size_t i = 0; i < group.count; ++i) check_row(group.rows[i], item);
  check_once(group, item);
}

model::Issue& CsvOpener::add(Framer::Item& item, IssueCode code, const CsvRow& row, std::string column,
                             std::string message) const {
  auto& issue = item.bad.emplace_back();
  issue.record = item.number;
  issue.code = code;
  issue.at = {Place::Kind::csv, std::move(column), row.number};
  issue.message = std::move(message);
  return issue;
}

void CsvOpener::check_row(const CsvRow& row, Framer::Item& item) const {
  if (!has_room(item.bad, model::Severity::error, IssueCode::malformed_document)) return;
  if (row.torn) {
    check_torn(row, item);
  } else {
    check_width(row, item);
  }
  if (row.stray)
    add(item, IssueCode::malformed_document, row, view_.record().column_name(*row.stray),
        "text follows the closing quote; double the quotes inside a quoted cell");
  check_encoding(row, item);
}

void CsvOpener::check_torn(const CsvRow& row, Framer::Item& item) const {
  add(item, IssueCode::malformed_document, row, view_.record().column_name(row.torn->cell),
      describe(row, limit_));
}

void CsvOpener::check_width(const CsvRow& row, Framer::Item& item) const {
  const auto width = view_.record().width();
  if (row.size() < width)
    add(item, IssueCode::missing_field, row, view_.record().column_name(row.size()),
        row_name(row) + " has " + std::to_string(row.size()) + " cells where " + std::to_string(width) +
            " are expected; check delimiters and quotes");
  for (std::size_t i = width; i < row.size(); ++i) {
    if (base::trim(row.cell(i)).empty()) continue;
    add(item, IssueCode::unknown_item, row, "",
        row_name(row) + " has " + std::to_string(row.size()) + " cells where " + std::to_string(width) +
            " are expected; quote cells that hold the delimiter");
    break;
  }
}

void CsvOpener::check_encoding(const CsvRow& row, Framer::Item& item) const {
  if (!base::find_bad_utf8(row.bytes)) return;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (base::find_bad_utf8(row.cell(i)))
      add(item, IssueCode::bad_encoding, row, view_.record().column_name(i),
          "the cell holds bytes that are not " +
              (profile_.encoding.empty() ? std::string("UTF-8") : profile_.encoding) +
              "; send the encoding agreed on");
  }
}

/// Columns that are read once per case, from its first row: another value in a further row would be lost, and
/// may belong to another person.
void CsvOpener::check_once(const CsvGroups::Group& group, Framer::Item& item) const {
  if (group.count < 2) return;
  const auto& slots = document_.slots();
  const auto& first = group.rows.front();
  for (std::size_t slot = 0; slot < slots.size(); ++slot) {
    if (profile_.column_uses[slot] != kColumnOfCase) continue;
    const auto text_of = [&](const CsvRow& row) {
      return slots[slot] < row.size() ? base::trim(row.cell(slots[slot])) : std::string_view();
    };
    const auto expected = text_of(first);
    for (std::size_t i = 1; i < group.count; ++i) {
      const auto& row = group.rows[i];
      const auto text = text_of(row);
      if (text.empty() || text == expected) continue;
      add(item, IssueCode::unexpected_shape, row, profile_.columns[slot],
          "`" + profile_.columns[slot] + "` is read once a case, and " + row_name(row) +
              " of the case holds another value than its first row, " + row_name(first) +
              "; give both rows the same value, or another `" + profile_.csv.group_by + "`");
      break;
    }
  }
}

}  // namespace raccordo::codecs
