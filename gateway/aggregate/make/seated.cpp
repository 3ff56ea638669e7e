#include "aggregate/make/seated.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "aggregate/count/group.hpp"
#include "aggregate/make/waiting.hpp"
#include "aggregate/published/reduction.hpp"
#include "aggregate/release/rates.hpp"

namespace raccordo::aggregate {
namespace {

constexpr std::size_t kCompared = 12;  // earlier releases compared one by one

/// The number of each seat becomes the key of its person, so that the layers of a ledger can be joined.
void add_keys(model::FactSet& facts, const PublishedRegister& given, std::span<const std::uint64_t> more) {
  for (std::size_t seat = 0; seat < facts.persons.size(); ++seat) {
    const auto known = given.seats.size();
    facts.persons[seat].key = seat < known ? given.seats[seat].number : more[seat - known];
  }
}

/// Too many persons would wait: the numbers would say little.
std::optional<base::Fault> check_waiting(const NextRelease& next, const WaitingCase& given) {
  if (!has_too_many_waiting(next)) return std::nullopt;
  std::string what =
      "more than 5 % of the persons in charge would have to be counted as they were in an earlier release, "
      "because too few persons change in each cell; ";
  const auto tables = tables_to_leave_out(given);
  if (tables.empty()) return base::fault(what + "choose a longer period: no smaller catalogue is enough");
  what += "this period can be released without the tables";
  for (const auto& table : tables) what += (table == tables.front() ? " " : ", ") + table;
  return base::fault(what + ": take them out of the catalogue, or choose a longer period");
}

/// The facts of the newest layer alone.
model::FactSet newest_facts(const Evidence& evidence) {
  auto facts = evidence.facts;
  const auto newest = evidence.layers.size() - 1;
  std::erase_if(facts.cases, [&](const auto& item) { return item.last_layer != newest; });
  for (auto& item : facts.cases) item.first_layer = item.last_layer = 0;
  return facts;
}

bool have_same_cells(const PlannedTable& one, const PlannedTable& other) {
  return std::equal(one.table.dimensions.begin(), one.table.dimensions.end(), other.table.dimensions.begin(),
                    other.table.dimensions.end(), [](const auto& left, const auto& right) {
                      return std::equal(left.categories.begin(), left.categories.end(),
                                        right.categories.begin(), right.categories.end(),
                                        [](const auto& a, const auto& b) { return a.code == b.code; });
                    });
}

/// By cell of the plans on the clock of the register: hidden as in the layer, whose plans are `then`; of
/// tables that have other cells now, everything.
std::vector<std::uint8_t> hidden_on_clock(const Layer& layer, const std::vector<PlannedTable>& then,
                                          const std::vector<PlannedTable>& now) {
  std::vector<std::uint8_t> hidden;
  auto place = layer.hidden.begin();
  for (std::size_t table = 0; table < now.size(); ++table) {
    const auto next = place + static_cast<std::ptrdiff_t>(then[table].cells);
    if (have_same_cells(then[table], now[table])) {
      hidden.insert(hidden.end(), place, next);
    } else {
      hidden.insert(hidden.end(), now[table].cells, 1);
    }
    place = next;
  }
  return hidden;
}

/// Evidence of an older program has no seats: every person of its newest release gets one, and the number of
/// the seat replaces that of the person.
base::Result<PublishedRegister> begin_from(Evidence& evidence, std::string_view key) {
  const auto& layer = evidence.layers.back();
  const auto rates = Rates::plan(layer.catalogue, layer.scheme, layer.period);
  if (!rates) return rates.error();
  const auto then = plan_tables(rates->counted(), layer.scheme, layer.period);
  if (!then) return then.error();
  const auto plans = plan_tables(on_published_clock(rates->counted()), layer.scheme, layer.period);
  if (!plans) return plans.error();
  WatchList watched(*plans);
  PublishedRegister published;
  auto next = plan_next(published, newest_facts(evidence), *plans, watched,
                        {layer.rules.k, layer.rules.p_percent}, key);
  std::unordered_map<std::uint64_t, std::uint64_t> seat_of;
  for (const auto& link : next.proposal.links)
    seat_of.emplace(link.person, next.proposal.new_numbers[link.seat]);
  for (auto& person : evidence.facts.persons) {
    const auto found = seat_of.find(person.key);
    person.key = found == seat_of.end() ? 0 : found->second;
  }
  add_release(published, std::move(next), {layer.release_id, layer.period.code, false, {}}, watched,
              hidden_on_clock(layer, *then, *plans), kCompared);
  return published;
}

}  // namespace

std::optional<base::Fault> Seated::move(const model::FactSet& facts, const std::vector<PlannedTable>& plans,
                                        const Layer& layer, std::string_view key) {
  const MoveRules rules{layer.rules.k, layer.rules.p_percent};
  next_ = plan_next(before_, facts, plans, watched_, rules, key);
  if (auto wrong = check_waiting(*next_, {before_, facts, plans, rules, key})) return *wrong;
  facts_ = facts_of(*next_, layer.period);
  add_keys(facts_, before_, next_->proposal.new_numbers);
  hide_not_ready(before_, *next_, watched_, kept_back_);
  return std::nullopt;
}

/// Evidence of version 3 names a group by the table that shows it and a category by one of its codes. Of the
/// releases that it still contains, the groups get the names that say which persons they count.
std::optional<base::Fault> Seated::rename(Evidence& earlier) {
  for (const auto& layer : earlier.layers) {
    if (!layer.from_seats || layer.covers_rests) continue;
    const auto rates = Rates::plan(layer.catalogue, layer.scheme, layer.period);
    if (!rates) return rates.error();
    const auto plans = plan_tables(on_published_clock(rates->counted()), layer.scheme, layer.period);
    if (!plans) return plans.error();
    if (&layer == &earlier.layers.back()) Reduction(*plans).rename(earlier.published);
    const auto shown = shown_groups(WatchList(*plans), layer.hidden);
    for (auto& release : earlier.published.releases) {
      if (release.release_id != layer.release_id) continue;
      release.shown.insert(release.shown.end(), shown.begin(), shown.end());
      std::sort(release.shown.begin(), release.shown.end());
      release.shown.erase(std::unique(release.shown.begin(), release.shown.end()), release.shown.end());
    }
  }
  return std::nullopt;
}

base::Result<Seated> Seated::take(Evidence& earlier, const model::FactSet& facts,
                                  const std::vector<PlannedTable>& plans, const Layer& layer,
                                  std::string_view key) {
  if (!earlier.layers.empty() && earlier.published.releases.empty()) {
    auto begun = begin_from(earlier, key);
    if (!begun) return begun.error();
    earlier.published = std::move(*begun);
  }
  if (auto wrong = rename(earlier)) return *wrong;
  Seated seated(earlier.published, WatchList(plans));
  seated.kept_back_.assign(seated.watched_.cells(), 0);
  const auto wrong = layer.revision == 0 ? seated.move(facts, plans, layer, key) : seated.stay(layer);
  if (wrong) return *wrong;
  return seated;
}

/// A revision counts the register as it was in its period.
std::optional<base::Fault> Seated::stay(const Layer& layer) {
  const auto& releases = before_.releases;
  const auto found = std::find_if(releases.begin(), releases.end(), [&](const EarlierRelease& each) {
    return !each.is_merged && each.period == layer.period.code;
  });
  if (found == releases.end())
    return base::fault("the register does not know the period " + layer.period.code +
                       " any more: only the newest periods can be revised");
  facts_ = facts_of_release(before_, static_cast<std::size_t>(found - releases.begin()), layer.period);
  add_keys(facts_, before_, {});
  return std::nullopt;
}

WaitingClass Seated::waiting(const std::vector<Layer>& earlier, const Layer& layer) const {
  if (next_) return waiting_of(*next_);
  const auto same = std::find_if(earlier.begin(), earlier.end(),
                                 [&](const Layer& each) { return each.period.code == layer.period.code; });
  return same == earlier.end() ? WaitingClass::not_stated : same->waiting;
}

PublishedRegister Seated::after(const Layer& layer) {
  if (next_) {
    add_release(before_, std::move(*next_), {layer.release_id, layer.period.code, false, {}}, watched_,
                layer.hidden, kCompared);
  }
  return std::move(before_);
}

}  // namespace raccordo::aggregate
