#include "protection_report.hpp"

#include <cstdio>
#include <map>
#include <set>

#include "aggregate/layers/register.hpp"
#include "aggregate/release/disclosure_rules.hpp"

namespace raccordo::bench {
namespace {

using aggregate::Attribute;

/// Calls `visit` with dimension and category of a cell, the last dimension first.
template <class Visit>
void walk(const aggregate::PlannedTable& plan, std::size_t cell, Visit visit) {
  for (std::size_t i = plan.dimensions.size(); i-- > 0;) {
    const auto& categories = plan.dimensions[i].shown.categories;
    visit(plan.dimensions[i].shown, categories[cell % categories.size()]);
    cell /= categories.size();
  }
}

/// Is the cell of a Comune or of a group of Comuni?
bool is_below_ambito(const aggregate::PlannedTable& plan, std::size_t cell) {
  bool below = false;
  walk(plan, cell, [&](const auto& dimension, const auto& category) {
    below = below || (dimension.id == "territory" && category.depth > 2);
  });
  return below;
}

void add(Share& share, bool is_zero, bool is_sensitive, bool is_hidden) {
  ++share.cells;
  if (is_zero) {
    share.zeros_hidden += is_hidden ? 1 : 0;
    return;
  }
  ++share.not_zero;
  share.sensitive += is_sensitive ? 1 : 0;
  share.hidden += is_hidden ? 1 : 0;
}

/// Cells of all tables by their number.
class Names {
 public:
  explicit Names(const std::vector<aggregate::PlannedTable>& plans) : plans_(plans) {}
  std::string of(std::uint32_t cell) const {
    std::size_t table = 0;
    while (cell >= plans_[table].cells) cell -= static_cast<std::uint32_t>(plans_[table++].cells);
    std::string name;
    walk(plans_[table], cell,
         [&](const auto&, const auto& category) { name.insert(0, " " + category.code); });
    return plans_[table].table.definition.id + name + " (" +
           std::to_string(plans_[table].table.cells[cell].persons) + ")";
  }
  bool is_below_ambito(std::uint32_t cell) const {
    std::size_t table = 0;
    while (cell >= plans_[table].cells) cell -= static_cast<std::uint32_t>(plans_[table++].cells);
    return bench::is_below_ambito(plans_[table], cell);
  }

 private:
  const std::vector<aggregate::PlannedTable>& plans_;
};

/// The cells whose number differs in a witness.
std::map<std::uint32_t, std::int64_t> differences(const aggregate::Register& people,
                                                  aggregate::PersonCounter& counter,
                                                  const aggregate::Witness& witness) {
  std::map<std::uint32_t, std::int64_t> changes;
  std::set<std::uint32_t> persons;
  for (const auto& edit : witness.edits) persons.insert(edit.person);
  aggregate::FactColumns dossier;
  std::vector<aggregate::Contribution> list;
  const auto count = [&](std::int64_t times) {
    list.clear();
    for (std::size_t table = 0; table < counter.tables(); ++table) counter.list(table, dossier, list);
    for (const auto& [cell, value] : list) changes[cell] += times * value;
  };
  for (const auto person : persons) {
    people.copy(person, dossier);
    count(-1);
    count(aggregate::apply_all(witness.edits, person, dossier));
  }
  std::erase_if(changes, [](const auto& change) { return change.second == 0; });
  return changes;
}

}  // namespace

std::vector<TableShares> count_shares(const std::vector<aggregate::PlannedTable>& plans,
                                      const aggregate::Protection& protection,
                                      const aggregate::Rules& rules) {
  std::vector<TableShares> rows;
  TableShares all{"all", {}, {}};
  std::size_t next = 0;
  for (const auto& plan : plans) {
    TableShares row{plan.table.definition.id, {}, {}};
    for (std::size_t cell = 0; cell < plan.cells; ++cell, ++next) {
      const auto& counted = plan.table.cells[cell];
      const bool below = is_below_ambito(plan, cell);
      for (auto* share : {below ? &row.below : &row.above, below ? &all.below : &all.above}) {
        add(*share, counted.persons == 0, is_sensitive(plan.table, counted, rules),
            protection.hidden[next] != 0);
      }
    }
    rows.push_back(std::move(row));
  }
  rows.push_back(std::move(all));
  return rows;
}

void print_shares(const std::vector<TableShares>& shares) {
  std::printf("%-30s %38s  %38s\n", "", "Ambito and above", "groups and Comuni");
  std::printf("%-30s", "table");
  for (int i = 0; i < 2; ++i)
    std::printf(" %7s %8s %6s %6s %7s", "nonzero", "sensitive", "hidden", "share", "+zeros");
  std::printf("\n");
  for (const auto& row : shares) {
    std::printf("%-30s", row.table.c_str());
    for (const auto* share : {&row.above, &row.below}) {
      std::printf(" %7zu %9zu %6zu %5.1f%% %7zu", share->not_zero, share->sensitive, share->hidden,
                  share->percent(), share->zeros_hidden);
    }
    std::printf("\n");
  }
}

void print_reasons(const std::vector<aggregate::PlannedTable>& plans, const aggregate::Protection& protection,
                   const model::FactSet& facts) {
  const Names names(plans);
  const aggregate::Register people(facts);
  aggregate::PersonCounter counter(plans, facts.codes);
  std::map<std::uint32_t, std::set<std::uint32_t>> reasons;
  for (const auto& certificate : protection.certificates) {
    reasons[certificate.cell].insert(certificate.cell);
    for (const auto& proof : certificate.proofs) {
      for (const auto& [cell, change] : differences(people, counter, proof.witness))
        reasons[cell].insert(certificate.cell);
    }
  }
  for (const auto& [cell, causes] : reasons) {
    if (names.is_below_ambito(cell)) continue;
    std::printf("%s <-", names.of(cell).c_str());
    std::size_t shown = 0;
    for (const auto cause : causes) {
      if (++shown > 4) break;
      std::printf(" %s;", names.of(cause).c_str());
    }
    std::printf(causes.size() > 4 ? " and %zu more\n" : "\n", causes.size() - 4);
  }
}

}  // namespace raccordo::bench
