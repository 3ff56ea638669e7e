#include "codecs/csv/csv_account.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <unordered_map>

namespace raccordo::codecs {
namespace {

void add_slots(const std::unique_ptr<Selector>& selector, std::vector<std::size_t>& slots) {
  if (selector) static_cast<const CsvSelector&>(*selector).add_slots(slots);
}

std::vector<std::size_t> slots_of(const ListRule& rule) {
  std::vector<std::size_t> slots;
  for (const auto& field : rule.fields) {
    for (const auto& choice : field.choices) add_slots(choice.selector, slots);
    add_slots(field.label, slots);
  }
  std::sort(slots.begin(), slots.end());
  slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
  return slots;
}

enum class Reading : std::uint8_t {
  other_kind,  ///< the row is of a kind for which the list is not read
  label_alone  ///< the list is read in the row, but only a label was found
};

std::string describe(Reading reading, std::string_view list) {
  if (reading == Reading::label_alone)
    return ", but not the code that this explains, so it would get lost; add the code, or empty the cell";
  return ", but the profile reads " + std::string(list) +
         " only in rows of another kind, so this would get lost; move it to a row of that kind, or correct "
         "the "
         "column that tells the kind of the row";
}

}  // namespace

/// The rows of one record while they are checked.
struct CsvAccount::Rows {
  std::size_t width = 0;       ///< slots
  std::vector<bool> is_taken;  ///< of each row: some `each` found it
  std::vector<bool> is_read;   ///< of each cell, row by row: it is in an item
  std::vector<bool> is_met;    ///< of each row and list: `each` found it
  /// Of each slot, when first needed: the first row whose cell with that text is in an item.
  std::vector<std::optional<std::unordered_map<std::string_view, std::size_t>>> first_with;

  bool reads(std::size_t row, std::size_t slot) const { return is_read[row * width + slot]; }
};

CsvAccount::CsvAccount(const CompiledProfile& profile) : profile_(profile), is_kind_(profile.columns.size()) {
  for (const auto& rule : profile.lists) {
    lists_.push_back(slots_of(rule));
    std::vector<std::size_t> kinds;
    add_slots(rule.each, kinds);
    for (const auto slot : kinds) is_kind_[slot] = true;
  }
}

void CsvAccount::check(const CsvRecord& record, const std::vector<ReachedItem>& reached,
                       std::vector<model::Issue>& issues) const {
  Rows rows;
  rows.width = profile_.columns.size();
  rows.is_taken.resize(record.rows());
  rows.is_read.resize(record.rows() * rows.width);
  rows.is_met.resize(record.rows() * lists_.size());
  rows.first_with.resize(rows.width);
  for (const auto& item : reached) {
    const auto row = item.node >> 32;
    rows.is_taken[row] = rows.is_met[row * lists_.size() + item.list] = true;
    if (!item.is_read) continue;
    for (const auto slot : lists_[item.list]) rows.is_read[row * rows.width + slot] = true;
  }
  for (std::size_t row = 0; row < record.rows(); ++row) check_row(record, rows, row, issues);
}

void CsvAccount::check_row(const CsvRecord& record, Rows& rows, std::size_t row,
                           std::vector<model::Issue>& issues) const {
  const auto report = [&](std::string column, std::string field, std::string message) {
    if (!has_room(issues, model::Severity::error, model::IssueCode::unexpected_shape)) return;
    auto& issue = issues.emplace_back();
    issue.code = model::IssueCode::unexpected_shape;
    issue.field = std::move(field);
    issue.at = {model::Place::Kind::csv, std::move(column), record.row_number(row)};
    issue.message = std::move(message);
  };
  if (!rows.is_taken[row]) {
    if (holds_values(record, row))
      report("", "",
             "row " + std::to_string(record.row_number(row)) +
                 " is of no kind that the profile reads, so its values would get lost; correct the column "
                 "that tells the kind of the row");
    return;
  }
  for (std::size_t list = 0; list < lists_.size(); ++list) {
    const auto unread = unread_slots(record, rows, row, list);
    if (unread.empty() || is_repetition(record, rows, row, unread)) continue;
    const auto& name = model::to_string(profile_.lists[list].list);
    const auto reading = rows.is_met[row * lists_.size() + list] ? Reading::label_alone : Reading::other_kind;
    report(profile_.columns[unread.front()], std::string(name),
           "row " + std::to_string(record.row_number(row)) + " fills " + quote(unread) +
               describe(reading, name));
    for (const auto slot : unread) rows.is_read[row * rows.width + slot] = true;  // told once
  }
}

/// The filled cells of a list's columns that belong to no item. Columns read once per case may repeat in each
/// row.
CsvAccount::Slots CsvAccount::unread_slots(const CsvRecord& record, const Rows& rows, std::size_t row,
                                           std::size_t list) const {
  Slots unread;
  for (const auto slot : lists_[list]) {
    if (is_kind_[slot] || rows.reads(row, slot)) continue;
    const auto text = record.slot_text(row, slot);
    const bool is_of_case =
        (profile_.column_uses[slot] & kColumnOfCase) != 0 && text == record.slot_text(0, slot);
    if (is_filled(text) && !is_of_case) unread.push_back(slot);
  }
  return unread;
}

/// Compared with one row only, the first with the first text, so the time stays linear.
bool CsvAccount::is_repetition(const CsvRecord& record, Rows& rows, std::size_t row,
                               const Slots& unread) const {
  const auto first = unread.front();
  auto& known = rows.first_with[first];
  if (!known) {
    known.emplace();
    for (std::size_t other = 0; other < record.rows(); ++other) {
      if (rows.reads(other, first)) known->try_emplace(record.slot_text(other, first), other);
    }
  }
  const auto found = known->find(record.slot_text(row, first));
  return found != known->end() && std::all_of(unread.begin(), unread.end(), [&](std::size_t slot) {
           return rows.reads(found->second, slot) &&
                  record.slot_text(found->second, slot) == record.slot_text(row, slot);
         });
}

bool CsvAccount::holds_values(const CsvRecord& record, std::size_t row) const {
  for (std::size_t slot = 0; slot < profile_.columns.size(); ++slot) {
    if ((profile_.column_uses[slot] & kColumnOfRow) != 0 && is_filled(record.slot_text(row, slot)))
      return true;
  }
  return false;
}

std::string CsvAccount::quote(const Slots& slots) const {
  std::string out;
  for (const auto slot : slots) out += (out.empty() ? "`" : ", `") + profile_.columns[slot] + "`";
  return out;
}

}  // namespace raccordo::codecs
