#include "mapping/remap.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <tuple>

#include "mapping/target_codes.hpp"

namespace raccordo::mapping {
namespace {

using model::CaseRecord;
using model::Coded;
using MaybeDate = std::optional<base::Date>;
using Visit = std::function<void(Coded&, const MaybeDate&)>;

/// The decisive rows of one table, grouped by code.
std::vector<const Row*> deciding_rows(const Table& table) {
  std::vector<const Row*> rows;
  for (const auto& row : table.rows()) {
    if (decides(row)) rows.push_back(&row);
  }
  std::stable_sort(rows.begin(), rows.end(), [](const Row* left, const Row* right) {
    return std::tie(left->key, left->valid_from, left->valid_to) <
           std::tie(right->key, right->valid_from, right->valid_to);
  });
  return rows;
}

/// The result of a row; all rows that never map are equal.
std::tuple<bool, std::string_view, MaybeDate, MaybeDate> meaning(const Row& row) {
  const bool ignored = row.status == RowStatus::ignored;
  const bool maps_to = !ignored && maps(row.relationship);
  return {ignored, maps_to ? std::string_view(row.target_code) : std::string_view(), row.valid_from,
          row.valid_to};
}

using Rows = std::vector<const Row*>;
using Place = Rows::const_iterator;

Place end_of_code(Place at, Place end) {
  const auto& code = (*at)->key;
  return std::find_if(at, end, [&](const Row* row) { return row->key != code; });
}

bool same_meaning(Place left, Place left_end, Place right, Place right_end) {
  return std::equal(left, left_end, right, right_end,
                    [](const Row* one, const Row* other) { return meaning(*one) == meaning(*other); });
}

/// Every coded value with the date that selects its row, as in the mapper.
void visit_codes(CaseRecord& record, const Visit& visit) {
  const auto or_opened = [&](const MaybeDate& own) { return own ? own : record.opened; };
  visit(record.person.sex, record.opened);
  visit(record.person.citizenship, record.opened);
  visit(record.person.household.type, record.opened);
  const auto accessed = or_opened(record.access.date);
  visit(record.access.channel, accessed);
  visit(record.access.request, accessed);
  visit(record.access.referred_to, accessed);
  for (auto& need : record.needs) visit(need, record.opened);
  for (auto& item : record.interventions) {
    const auto started = or_opened(item.start);
    for (auto* coded : {&item.area, &item.type, &item.unit, &item.management}) visit(*coded, started);
  }
  visit(record.closure.reason, or_opened(record.closure.date));
}

class Remapping {
 public:
  Remapping(const TableSet& tables, std::string_view only) : tables_(tables), only_(only) {}

  void look_at(Coded& coded, const MaybeDate& date) {
    if (coded.table.empty() || (!only_.empty() && coded.table != only_)) return;
    const auto* table = tables_.find(coded.table);
    const auto found = table != nullptr ? table->find(coded.source_code, date) : Lookup{};
    if (found.kind == Lookup::Kind::mapped) {
      if (found.row->target_code != coded.code) change(coded, found.row->target_code, table->version());
    } else if (found.kind == Lookup::Kind::ignored) {
      if (coded.is_mapped()) change(coded, "", table->version());
    } else if (coded.is_mapped()) {
      note(coded, "", CodeMove::Kind::breaks);
    }
  }
  std::vector<CodeMove> take() { return std::move(moves_); }

 private:
  void change(Coded& coded, const std::string& to, std::int32_t version) {
    note(coded, to, CodeMove::Kind::changes);
    coded.code = to;
    coded.table_version = version;
  }
  void note(const Coded& coded, const std::string& to, CodeMove::Kind kind) {
    moves_.push_back({coded.source_code, coded.source_label, coded.table, coded.code, to, kind});
  }
  const TableSet& tables_;
  std::string_view only_;
  std::vector<CodeMove> moves_;
};

/// An area that contradicts the type is replaced; one derived from the type only is removed with it.
void settle_area(model::Intervention& item, const std::string& type_before, const model::CodeSystem& types) {
  const auto parent_of = [&](const std::string& code) {
    const auto* type = types.find(code);
    return type != nullptr ? type->parent : std::string();
  };
  const auto parent = parent_of(item.type.code);
  const bool followed = item.area.table.empty() && item.area.code == parent_of(type_before);
  if (!parent.empty() && item.area.code != parent) {
    item.area = {parent, "", "", "", 0};
  } else if (parent.empty() && followed && item.type.code != type_before) {
    item.area = {};
  }
}

}  // namespace

std::vector<std::string> changed_codes(const Table& before, const Table& after) {
  const auto old_rows = deciding_rows(before);
  const auto new_rows = deciding_rows(after);
  std::vector<std::string> codes;
  auto left = old_rows.begin();
  auto right = new_rows.begin();
  while (left != old_rows.end() || right != new_rows.end()) {
    const bool only_old = right == new_rows.end() || (left != old_rows.end() && (*left)->key < (*right)->key);
    const bool only_new =
        left == old_rows.end() || (right != new_rows.end() && !only_old && (*right)->key < (*left)->key);
    const auto left_end = only_new ? left : end_of_code(left, old_rows.end());
    const auto right_end = only_old ? right : end_of_code(right, new_rows.end());
    if (!same_meaning(left, left_end, right, right_end)) {
      codes.push_back(only_new ? (*right)->key : (*left)->key);
    }
    left = left_end;
    right = right_end;
  }
  return codes;
}

std::vector<CodeMove> remap(CaseRecord& record, const TableSet& tables, std::string_view table,
                            const model::Scheme& scheme) {
  std::vector<std::string> types_before;
  for (const auto& item : record.interventions) types_before.push_back(item.type.code);
  Remapping remapping(tables, table);
  visit_codes(record, [&](Coded& coded, const MaybeDate& date) { remapping.look_at(coded, date); });
  if (const auto* types = scheme.find(kInterventionSystem)) {
    for (std::size_t i = 0; i < record.interventions.size(); ++i) {
      settle_area(record.interventions[i], types_before[i], *types);
    }
  }
  return remapping.take();
}

}  // namespace raccordo::mapping
