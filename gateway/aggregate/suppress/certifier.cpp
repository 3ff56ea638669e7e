#include "aggregate/suppress/certifier.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace raccordo::aggregate {
namespace {

constexpr double kAmbitoCost = 900;  // an Ambito more to hide
constexpr double kUnlimited = std::numeric_limits<double>::infinity();
constexpr std::size_t kMostPlaces = 100;  // tried for a whole certificate

}  // namespace

std::vector<PersonNo> Certifier::own(CellNo cell) const {
  const auto behind = base_.pools.behind(cell);
  return {behind.begin(), behind.end()};
}

void Certifier::certify(Certified& item, double most) {
  // With earlier releases nearly every cell is expensive: only those of an Ambito or more are worth the time.
  const auto& space = base_.space;
  const bool is_low = space.is_change(item.cell) || space.weight(space.place_of(item.cell)) < kAmbitoCost;
  if (base_.newest > 0 && is_low) {
    limit_ = std::nextafter(most, kUnlimited);
    certify_greedily(item);
    limit_ = kUnlimited;
    return;
  }
  certify_greedily(item);
  // If an earlier release blocks it, no place helps.
  if (item.cost < kAmbitoCost || breaches(item) != 0) return;
  certify_place_by_place(item);
}

/// Choosing the cheapest place in each step may cost more in total than an expensive place for all steps: the
/// nearest places are tried this way.
void Certifier::certify_place_by_place(Certified& item) {
  auto best = item;
  holdings_.drop(item);
  base_.draft.open(item.cell, base_.pools.behind(item.cell));
  const bool is_rest = base_.space.is_difference(item.cell);
  const auto place =
      is_rest ? side_.of(item.cell, base_.pools.behind(item.cell).front()) : base_.space.place_of(item.cell);
  const auto around = neighbourhood_.around(place, base_.draft);
  for (std::size_t i = 0; i < std::min(around.size(), kMostPlaces); ++i) {
    if (around[i].estimate >= best.cost) break;
    choice_.keep_to(around[i]);
    limit_ = best.cost;
    certify_greedily(item);
    if (item.cost < best.cost) best = item;
    holdings_.drop(item);
  }
  choice_.keep_to(std::nullopt);
  limit_ = kUnlimited;
  holdings_.keep(item, std::move(best.witnesses));
}

void Certifier::certify_greedily(Certified& item) {
  const auto persons = base_.space.counted(item.cell).persons;
  if (persons >= static_cast<std::uint32_t>(base_.space.rules_of(item.cell).k)) return certify_sum(item);
  if (persons == 1) return holdings_.keep(item, choice_.empty(item.cell, {}, std::nullopt));
  certify_by_filling(item);
  const double filling = item.cost;
  if (filling <= 0) return;
  auto filled = holdings_.drop(item);
  certify_by_emptying(item, std::min(limit_, filling));
  if (item.cost >= filling) holdings_.replace(item, std::move(filled));
}

/// A witness that fills the cell serves each of its persons; a second, with other persons, serves those
/// changed by the first.
void Certifier::certify_by_filling(Certified& item) {
  const auto persons = own(item.cell);
  holdings_.keep(item, choice_.fill(item.cell, persons));
  if (item.cost >= limit_) return;
  auto barred = changed_persons(item.witnesses.front().proof.witness);
  auto second = choice_.empty(item.cell, barred, std::nullopt);
  if (second.cost > 0) {
    barred.insert(barred.end(), persons.begin(), persons.end());
    auto other = choice_.fill(item.cell, barred);
    if (other.cost < second.cost) second = std::move(other);
  }
  holdings_.keep(item, std::move(second));
}

/// Two witnesses that empty the cell, with different partners, and for each of its persons one in which only
/// this person remains (docs/protection.md#rule-4).
void Certifier::certify_by_emptying(Certified& item, double limit) {
  const auto persons = own(item.cell);
  holdings_.keep(item, choice_.empty(item.cell, {}, std::nullopt));
  if (item.cost >= limit) return;
  auto partners = changed_persons(item.witnesses.front().proof.witness);
  std::erase_if(partners, [&](PersonNo person) {
    return std::find(persons.begin(), persons.end(), person) != persons.end();
  });
  auto second = choice_.empty(item.cell, partners, std::nullopt);
  const bool is_possible = second.breaches == 0 || resort_ == Resort::usual;
  is_possible ? holdings_.keep(item, std::move(second)) : serve_each(item, partners, second);
  for (const auto person : persons) {
    if (item.cost >= limit) return;
    holdings_.keep(item, choice_.empty(item.cell, {}, person));
  }
}

/// Where partners are few, no second witness can do without all of those of the first. Then each of them gets
/// one of their own, which may change the others; if that costs less than the given second one.
void Certifier::serve_each(Certified& item, const std::vector<PersonNo>& partners,
                           const FoundWitness& second) {
  const auto kept = static_cast<std::ptrdiff_t>(item.witnesses.size());
  const double limit = item.cost + second.cost;
  for (const auto partner : partners) {
    const bool is_known =
        std::any_of(item.witnesses.begin() + kept, item.witnesses.end(), [&](const FoundWitness& witness) {
          const auto changed = changed_persons(witness.proof.witness);
          return std::find(changed.begin(), changed.end(), partner) == changed.end();
        });
    if (!is_known) holdings_.keep(item, choice_.empty(item.cell, {partner}, std::nullopt));
    if (item.cost >= limit) break;
  }
  if (item.cost < limit) return;
  auto witnesses = holdings_.drop(item);
  witnesses.erase(witnesses.begin() + kept, witnesses.end());
  holdings_.keep(item, std::move(witnesses));
  holdings_.keep(item, second);
}

/// A sum dominated by one person: larger and smaller ones must be possible.
void Certifier::certify_sum(Certified& item) {
  for (const auto goal : {Goal::raises_sum, Goal::lowers_sum}) {
    holdings_.keep(item, choice_.shift(item.cell, goal));
  }
}

}  // namespace raccordo::aggregate
