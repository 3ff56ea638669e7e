#include "synthetic/changes.hpp"

#include <algorithm>

namespace raccordo::synthetic {
namespace {

bool contains(const std::vector<Node>& nodes, Node node) {
  return std::find(nodes.begin(), nodes.end(), node) != nodes.end();
}

void erase(std::vector<Node>& nodes, Node node) {
  nodes.erase(std::remove(nodes.begin(), nodes.end(), node), nodes.end());
}

/// The tables that a change of services or needs concerns: all if someone gets the first or loses the last.
KindSet kinds_of(Kind kind, bool is_first_or_last) {
  return kind == Kind::service && is_first_or_last ? kEveryTable : set_of(kind);
}

}  // namespace

/// Weighs the change; undoes it if the tables are farther away. A change that leaves the distance as it was
/// is kept half of the time, so that the search does not stand still.
template <class Change>
bool Changes::attempt(Pair pair, KindSet kinds, Change change) {
  if (is_void(people_.presences[pair.giver]) || is_void(people_.presences[pair.receiver])) return false;
  const auto first = people_.presences[pair.giver].person;
  const auto second = people_.presences[pair.receiver].person;
  saved_presences_[0] = people_.presences[pair.giver];
  saved_presences_[1] = people_.presences[pair.receiver];
  saved_persons_[0] = people_.persons[first];
  saved_persons_[1] = people_.persons[second];
  tally_.remove(first, kinds);
  if (second != first) tally_.remove(second, kinds);
  change();
  tally_.add(first, kinds);
  if (second != first) tally_.add(second, kinds);
  const auto moved = people_.presences[pair.giver].person;
  if (moved != first && moved != second) tally_.add(moved, kinds);
  const auto distance = tally_.change();
  if (distance < 0 || (distance == 0 && random_.below(2) == 0)) {
    tally_.keep();
    return true;
  }
  tally_.drop();
  people_.persons[first] = saved_persons_[0];
  people_.persons[second] = saved_persons_[1];
  people_.presences[pair.giver] = saved_presences_[0];
  people_.presences[pair.receiver] = saved_presences_[1];
  if (moved != first && moved != second) people_.persons[moved].presences.clear();
  return false;
}

bool Changes::hand_over(Pair pair, Kind kind, Node element) {
  auto& from = list(pair.giver, kind);
  auto& into = list(pair.receiver, kind);
  if (from.size() < 2 || into.empty() || contains(into, element)) return false;
  return attempt(pair, set_of(kind), [&] {
    erase(from, element);
    into.push_back(element);
  });
}

bool Changes::exchange(Pair pair, Kind kind, Node element) {
  auto& from = list(pair.giver, kind);
  auto& into = list(pair.receiver, kind);
  if (into.empty() || contains(into, element)) return false;
  const auto other = into[random_.index(into.size())];
  if (contains(from, other)) return false;
  return attempt(pair, set_of(kind), [&] {
    std::replace(from.begin(), from.end(), element, other);
    std::replace(into.begin(), into.end(), other, element);
  });
}

bool Changes::exchange_all(Pair pair, Kind kind) {
  // Needs belong to the case: a presence that is not in charge has none.
  const bool is_case = people_.presences[pair.giver].in_charge && people_.presences[pair.receiver].in_charge;
  if (pair.giver == pair.receiver || !is_case) return false;
  auto& from = list(pair.giver, kind);
  auto& into = list(pair.receiver, kind);
  if (from.empty() && into.empty()) return false;
  return attempt(pair, kinds_of(kind, from.empty() || into.empty()), [&] { std::swap(from, into); });
}

bool Changes::drop(std::uint32_t giver, Kind kind, Node element) {
  auto& from = list(giver, kind);
  const bool must_keep = kind == Kind::service && !people_.presences[giver].in_charge;
  if (from.empty() || (must_keep && from.size() < 2)) return false;
  return attempt({giver, giver}, kinds_of(kind, from.size() < 2), [&] { erase(from, element); });
}

bool Changes::drop_all(std::uint32_t giver) {
  auto& from = list(giver, Kind::service);
  if (from.empty() || !people_.presences[giver].in_charge) return false;
  return attempt({giver, giver}, kEveryTable, [&] { from.clear(); });
}

bool Changes::copy(Pair pair, Kind kind, Node element) {
  auto& into = list(pair.receiver, kind);
  if (contains(into, element)) return false;
  if (kind == Kind::need && !people_.presences[pair.receiver].in_charge) return false;
  return attempt({pair.receiver, pair.receiver}, kinds_of(kind, into.empty()),
                 [&] { into.push_back(element); });
}

bool Changes::convert(std::uint32_t giver, Kind kind, Node element, Node other) {
  auto& nodes = list(giver, kind);
  if (contains(nodes, other) || !contains(nodes, element)) return false;
  return attempt({giver, giver}, set_of(kind),
                 [&] { std::replace(nodes.begin(), nodes.end(), element, other); });
}

bool Changes::exchange_attribute(Pair pair, Kind kind) {
  if (attribute(person_of(pair.giver), kind) == attribute(person_of(pair.receiver), kind)) return false;
  return attempt(pair, set_of(kind), [&] {
    std::swap(attribute(person_of(pair.giver), kind), attribute(person_of(pair.receiver), kind));
  });
}

bool Changes::exchange_persons(Pair pair) {
  auto& one = person_of(pair.giver);
  auto& other = person_of(pair.receiver);
  if (one.sex == other.sex && one.age == other.age && one.citizenship == other.citizenship) return false;
  return attempt(pair, set_of(Kind::sex) | set_of(Kind::age) | set_of(Kind::citizenship), [&] {
    for (const auto kind : kPersonal) std::swap(attribute(one, kind), attribute(other, kind));
  });
}

bool Changes::exchange_places(Pair pair) {
  auto& one = people_.presences[pair.giver];
  auto& other = people_.presences[pair.receiver];
  if (one.leaf == other.leaf || vocabulary_.bucket_of[one.leaf] != vocabulary_.bucket_of[other.leaf]) {
    return false;
  }
  return attempt(pair, set_of(Kind::territory), [&] { std::swap(one.leaf, other.leaf); });
}

bool Changes::is_in_ambito_of(const Person& person, Node leaf) const {
  return std::any_of(person.presences.begin(), person.presences.end(), [&](std::uint32_t presence) {
    return vocabulary_.bucket_of[people_.presences[presence].leaf] == vocabulary_.bucket_of[leaf];
  });
}

bool Changes::merge(Pair pair) {
  const auto kept = people_.presences[pair.giver].person;
  const auto other = people_.presences[pair.receiver].person;
  auto& one = people_.persons[kept];
  auto& two = people_.persons[other];
  if (kept == other || two.presences.size() != 1 || one.sex != two.sex || one.age != two.age ||
      one.citizenship != two.citizenship) {
    return false;
  }
  if (is_in_ambito_of(one, people_.presences[pair.receiver].leaf)) return false;
  return attempt(pair, kEveryTable, [&] {
    one.presences.push_back(pair.receiver);
    two.presences.clear();
    people_.presences[pair.receiver].person = kept;
  });
}

bool Changes::split(std::uint32_t presence) {
  const auto spare = spare_person();
  auto& before = person_of(presence);
  if (before.presences.size() < 2) return false;
  return attempt({presence, presence}, kEveryTable, [&] {
    auto& alone = people_.persons[spare];
    alone = before;
    alone.presences = {presence};
    auto& left = before.presences;
    left.erase(std::remove(left.begin(), left.end(), presence), left.end());
    people_.presences[presence].person = spare;
  });
}

bool Changes::add_presence(std::uint32_t presence, Node leaf) {
  const auto person = people_.presences[presence].person;
  if (!people_.presences[presence].in_charge || is_in_ambito_of(people_.persons[person], leaf)) return false;
  const auto added = static_cast<std::uint32_t>(people_.presences.size());
  people_.presences.push_back(people_.presences[presence]);
  people_.presences.back().leaf = leaf;
  if (attempt({presence, presence}, kEveryTable, [&] { people_.persons[person].presences.push_back(added); }))
    return true;
  people_.presences.pop_back();
  return false;
}

bool Changes::remove_presence(std::uint32_t presence) {
  auto& left = person_of(presence).presences;
  if (left.size() < 2) return false;
  return attempt({presence, presence}, kEveryTable, [&] {
    left.erase(std::remove(left.begin(), left.end(), presence), left.end());
    auto& gone = people_.presences[presence];
    gone.in_charge = false;
    gone.services.clear();
    gone.needs.clear();
  });
}

std::uint32_t Changes::spare_person() {
  if (people_.persons.empty() || !people_.persons.back().presences.empty()) people_.persons.emplace_back();
  return static_cast<std::uint32_t>(people_.persons.size() - 1);
}

}  // namespace raccordo::synthetic
