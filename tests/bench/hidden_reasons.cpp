#include "hidden_reasons.hpp"

#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "aggregate/layers/register.hpp"
#include "aggregate/witness/differences.hpp"

namespace raccordo::bench {
namespace {

constexpr const char* kGoals[] = {"empties", "isolates", "fills", "raises", "lowers"};
constexpr const char* kAttributeNames[] = {
    "owner",      "residence", "citizenship", "channel", "opening", "ending",   "need",     "service",
    "management", "span",      "amount",      "sex",     "birth",   "presence", "standing", "origin"};

class Reasons {
 public:
  explicit Reasons(const aggregate::Evidence& evidence)
      : plans_(aggregate::plan_layers(evidence.layers).value()),
        people_(evidence.facts, evidence.former),
        counter_(plans_, evidence.facts.codes) {
    aggregate::count_layers(plans_, evidence.facts, evidence.former);
    first_ = aggregate::first_cell_of_layer(plans_, static_cast<std::uint16_t>(evidence.layers.size() - 1));
  }

  void print(const aggregate::Certificate& certificate, const std::set<std::uint32_t>& cells) {
    for (const auto& proof : certificate.proofs) {
      std::string changed;
      for (const auto& [cell, value] : changes_of(proof.witness)) {
        if (value != 0 && cell >= first_ && cells.contains(cell - first_))
          changed += " [" + name_of(cell) + "]";
      }
      if (changed.empty()) continue;
      const auto& difference = certificate.difference;
      std::printf("    %s %s", kGoals[static_cast<std::size_t>(proof.goal)],
                  name_of(certificate.cell).c_str());
      for (const auto part : difference.parts) std::printf(" less %s", name_of(part).c_str());
      std::printf(", by");
      for (const auto& edit : proof.witness.edits)
        std::printf(" %s@%d-%d", kAttributeNames[static_cast<std::size_t>(edit.attribute)], edit.layers.first,
                    edit.layers.last);
      std::printf(", which changes%s\n", changed.c_str());
    }
  }

 private:
  std::map<std::uint32_t, std::int64_t> changes_of(const aggregate::Witness& witness) {
    std::set<std::uint32_t> persons;
    for (const auto& edit : witness.edits) persons.insert(edit.person);
    std::map<std::uint32_t, std::int64_t> changes;
    std::vector<aggregate::Contribution> list;
    const auto add = [&](std::int64_t factor) {
      list.clear();
      counter_.list_all(dossier_, list);
      for (const auto& [cell, value] : list) changes[cell] += factor * value;
    };
    for (const auto person : persons) {
      people_.copy(person, dossier_);
      add(-1);
      const auto presence = aggregate::apply_all(witness.edits, person, dossier_);
      add(presence);
    }
    return changes;
  }

  std::string name_of(std::uint32_t cell) const {
    std::size_t table = 0;
    while (counter_.first_cell(table + 1) <= cell) ++table;
    auto place = cell - counter_.first_cell(table);
    const auto& counted = plans_[table].table.cells[place];
    std::string name;
    for (std::size_t i = plans_[table].dimensions.size(); i-- > 0;) {
      const auto& categories = plans_[table].dimensions[i].shown.categories;
      name = categories[place % categories.size()].code + (name.empty() ? "" : ", " + name);
      place /= static_cast<std::uint32_t>(categories.size());
    }
    return plans_[table].period.code + " " + plans_[table].table.definition.id + " " + name + " (" +
           std::to_string(counted.persons) + ")";
  }

  std::vector<aggregate::PlannedTable> plans_;
  aggregate::Register people_;
  aggregate::PersonCounter counter_;
  aggregate::FactColumns dossier_;
  std::uint32_t first_ = 0;
};

}  // namespace

void print_reasons(const aggregate::Evidence& evidence, const std::set<std::uint32_t>& cells) {
  if (cells.empty()) return;
  Reasons reasons(evidence);
  for (const auto& certificate : evidence.certificates) reasons.print(certificate, cells);
}

}  // namespace raccordo::bench
