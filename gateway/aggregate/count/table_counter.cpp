#include "aggregate/count/table_counter.hpp"

#include "aggregate/facts/dimensions.hpp"

namespace raccordo::aggregate {
namespace {

using model::Dimension;
using model::Measure;
using model::When;

constexpr int kAges = 151;
const InterventionRow kNoIntervention;

std::vector<std::int32_t> by_number(const model::CodePool& codes, const model::StringMap<int>& leaves,
                                    int unassigned) {
  std::vector<std::int32_t> out(codes.size(), unassigned);
  for (model::CodeNo number = 0; number < out.size(); ++number) {
    const auto found = leaves.find(codes.text(number));
    if (found != leaves.end()) out[number] = found->second;
  }
  return out;
}

std::vector<std::int32_t> by_age(const CountingDimension& dimension) {
  std::vector<std::int32_t> out(kAges, dimension.unassigned);
  for (const auto& band : dimension.choice.ages) {
    const auto category = dimension.leaf_of.find(band.code)->second;
    const int high = band.high < 0 ? kAges - 1 : band.high;
    for (int age = band.low; age <= high; ++age) out[static_cast<std::size_t>(age)] = category;
  }
  return out;
}

DimensionIndex index_dimension(const CountingDimension& dimension, const model::CodePool& codes,
                               std::size_t stride) {
  DimensionIndex index;
  index.kind = dimension.choice.dimension;
  index.stride = static_cast<std::uint32_t>(stride);
  index.unassigned = dimension.unassigned;
  index.leaf_of_code = by_number(codes, dimension.leaf_of, dimension.unassigned);
  if (index.kind == Dimension::area) {
    index.leaf_of_type = by_number(codes, dimension.leaf_of_type, dimension.unassigned);
  }
  if (index.kind == Dimension::age) index.leaf_of_age = by_age(dimension);
  const auto& categories = dimension.shown.categories;
  if (index.kind == Dimension::month && dimension.choice.from_seats)
    index.earlier = static_cast<std::int32_t>(categories.size()) - 1;
  for (std::size_t i = 0; i < categories.size(); ++i) {
    index.chain_begin.push_back(static_cast<std::uint32_t>(index.chain_offsets.size()));
    for (int up = static_cast<int>(i); up >= 0; up = categories[static_cast<std::size_t>(up)].parent) {
      index.chain_offsets.push_back(static_cast<std::uint32_t>(static_cast<std::size_t>(up) * stride));
    }
  }
  index.chain_begin.push_back(static_cast<std::uint32_t>(index.chain_offsets.size()));
  return index;
}

}  // namespace

TableCounter::TableCounter(const PlannedTable& plan, const model::CodePool& codes)
    : definition_(plan.table.definition),
      period_(plan.period),
      layer_(plan.layer),
      first_(day_number(period_.first)),
      last_(day_number(period_.last)),
      ages_on_(definition_.from_seats ? day_number(kSeatAgeDay) : last_),
      by_intervention_(counts_by_intervention(definition_)),
      counts_persons_(model::counts_persons(definition_.measure)),
      counts_joint_(definition_.measure == Measure::persons_joint),
      indexes_(plan.dimensions.size()) {
  const auto& dimensions = plan.dimensions;
  std::size_t stride = 1;
  for (std::size_t i = dimensions.size(); i-- > 0;) {
    indexes_[i] = index_dimension(dimensions[i], codes, stride);
    stride *= dimensions[i].shown.categories.size();
  }
  tallies_.resize(stride);
  known_places_.resize(stride, 0);
}

bool TableCounter::counts_like(const TableCounter& other) const {
  const auto& one = definition_;
  const auto& two = other.definition_;
  return one.measure == two.measure && one.when == two.when && one.kinds == two.kinds && one.from_seats &&
         two.from_seats && ages_on_ == other.ages_on_ && indexes_ == other.indexes_;
}

// By the days of the cases, also where interventions are counted.
bool TableCounter::is_joint(const FactColumns& block, std::size_t case_no) {
  if (case_no < joint_end_) return joint_;
  model::CodeNo sender = 0;
  joint_ = false;
  const auto person = block.cases[case_no].person;
  for (joint_end_ = case_no; joint_end_ < block.case_count(); ++joint_end_) {
    const auto& item = block.cases[joint_end_];
    if (item.person != person) break;
    const bool counts = is_in_layer(item) && is_of_kind(item) && item.sender != 0 &&
                        is_asked({&item, &kNoIntervention, 0, item.opened, item.closed});
    if (!counts) continue;
    joint_ = joint_ || (sender != 0 && sender != item.sender);
    sender = item.sender;
  }
  return joint_;
}

void TableCounter::count(const FactColumns& block) {
  joint_end_ = 0;
  for (std::size_t i = 0; i < block.case_count(); ++i) {
    if (!is_in_layer(block.cases[i]) || !is_of_kind(block.cases[i])) continue;
    if (counts_joint_ && !is_joint(block, i)) continue;
    if (by_intervention_) {
      count_interventions(block, i);
      continue;
    }
    const auto& item = block.cases[i];
    const auto thing = things_before_ + static_cast<std::uint32_t>(i) + 1;
    const Unit unit{&item, &kNoIntervention, thing, item.opened, item.closed};
    if (is_asked(unit)) add(block, unit);
  }
  const bool are_interventions = by_intervention_ && definition_.measure != Measure::cases;
  things_before_ +=
      static_cast<std::uint32_t>(are_interventions ? block.interventions.size() : block.case_count());
}

void TableCounter::count_interventions(const FactColumns& block, std::size_t case_no) {
  const auto& item = block.cases[case_no];
  const std::size_t end = block.cases[case_no + 1].first_intervention;
  for (std::size_t i = item.first_intervention; i < end; ++i) {
    const auto& intervention = block.interventions[i];
    const auto thing = static_cast<std::uint32_t>(definition_.measure == Measure::cases ? case_no : i);
    const Unit unit{&item, &intervention, things_before_ + thing + 1, intervention.start, intervention.end};
    if (is_asked(unit)) add(block, unit);
  }
}

void TableCounter::add_to(std::vector<CountedCell>& cells) const {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto persons = tallies_[i].persons;
    cells[i].value += counts_persons_ ? persons : tallies_[i].value;
    cells[i].persons += persons;
  }
}

void TableCounter::list(const FactColumns& person, std::uint32_t first_cell, std::vector<Contribution>& out) {
  is_listing_ = true;
  touched_.clear();
  things_before_ = 0;
  count(person);
  for (const auto place : touched_) {
    auto& tally = tallies_[place];
    out.push_back({first_cell + place, counts_persons_ ? 1 : tally.value});
    tally = {};
  }
}

std::int32_t TableCounter::category(std::size_t dimension, const CaseRow& item,
                                    const InterventionRow& intervention, model::CodeNo need) const {
  const auto& index = indexes_[dimension];
  if (index.kind == Dimension::need) return index.leaf_of_code[need];
  const bool of_intervention = by_intervention_;
  return leaf(index, {&item, &intervention, 0, of_intervention ? intervention.start : item.opened,
                      of_intervention ? intervention.end : item.closed});
}

bool TableCounter::is_asked(const Unit& unit) const {
  if (definition_.measure == Measure::amount &&
      (!unit.intervention->has_amount || unit.start < first_ || unit.start > last_)) {
    return false;
  }
  switch (definition_.when) {
    case When::registered_by_end:
      return unit.start <= last_;
    case When::open_at_end:
      return unit.start <= last_ && (unit.end == 0 || unit.end > last_);
    case When::active_during:
      return unit.start <= last_ && (unit.end == 0 || unit.end >= first_);
    case When::opened_during:
      return unit.start >= first_ && unit.start <= last_;
    case When::closed_during:
      if (definition_.from_seats && unit.end % 32 == kLingeringDay) return false;
      return unit.end >= first_ && unit.end <= last_;
  }
  return false;
}

void TableCounter::add(const FactColumns& block, const Unit& unit) {
  std::uint32_t leaves = 0;
  const DimensionIndex* needs = nullptr;
  for (const auto& index : indexes_) {
    if (index.kind == Dimension::need) {
      needs = &index;
    } else {
      leaves += static_cast<std::uint32_t>(leaf(index, unit)) * index.stride;
    }
  }
  if (needs == nullptr) return tally(unit, places_of(leaves));
  const auto of_need = [&](std::int32_t category) {
    tally(unit, places_of(leaves + static_cast<std::uint32_t>(category) * needs->stride));
  };
  const std::size_t begin = unit.item->first_need;
  const std::size_t end = (unit.item + 1)->first_need;
  if (begin == end) of_need(needs->unassigned);
  for (auto i = begin; i < end; ++i) of_need(needs->leaf_of_code[block.needs[i]]);
}

std::span<const std::uint32_t> TableCounter::places_of(std::uint32_t leaves) {
  auto& begin = known_places_[leaves];
  if (begin == 0) {
    begin = static_cast<std::uint32_t>(places_.size());
    std::vector<std::uint32_t> places{0}, finer;
    auto left = leaves;
    for (const auto& index : indexes_) {
      const auto category = left / index.stride;
      left %= index.stride;
      finer.clear();
      for (const auto place : places) {
        for (auto at = index.chain_begin[category]; at < index.chain_begin[category + 1]; ++at)
          finer.push_back(place + index.chain_offsets[at]);
      }
      places.swap(finer);
    }
    places_.push_back(static_cast<std::uint32_t>(places.size()));
    places_.insert(places_.end(), places.begin(), places.end());
  }
  return std::span(places_).subspan(begin + 1, places_[begin]);
}

std::int32_t TableCounter::leaf(const DimensionIndex& index, const Unit& unit) const {
  switch (index.kind) {
    case Dimension::territory:
      return index.leaf_of_code[unit.item->owner];
    case Dimension::residence:
      return index.leaf_of_code[unit.item->residence];
    case Dimension::area:
      return unit.intervention->area != 0 ? index.leaf_of_code[unit.intervention->area]
                                          : index.leaf_of_type[unit.intervention->type];
    case Dimension::type:
      return index.leaf_of_code[unit.intervention->type];
    case Dimension::management:
      return index.leaf_of_code[unit.intervention->management];
    case Dimension::citizenship:
      return index.leaf_of_code[unit.item->citizenship];
    case Dimension::channel:
      return index.leaf_of_code[unit.item->channel];
    case Dimension::closure:
      return index.leaf_of_code[unit.item->closure];
    case Dimension::sender:
      return index.leaf_of_code[unit.item->sender];
    case Dimension::sex:
      return index.leaf_of_code[unit.item->sex];
    case Dimension::age:
      return age_leaf(index, unit);
    case Dimension::month:
      return month_leaf(index, unit);
    case Dimension::need:
      break;
  }
  return index.unassigned;
}

std::int32_t TableCounter::age_leaf(const DimensionIndex& index, const Unit& unit) const {
  const DayNo born = unit.item->born;
  if (born == 0 || born > ages_on_) return index.unassigned;
  // A DayNo has year, month and day as decimal digits of one number, so years are its quotient.
  const int age = (ages_on_ - born) / 512;
  return age < kAges ? index.leaf_of_age[static_cast<std::size_t>(age)] : index.unassigned;
}

std::int32_t TableCounter::month_leaf(const DimensionIndex& index, const Unit& unit) const {
  const bool by_end = definition_.when == When::closed_during && definition_.measure != Measure::amount;
  const DayNo day = by_end ? unit.end : unit.start;
  // Outside the period only if a definition was made without the reader's check: then only `_T`.
  if (day < first_ || day > last_) return index.unassigned;
  if (index.earlier >= 0 && day % 32 == kEarlierDay) return index.earlier;
  return 1 + day / 32 % 16 - period_.first.month;
}

void TableCounter::tally(const Unit& unit, std::span<const std::uint32_t> places) {
  const auto person = unit.item->person + 1;
  std::int64_t worth = 0;
  if (!counts_persons_) {
    worth = definition_.measure == Measure::amount ? unit.intervention->amount_cents : 1;
  }
  for (const auto place : places) {
    auto& tally = tallies_[place];
    if (tally.last_person != person) {
      ++tally.persons;
      tally.last_person = person;
      if (is_listing_) touched_.push_back(place);
    }
    tally.value += tally.last_thing != unit.thing ? worth : 0;
    tally.last_thing = unit.thing;
  }
}

}  // namespace raccordo::aggregate
