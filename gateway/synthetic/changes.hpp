// Changes of one or two persons of a synthetic register, each kept only if the tables come nearer: services,
// needs, attributes or places exchanged, given or dropped; two persons made one, or one made two; a person
// put into one more Ambito, or taken out. Called by repair. Threads: one.
#pragma once

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "synthetic/people.hpp"
#include "synthetic/random.hpp"
#include "synthetic/tally.hpp"

namespace raccordo::synthetic {

/// The two presences of a change; the same number twice for one.
struct Pair {
  std::uint32_t giver = 0, receiver = 0;
};

class Changes {
 public:
  Changes(const Vocabulary& vocabulary, People& people, Tally& tally, Random& random)
      : vocabulary_(vocabulary), people_(people), tally_(tally), random_(random) {}

  /// Each returns true if the change was kept. `kind` is service or need, and `element` one that the giver
  /// has.
  bool hand_over(Pair pair, Kind kind, Node element);
  bool exchange(Pair pair, Kind kind, Node element);
  bool exchange_all(Pair pair, Kind kind);
  bool drop(std::uint32_t giver, Kind kind, Node element);
  /// All services: the person has no intervention then.
  bool drop_all(std::uint32_t giver);
  bool copy(Pair pair, Kind kind, Node element);
  /// The giver's element becomes another one.
  bool convert(std::uint32_t giver, Kind kind, Node element, Node other);
  bool exchange_attribute(Pair pair, Kind kind);
  bool exchange_persons(Pair pair);
  bool exchange_places(Pair pair);
  /// The person of the second presence becomes the person of the first.
  bool merge(Pair pair);
  /// The presence gets a person of its own with the same attributes.
  bool split(std::uint32_t presence);
  /// The person of the presence is in the Ambito of this territory too, with the same services and needs.
  bool add_presence(std::uint32_t presence, Node leaf);
  /// The person of the presence is no longer in its Ambito, but still in others.
  bool remove_presence(std::uint32_t presence);

 private:
  template <class Change>
  bool attempt(Pair pair, KindSet kinds, Change change);
  std::vector<Node>& list(std::uint32_t presence, Kind kind) {
    auto& one = people_.presences[presence];
    return kind == Kind::service ? one.services : one.needs;
  }
  bool is_in_ambito_of(const Person& person, Node leaf) const;
  Person& person_of(std::uint32_t presence) { return people_.persons[people_.presences[presence].person]; }
  std::uint32_t spare_person();

  const Vocabulary& vocabulary_;
  People& people_;
  Tally& tally_;
  Random& random_;
  std::array<Presence, 2> saved_presences_;  // kept, so that a trial takes no memory
  std::array<Person, 2> saved_persons_;
};

}  // namespace raccordo::synthetic
