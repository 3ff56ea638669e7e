#include "aggregate/layers/register.hpp"

#include <algorithm>
#include <utility>

#include "aggregate/facts/dimensions.hpp"
#include "base/threads.hpp"

namespace raccordo::aggregate {
namespace {

using model::Dimension;

/// The days that a table uses for `when`, and the start for amounts.
bool depends_on_days(const model::ExtractDefinition& definition, Attribute attribute) {
  const bool is_of_case = attribute == Attribute::opening || attribute == Attribute::ending;
  if (definition.measure == model::Measure::persons_joint && is_of_case) return true;
  return counts_by_intervention(definition) ? attribute == Attribute::span : is_of_case;
}

}  // namespace

Register::Register(const model::FactSet& facts, std::span<const FormerPerson> former) {
  const auto order = order_by_person(facts);
  arrange(facts, order, columns_);
  std::size_t persons = facts.persons.size();
  if (!order.empty()) {
    persons = std::max<std::size_t>(persons, std::size_t{facts.cases[order.back()].person} + 1);
  }
  begin_.assign(persons + 1, 0);
  for (const auto& item : facts.cases) ++begin_[item.person + 1];
  for (std::size_t i = 1; i < begin_.size(); ++i) begin_[i] += begin_[i - 1];
  // The earliest last, so that it applies to the rows up to its own layer.
  for (auto was = former.rbegin(); was != former.rend(); ++was) {
    for (auto row = begin_[was->person]; row < begin_[was->person + 1]; ++row) {
      auto& item = columns_.cases[row];
      if (item.last_layer > was->last_layer) continue;
      item.sex = was->sex;
      item.born = day_number(was->birth);
    }
  }
}

void Register::copy(std::uint32_t person, FactColumns& dossier) const {
  const auto* first = columns_.cases.data() + begin_[person];
  const auto* last = columns_.cases.data() + begin_[person + 1];
  dossier.cases.assign(first, last + 1);  // the row after the last marks the end of its needs
  const auto need = first->first_need;
  const auto intervention = first->first_intervention;
  dossier.needs.assign(columns_.needs.data() + need, columns_.needs.data() + last->first_need);
  dossier.interventions.assign(columns_.interventions.data() + intervention,
                               columns_.interventions.data() + last->first_intervention);
  for (auto& item : dossier.cases) {
    item.first_need -= need;
    item.first_intervention -= intervention;
  }
}

PersonCounter::PersonCounter(const std::vector<PlannedTable>& plans, const model::CodePool& codes)
    : plans_(plans) {
  std::uint32_t next = 0;
  counters_.reserve(plans.size());
  for (const auto& plan : plans) {
    first_cells_.push_back(next);
    next += static_cast<std::uint32_t>(plan.cells);
    counters_.emplace_back(plan, codes);
  }
  first_cells_.push_back(next);
  depends_.resize(plans.size());
  for (std::size_t table = 0; table < plans.size(); ++table) {
    for (std::size_t at = 0; at < kAttributes; ++at)
      depends_[table][at] = find_depends(table, static_cast<Attribute>(at));
  }
  linked_.resize(plans.size());
  begin_.resize(plans.size() + 1, 0);
  is_listed_.resize(plans.size(), 0);
  find_before();
}

void PersonCounter::find_before() {
  std::size_t layers = 0;
  for (const auto& plan : plans_) layers = std::max<std::size_t>(layers, plan.layer + std::size_t{1});
  first_day_.assign(layers, 0);
  is_unchanged_.assign(layers, 0);
  for (std::size_t table = 0; table < plans_.size(); ++table) {
    first_day_[plans_[table].layer] = counters_[table].first_day();
    before_.push_back(table);
    for (std::size_t other = 0; other < table; ++other) {
      if (plans_[other].layer + 1 == plans_[table].layer &&
          plans_[other].table.definition.id == plans_[table].table.definition.id &&
          counters_[table].counts_like(counters_[other]))
        before_[table] = other;
    }
  }
}

/// A day in one of the two periods, or between them, may count in one and not in the other.
void PersonCounter::compare_layers(const FactColumns& dossier) {
  for (std::size_t layer = 1; layer < is_unchanged_.size(); ++layer) {
    const auto first = std::min(first_day_[layer - 1], first_day_[layer]);
    const auto is_in = [](const CaseRow& item, std::size_t one) {
      return item.first_layer <= one && one <= item.last_layer;
    };
    bool is_same = true;
    for (std::size_t i = 0; i < dossier.case_count() && is_same; ++i) {
      const auto& item = dossier.cases[i];
      is_same = is_in(item, layer - 1) == is_in(item, layer);
      if (!is_same || !is_in(item, layer)) continue;
      is_same = item.opened < first && item.closed < first;
      for (auto at = item.first_intervention; at < dossier.cases[i + 1].first_intervention; ++at) {
        const auto& each = dossier.interventions[at];
        is_same = is_same && each.start < first && each.end < first;
      }
    }
    is_unchanged_[layer] = is_same ? 1 : 0;
  }
}

void PersonCounter::list_or_copy(std::size_t table, const FactColumns& dossier,
                                 std::vector<Contribution>& out) {
  const auto before = before_[table];
  if (before == table || is_listed_[before] == 0 || is_unchanged_[plans_[table].layer] == 0)
    return list(table, dossier, out);
  const auto shift = first_cells_[table] - first_cells_[before];
  for (auto at = begin_[before]; at < begin_[before + 1]; ++at)
    out.push_back({out[at].cell + shift, out[at].value});
}

void PersonCounter::list_all(const FactColumns& dossier, std::vector<Contribution>& out) {
  list_wanted(dossier, out, [](std::size_t) { return true; });
  append_differences(out);
}

void PersonCounter::watch(std::vector<DifferenceCell> differences) {
  watched_ = std::move(differences);
  watch_begin_.assign(first_cells_.back() + 1, 0);
  for (const auto& each : watched_) {
    for (const auto whole : each.wholes) ++watch_begin_[whole + 1];
    for (const auto part : each.parts) ++watch_begin_[part + 1];
  }
  for (std::size_t i = 1; i < watch_begin_.size(); ++i) watch_begin_[i] += watch_begin_[i - 1];
  watchers_.resize(watch_begin_.back());
  link_tables();
  auto next = watch_begin_;
  for (std::uint32_t number = 0; number < watched_.size(); ++number) {
    for (const auto whole : watched_[number].wholes) watchers_[next[whole]++] = {number, 1};
    for (const auto part : watched_[number].parts) watchers_[next[part]++] = {number, -1};
  }
  sums_.assign(watched_.size(), 0);
}

void PersonCounter::link_tables() {
  linked_.assign(counters_.size(), {});
  const auto table_of = [&](std::uint32_t cell) {
    return static_cast<std::size_t>(std::upper_bound(first_cells_.begin(), first_cells_.end(), cell) -
                                    first_cells_.begin()) -
           1;
  };
  for (const auto& each : watched_) {
    const auto one = table_of(each.wholes.front());
    const auto other = table_of(each.parts.front());
    if (one == other || std::find(linked_[one].begin(), linked_[one].end(), other) != linked_[one].end())
      continue;
    linked_[one].push_back(other);
    linked_[other].push_back(one);
  }
}

void PersonCounter::append_differences(std::vector<Contribution>& list) {
  if (watched_.empty()) return;
  summed_.clear();
  for (const auto& [cell, value] : list) {
    for (auto at = watch_begin_[cell]; at < watch_begin_[cell + 1]; ++at) {
      const auto& [difference, factor] = watchers_[at];
      if (sums_[difference] == 0) summed_.push_back(difference);
      sums_[difference] += factor * value;
    }
  }
  std::sort(summed_.begin(), summed_.end());
  for (const auto difference : summed_) {
    const auto value = std::exchange(sums_[difference], 0);
    if (value != 0) list.push_back({first_cells_.back() + difference, value});
  }
}

bool PersonCounter::find_depends(std::size_t table, Attribute attribute) const {
  const auto& definition = plans_[table].table.definition;
  if (attribute == Attribute::presence || attribute == Attribute::standing ||
      depends_on_days(definition, attribute))
    return true;
  if (definition.measure == model::Measure::amount &&
      (attribute == Attribute::amount || attribute == Attribute::span)) {
    return true;
  }
  if (attribute == Attribute::origin && (definition.kinds.cases != definition.kinds.reports ||
                                         definition.measure == model::Measure::persons_joint))
    return true;
  return std::any_of(definition.by.begin(), definition.by.end(), [&](const auto& choice) {
    return attribute_of(choice.dimension, definition) == attribute;
  });
}

bool PersonCounter::depends_by_difference(std::size_t table, Attribute attribute) const {
  return std::any_of(linked_[table].begin(), linked_[table].end(),
                     [&](std::size_t other) { return depends(other, attribute); });
}

std::vector<PersonRange> cut_persons(std::uint32_t persons) {
  constexpr std::uint32_t kWorthAThread = 1000;
  const auto parts = base::threads_for(persons / kWorthAThread);
  std::vector<PersonRange> out;
  const auto bound = [&](std::size_t part) {
    return static_cast<std::uint32_t>(std::uint64_t{persons} * part / parts);
  };
  for (std::size_t part = 0; part < parts; ++part) out.push_back({bound(part), bound(part + 1)});
  return out;
}

void count_layers(std::vector<PlannedTable>& plans, const model::FactSet& facts,
                  std::span<const FormerPerson> former) {
  if (former.empty()) return count_planned(plans, facts);
  const Register people(facts, former);
  PersonCounter counter(plans, facts.codes);
  FactColumns dossier;
  std::vector<Contribution> list;
  for (std::uint32_t person = 0; person < people.persons(); ++person) {
    people.copy(person, dossier);
    for (std::size_t table = 0; table < plans.size(); ++table) {
      list.clear();
      counter.list(table, dossier, list);
      for (const auto& [cell, value] : list) {
        auto& counted = plans[table].table.cells[cell - counter.first_cell(table)];
        ++counted.persons;
        counted.value += value;
      }
    }
  }
}

Attribute attribute_of(Dimension dimension, const model::ExtractDefinition& definition) {
  switch (dimension) {
    case Dimension::territory:
      return Attribute::owner;
    case Dimension::residence:
      return Attribute::residence;
    case Dimension::area:
    case Dimension::type:
      return Attribute::service;
    case Dimension::sex:
      return Attribute::sex;
    case Dimension::age:
      return Attribute::birth;
    case Dimension::citizenship:
      return Attribute::citizenship;
    case Dimension::channel:
      return Attribute::channel;
    case Dimension::need:
      return Attribute::need;
    case Dimension::closure:
      return Attribute::ending;
    case Dimension::management:
      return Attribute::management;
    case Dimension::sender:
      return Attribute::origin;
    case Dimension::month:
      break;
  }
  if (counts_by_intervention(definition)) return Attribute::span;
  return definition.when == model::When::closed_during ? Attribute::ending : Attribute::opening;
}

std::int64_t apply_all(std::span<const Edit> edits, std::uint32_t person, FactColumns& dossier) {
  std::int64_t presence = 1;
  for (const auto& edit : edits) {
    if (edit.person != person) continue;
    apply(edit, dossier);
    if (edit.attribute == Attribute::presence) presence = edit.to;
  }
  return presence;
}

}  // namespace raccordo::aggregate
