#include "codecs/csv/csv_framer.hpp"

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

CsvFramer::CsvFramer(const CompiledProfile& profile, ByteSource& input, const DecodeLimits& limits)
    : profile_(profile), groups_(profile, input, limits.record), limit_(limits.record), view_(profile) {}

bool CsvFramer::enter() {
  state_ = State::within;
  auto fault = groups_.enter();
  if (!fault) {
    view_.set_columns(groups_.document().names(), groups_.document().slots());
    return true;
  }
  state_ = State::over;
  auto& issue = end_.broken.emplace();
  issue.code = IssueCode::malformed_document;
  issue.outcome = model::Outcome::rejected;
  // An empty document has no header row to point at; the fault is placed in row 1.
  issue.at = {Place::Kind::csv, "", std::max<std::uint64_t>(groups_.document().header().number, 1)};
  issue.message = std::move(fault->message);
  return false;
}

std::optional<Framer::Item> CsvFramer::next() {
  if (state_ == State::before && !enter()) return std::nullopt;
  if (state_ == State::over) return std::nullopt;
  auto* group = groups_.next();
  if (group == nullptr) {
    state_ = State::over;
    return std::nullopt;
  }
  note_utf8_place(*group);
  Item item{&view_, ++end_.records, {}};
  view_.open(group->rows, group->count);
  check_group(*group, item);
  return item;
}

void CsvFramer::check_group(const CsvGroups::Group& group, Item& item) {
  const auto& first = group.rows.front();
  if (group.is_large) {
    item.view = nullptr;
    add(item, IssueCode::record_too_large, first, "",
        "the record from " + row_name(first) + " on is larger than " + std::to_string(limit_) +
            " bytes; check its quotes or send less in one record");
    return;
  }
  if (groups_.document().repeats_header(first)) {
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

model::Issue& CsvFramer::add(Item& item, IssueCode code, const CsvRow& row, std::string column,
                             std::string message) const {
  auto& issue = item.bad.emplace_back();
  issue.record = item.number;
  issue.code = code;
  issue.at = {Place::Kind::csv, std::move(column), row.number};
  issue.message = std::move(message);
  return issue;
}

void CsvFramer::check_row(const CsvRow& row, Item& item) const {
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

void CsvFramer::check_torn(const CsvRow& row, Item& item) const {
  add(item, IssueCode::malformed_document, row, view_.record().column_name(row.torn->cell),
      describe(row, limit_));
}

void CsvFramer::check_width(const CsvRow& row, Item& item) const {
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

void CsvFramer::check_encoding(const CsvRow& row, Item& item) const {
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
void CsvFramer::check_once(const CsvGroups::Group& group, Item& item) const {
  if (group.count < 2) return;
  const auto& slots = groups_.document().slots();
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

void CsvFramer::note_utf8_place(const CsvGroups::Group& group) {
  const auto line = groups_.document().utf8_line();
  for (std::size_t i = 0; i < group.count; ++i) {
    const auto& row = group.rows[i];
    const bool may_be_first = line == 0 || row.line <= line;
    if (!may_be_first || row.number < utf8_place_.number) continue;
    const auto high = std::find_if(row.bytes.begin(), row.bytes.end(),
                                   [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    if (high == row.bytes.end()) continue;
    const auto at = static_cast<std::uint32_t>(high - row.bytes.begin());
    const auto cell = std::upper_bound(row.ends.begin(), row.ends.end(), at) - row.ends.begin();
    utf8_place_ = {Place::Kind::csv, view_.record().column_name(static_cast<std::size_t>(cell)), row.number};
  }
}

DocumentEnd CsvFramer::end() const {
  auto end = end_;
  if (const auto line = groups_.document().utf8_line(); line != 0) {
    end.warnings.push_back(utf8_warning(profile_.encoding, line));
    end.warnings.back().at = utf8_place_;
  }
  return end;
}

std::unique_ptr<Framer> make_csv_framer(const CompiledProfile& profile, const DecodeContext& context,
                                        ByteSource& input) {
  return std::make_unique<CsvFramer>(profile, input, context.limits);
}

}  // namespace raccordo::codecs
