#include "aggregate/facts/edit.hpp"

#include <algorithm>

namespace raccordo::aggregate {
namespace {

AttributeValue pack(std::int64_t high, std::uint32_t low) { return (high << 32) | low; }
std::uint32_t high_of(AttributeValue value) { return static_cast<std::uint32_t>(value >> 32); }
std::uint32_t low_of(AttributeValue value) { return static_cast<std::uint32_t>(value); }

void add_once(std::vector<AttributeValue>& values, AttributeValue value) {
  if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
}

/// Of one case; the following ones move.
void change_need(FactColumns& dossier, std::size_t place, model::CodeNo from, model::CodeNo to) {
  const auto begin = dossier.needs.begin() + dossier.cases[place].first_need;
  const auto end = dossier.needs.begin() + dossier.cases[place + 1].first_need;
  std::int64_t more = 0;
  if (from == kNoNeed) {
    dossier.needs.insert(end, to);
    more = 1;
  } else if (to == kNoNeed) {
    const auto kept = std::remove(begin, end, from);
    more = kept - end;
    dossier.needs.erase(kept, end);
  } else {
    std::replace(begin, end, from, to);
  }
  for (std::size_t i = place + 1; i < dossier.cases.size(); ++i) {
    dossier.cases[i].first_need = static_cast<std::uint32_t>(dossier.cases[i].first_need + more);
  }
}

void apply_to_case(const Edit& edit, FactColumns& dossier, std::size_t place) {
  auto& item = dossier.cases[place];
  const auto& next = dossier.cases[place + 1];
  if (is_of_case(edit.attribute)) {
    if (value_of(edit.attribute, item) == edit.from) set_value(edit.attribute, edit.to, item);
  } else if (is_of_intervention(edit.attribute)) {
    for (auto at = item.first_intervention; at < next.first_intervention; ++at) {
      auto& intervention = dossier.interventions[at];
      if (value_of(edit.attribute, intervention) == edit.from)
        set_value(edit.attribute, edit.to, intervention);
    }
  } else if (edit.attribute == Attribute::need) {
    change_need(dossier, place, static_cast<model::CodeNo>(edit.from), static_cast<model::CodeNo>(edit.to));
  }
}

}  // namespace

bool is_of_case(Attribute attribute) {
  switch (attribute) {
    case Attribute::owner:
    case Attribute::residence:
    case Attribute::citizenship:
    case Attribute::channel:
    case Attribute::opening:
    case Attribute::ending:
    case Attribute::sex:
    case Attribute::birth:
    case Attribute::origin:
      return true;
    default:
      return false;
  }
}

bool is_of_intervention(Attribute attribute) {
  return attribute == Attribute::service || attribute == Attribute::management ||
         attribute == Attribute::span || attribute == Attribute::amount;
}

AttributeValue value_of(Attribute attribute, const CaseRow& item) {
  switch (attribute) {
    case Attribute::owner:
      return item.owner;
    case Attribute::residence:
      return item.residence;
    case Attribute::citizenship:
      return item.citizenship;
    case Attribute::channel:
      return item.channel;
    case Attribute::opening:
      return item.opened;
    case Attribute::ending:
      return pack(item.closed, item.closure);
    case Attribute::sex:
      return item.sex;
    case Attribute::birth:
      return item.born;
    case Attribute::origin:
      return pack(item.is_report ? 1 : 0, item.sender);
    default:
      return 0;
  }
}

void set_value(Attribute attribute, AttributeValue value, CaseRow& item) {
  switch (attribute) {
    case Attribute::owner:
      item.owner = low_of(value);
      break;
    case Attribute::residence:
      item.residence = low_of(value);
      break;
    case Attribute::citizenship:
      item.citizenship = low_of(value);
      break;
    case Attribute::origin:
      item.is_report = high_of(value) != 0;
      item.sender = low_of(value);
      break;
    case Attribute::channel:
      item.channel = low_of(value);
      break;
    case Attribute::opening:
      item.opened = static_cast<DayNo>(value);
      break;
    case Attribute::ending:
      item.closed = static_cast<DayNo>(high_of(value));
      item.closure = low_of(value);
      break;
    case Attribute::sex:
      item.sex = low_of(value);
      break;
    case Attribute::birth:
      item.born = static_cast<DayNo>(value);
      break;
    default:
      break;
  }
}

AttributeValue value_of(Attribute attribute, const InterventionRow& intervention) {
  switch (attribute) {
    case Attribute::service:
      return pack(intervention.area, intervention.type);
    case Attribute::management:
      return intervention.management;
    case Attribute::span:
      return pack(intervention.start, static_cast<std::uint32_t>(intervention.end));
    case Attribute::amount:
      return intervention.has_amount ? intervention.amount_cents : kNoAmount;
    default:
      return 0;
  }
}

void set_value(Attribute attribute, AttributeValue value, InterventionRow& intervention) {
  switch (attribute) {
    case Attribute::service:
      intervention.area = high_of(value);
      intervention.type = low_of(value);
      break;
    case Attribute::management:
      intervention.management = low_of(value);
      break;
    case Attribute::span:
      intervention.start = static_cast<DayNo>(high_of(value));
      intervention.end = static_cast<DayNo>(low_of(value));
      break;
    case Attribute::amount:
      intervention.has_amount = value != kNoAmount;
      intervention.amount_cents = value != kNoAmount ? value : 0;
      break;
    default:
      break;
  }
}

bool names_codes_below(const Edit& edit, std::size_t codes) {
  const auto fits = [&](AttributeValue value) {
    switch (edit.attribute) {
      case Attribute::owner:
      case Attribute::residence:
      case Attribute::citizenship:
      case Attribute::channel:
      case Attribute::need:
      case Attribute::management:
      case Attribute::sex:
      case Attribute::ending:
        return low_of(value) < codes;
      case Attribute::service:
        return low_of(value) < codes && high_of(value) < codes;
      case Attribute::origin:
        return low_of(value) < codes && high_of(value) <= 1;
      default:
        return true;
    }
  };
  return fits(edit.from) && fits(edit.to);
}

void list_values(Attribute attribute, const FactColumns& dossier, std::vector<AttributeValue>& out) {
  out.clear();
  if (is_of_case(attribute)) {
    for (std::size_t i = 0; i < dossier.case_count(); ++i)
      add_once(out, value_of(attribute, dossier.cases[i]));
  } else if (is_of_intervention(attribute)) {
    for (const auto& intervention : dossier.interventions) add_once(out, value_of(attribute, intervention));
  } else if (attribute == Attribute::need) {
    for (const auto need : dossier.needs) add_once(out, need);
  }
}

void apply(const Edit& edit, FactColumns& dossier) {
  if (edit.attribute == Attribute::presence) return;
  if (edit.attribute == Attribute::standing) {
    return stand_as_in(dossier, edit.layers.first, edit.to, AsThen::unpack(edit.from));
  }
  if (edit.layers != kEveryLayer) cut_out_layers(dossier, edit.layers);
  for (std::size_t i = 0; i < dossier.case_count(); ++i) {
    const auto& item = dossier.cases[i];
    if (edit.layers.first <= item.first_layer && item.last_layer <= edit.layers.last) {
      apply_to_case(edit, dossier, i);
    }
  }
}

}  // namespace raccordo::aggregate
