#include "unit/aggregate/published_scene.hpp"

#include <algorithm>

#include "aggregate/layers/layers.hpp"
#include "aggregate/layers/register.hpp"

namespace raccordo::tests {
namespace {

using aggregate::WatchKind;
using model::Dimension;
using model::Measure;
using model::TerritoryLevel;
using model::When;

/// The values of one person of the facts by group, by the counting of tables.
class Valuer {
 public:
  Valuer(const model::FactSet& facts, const std::vector<aggregate::PlannedTable>& plans,
         const aggregate::WatchList& watched)
      : people_(facts), counter_(plans, facts.codes), watched_(watched), sums_(watched.groups().size()) {}

  std::map<std::uint32_t, std::int64_t> values(std::uint32_t person, bool before) {
    if (person >= people_.persons()) return {};
    people_.copy(person, dossier_);
    contributions_.clear();
    counter_.list_all(dossier_, contributions_);
    std::map<std::uint32_t, std::int64_t> out;
    const auto add = [&](const aggregate::GroupIndex& index) {
      sums_.add_up(index, contributions_, found_);
      for (const auto& [group, value] : found_) out.emplace(group, value);
    };
    if (before) {
      add(watched_.index().before);
    } else {
      add(watched_.index().stocks);
      add(watched_.index().flows);
    }
    return out;
  }

 private:
  aggregate::Register people_;
  aggregate::PersonCounter counter_;
  const aggregate::WatchList& watched_;
  aggregate::GroupSums sums_;
  aggregate::FactColumns dossier_;
  std::vector<aggregate::Contribution> contributions_;
  std::vector<aggregate::GroupValue> found_;
};

model::ExtractDefinition named(std::string id, Measure measure, When when,
                               std::vector<model::DimensionChoice> by) {
  auto out = extract_by(measure, when, std::move(by));
  out.id = std::move(id);
  return out;
}

}  // namespace

std::vector<model::ExtractDefinition> published_catalogue() {
  return {named("cases", Measure::cases, When::registered_by_end, {by(TerritoryLevel::ambito)}),
          named("in-charge", Measure::persons, When::active_during,
                {by(TerritoryLevel::group), by(Dimension::sex), by_age({"0-17", "18-64", "65+"})}),
          named("areas", Measure::persons, When::active_during,
                {by(TerritoryLevel::ambito), by(Dimension::area)}),
          named("opened", Measure::cases, When::opened_during,
                {by(TerritoryLevel::ambito), by(Dimension::month)}),
          named("closed", Measure::cases, When::closed_during,
                {by(TerritoryLevel::ambito), by(Dimension::month)}),
          named("amount", Measure::amount, When::opened_during, {by(TerritoryLevel::ambito)})};
}

std::vector<model::ExtractDefinition> one_table() {
  return {extract_by(Measure::persons, When::active_during, {by(TerritoryLevel::ambito)})};
}

void add(SmallRegister& given, int persons, std::string_view owner, std::string_view opened) {
  for (int i = 0; i < persons; ++i) given.open(given.person("F", "1970"), owner, opened);
}

PublishedYears::PublishedYears(std::vector<model::ExtractDefinition> catalogue, int k, std::size_t compared,
                               model::Scheme scheme)
    : catalogue_(aggregate::on_published_clock(std::move(catalogue))),
      rules_{k, 10},
      compared_(compared),
      scheme_(std::move(scheme)) {}

void PublishedYears::publish(const model::FactSet& facts) {
  const auto period = year(kFirst + static_cast<int>(years_.size()));
  Year made;
  made.plans = aggregate::plan_tables(catalogue_, scheme_, period).value();
  made.watched = std::make_unique<aggregate::WatchList>(made.plans);
  auto next = aggregate::plan_next(register_, facts, made.plans, *made.watched, rules_, "a key of the tests");
  moves_ = next.moves;
  std::vector<std::uint64_t> numbers;
  for (const auto& seat : register_.seats) numbers.push_back(seat.number);
  numbers.insert(numbers.end(), next.proposal.new_numbers.begin(), next.proposal.new_numbers.end());
  note_values(made, next, numbers);
  aggregate::count_planned(made.plans, aggregate::facts_of(next, period));
  made.hidden = aggregate::small_cells(made.plans, rules_.k);
  aggregate::hide_not_ready(register_, next, *made.watched, made.hidden);
  aggregate::add_release(register_, std::move(next), {"R" + period.code, period.code, false, {}},
                         *made.watched, made.hidden, compared_);
  made.shown.insert(register_.releases.back().shown.begin(), register_.releases.back().shown.end());
  years_.push_back(std::move(made));
}

void PublishedYears::note_values(Year& year, const aggregate::NextRelease& next,
                                 const std::vector<std::uint64_t>& numbers) {
  const auto facts = aggregate::facts_of(next, year.plans.front().period);
  Valuer valuer(facts, year.plans, *year.watched);
  for (std::uint32_t seat = 0; seat < numbers.size(); ++seat) {
    year.of_seat.emplace(numbers[seat], valuer.values(seat, false));
    year.before_of_seat.emplace(numbers[seat], valuer.values(seat, true));
  }
}

std::size_t PublishedYears::cell_of(std::size_t year, std::size_t table, Codes codes) const {
  const auto& plans = years_[year].plans;
  std::size_t first = 0;
  for (std::size_t i = 0; i < table; ++i) first += plans[i].cells;
  return first + place_of(plans[table].table.dimensions, codes);
}

std::int64_t PublishedYears::value(std::size_t year, std::size_t table, Codes codes) const {
  const auto& counted = years_[year].plans[table].table;
  return counted.cells[place_of(counted.dimensions, codes)].value;
}

bool PublishedYears::is_hidden(std::size_t year, std::size_t table, Codes codes) const {
  return years_[year].hidden[cell_of(year, table, codes)] != 0;
}

std::vector<std::uint32_t> PublishedYears::small_changes(std::size_t before, std::size_t after) const {
  const auto& old = years_[before];
  const auto& fresh = years_[after];
  std::map<std::uint64_t, std::uint32_t> group_of;
  for (std::uint32_t group = 0; group < fresh.watched->groups().size(); ++group)
    group_of.emplace(fresh.watched->key(group), group);
  std::map<std::uint32_t, int> changed;
  for (const auto seat : seats_of(old, fresh)) {
    auto difference = values_of(fresh.of_seat, seat);
    for (const auto& [group, value] : values_of(old.of_seat, seat)) {
      const auto same = group_of.find(old.watched->key(group));
      if (same != group_of.end()) difference[same->second] -= value;
    }
    for (const auto& [group, value] : difference) {
      if (value != 0 && fresh.watched->groups()[group].kind == WatchKind::stock &&
          old.shown.contains(fresh.watched->key(group)))
        ++changed[group];
    }
  }
  return fewer_than_k(changed);
}

std::vector<std::uint32_t> PublishedYears::small_flows(std::size_t year) const {
  const auto& now = years_[year];
  const auto& old = years_[year - 1];
  std::map<std::uint32_t, int> persons;
  for (const auto seat : seats_of(old, now)) {
    auto sums = values_of(now.of_seat, seat);
    for (const auto& [group, value] : values_of(old.before_of_seat, seat)) sums[group] += value;
    for (const auto& [group, value] : sums) {
      if (value != 0 && now.watched->groups()[group].kind != WatchKind::stock &&
          old.shown.contains(now.watched->key(group)))
        ++persons[group];
    }
  }
  return fewer_than_k(persons);
}

std::set<std::uint64_t> PublishedYears::seats_of(const Year& one, const Year& other) {
  std::set<std::uint64_t> seats;
  for (const auto* year : {&one, &other}) {
    for (const auto& [seat, values] : year->of_seat) seats.insert(seat);
  }
  return seats;
}

PublishedYears::Values PublishedYears::values_of(const std::map<std::uint64_t, Values>& of_seat,
                                                 std::uint64_t seat) {
  const auto found = of_seat.find(seat);
  return found == of_seat.end() ? Values{} : found->second;
}

std::vector<std::uint32_t> PublishedYears::fewer_than_k(const std::map<std::uint32_t, int>& counts) const {
  std::vector<std::uint32_t> small;
  for (const auto& [group, count] : counts) {
    if (count < rules_.k) small.push_back(group);
  }
  return small;
}

}  // namespace raccordo::tests
