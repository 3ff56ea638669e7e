#include "synthetic/tally.hpp"

#include <algorithm>
#include <cstdlib>

namespace raccordo::synthetic {

Tally::Tally(const Vocabulary& vocabulary, const TableSet& set, const People& people)
    : set_(set), people_(people) {
  counts_.assign(set.wanted.size(), 0);
  shifts_.assign(set.wanted.size(), 0);
  stamps_.assign(set.wanted.size(), 0);
  is_touched_.assign(set.wanted.size(), 0);
  weights_.assign(set.weight.begin(), set.weight.end());
  no_needs_ = {vocabulary.tree(Kind::need).find(kUnassigned).value_or(0)};
}

void Tally::count() {
  std::fill(counts_.begin(), counts_.end(), 0);
  for (std::uint32_t person = 0; person < people_.persons.size(); ++person) {
    for (const auto cell : cells_of(person)) ++counts_[cell];
  }
}

std::int64_t Tally::change() const {
  std::int64_t sum = 0;
  for (const auto cell : touched_) {
    if (shifts_[cell] == 0 || weights_[cell] == 0) continue;
    const auto before = excess(cell);
    sum += std::int64_t{weights_[cell]} * (std::abs(before + shifts_[cell]) - std::abs(before));
  }
  return sum;
}

void Tally::keep() {
  for (const auto cell : touched_) {
    counts_[cell] += shifts_[cell];
  }
  drop();
}

void Tally::drop() {
  for (const auto cell : touched_) {
    shifts_[cell] = 0;
    is_touched_[cell] = 0;
  }
  touched_.clear();
}

void Tally::shift(std::uint32_t person, KindSet kinds, int by) {
  for (const auto cell : cells_of(person, kinds)) {
    if (is_touched_[cell] == 0) touched_.push_back(cell);
    is_touched_[cell] = 1;
    shifts_[cell] += by;
  }
}

void Tally::begin_list() {
  cells_.clear();
  if (++stamp_ != 0) return;
  std::fill(stamps_.begin(), stamps_.end(), 0);
  stamp_ = 1;
}

const std::vector<std::uint32_t>& Tally::cells_of(std::uint32_t number, KindSet kinds) {
  begin_list();
  for (const auto& table : set_.tables) {
    if (kinds == kEveryTable || (table.kinds & kinds) != 0) list(table, people_.persons[number]);
  }
  return cells_;
}

const std::vector<std::uint32_t>& Tally::cells_in(std::uint32_t number,
                                                  const std::vector<const PersonTable*>& tables) {
  begin_list();
  for (const auto* table : tables) list(*table, people_.persons[number]);
  return cells_;
}

void Tally::list(const PersonTable& table, const Person& person) {
  for (const auto place : person.presences) {
    const auto& presence = people_.presences[place];
    if (table.by_intervention ? !presence.services.empty() : presence.in_charge)
      spread(table, person, presence);
  }
}

void Tally::step(const std::vector<std::uint32_t>& chain) {
  for (const auto place : places_) {
    for (const auto offset : chain) next_.push_back(place + offset);
  }
}

void Tally::spread(const PersonTable& table, const Person& person, const Presence& presence) {
  places_.assign(1, table.first);
  for (const auto& axis : table.axes) {
    next_.clear();
    if (axis.kind == Kind::territory) {
      step(axis.chain[presence.leaf]);
    } else if (axis.kind == Kind::service) {
      for (const auto service : presence.services) step(axis.chain[service]);
    } else if (axis.kind == Kind::need) {
      for (const auto need : presence.needs.empty() ? no_needs_ : presence.needs) step(axis.chain[need]);
    } else {
      step(axis.chain[attribute(person, axis.kind)]);
    }
    places_.swap(next_);
  }
  for (const auto place : places_) {
    if (stamps_[place] == stamp_) continue;
    stamps_[place] = stamp_;
    cells_.push_back(place);
  }
}

}  // namespace raccordo::synthetic
