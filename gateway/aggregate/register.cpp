#include "aggregate/register.hpp"

#include <algorithm>

namespace raccordo::aggregate {
namespace {

using model::Dimension;

/// The days that a table asks for by `when`, and by the start that an amount counts at.
bool depends_on_days(const model::ExtractDefinition& definition, Attribute attribute) {
  if (counts_by_intervention(definition)) return attribute == Attribute::span;
  return attribute == Attribute::opening || attribute == Attribute::ending;
}

}  // namespace

Register::Register(const model::FactSet& facts) {
  const auto order = order_by_person(facts);
  arrange(facts, order, columns_);
  std::size_t persons = facts.persons.size();
  if (!order.empty()) {
    persons = std::max<std::size_t>(persons, std::size_t{facts.cases[order.back()].person} + 1);
  }
  begin_.assign(persons + 1, 0);
  for (const auto& item : facts.cases) ++begin_[item.person + 1];
  for (std::size_t i = 1; i < begin_.size(); ++i) begin_[i] += begin_[i - 1];
}

void Register::copy(std::uint32_t person, FactColumns& dossier) const {
  const auto* first = columns_.cases.data() + begin_[person];
  const auto* last = columns_.cases.data() + begin_[person + 1];
  dossier.cases.assign(first, last + 1);  // the row after the last tells where its needs end
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
}

bool PersonCounter::depends(std::size_t table, Attribute attribute) const {
  const auto& definition = plans_[table].table.definition;
  if (attribute == Attribute::presence || depends_on_days(definition, attribute)) return true;
  if (definition.measure == model::Measure::amount &&
      (attribute == Attribute::amount || attribute == Attribute::span)) {
    return true;
  }
  return std::any_of(definition.by.begin(), definition.by.end(), [&](const auto& choice) {
    return attribute_of(choice.dimension, definition) == attribute;
  });
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
