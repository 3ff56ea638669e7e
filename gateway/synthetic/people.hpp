// The persons of a synthetic register while it is made. A person has one presence for each Ambito in which
// the person is in charge, with the services and needs there. Values only.
#pragma once

#include <cstdint>
#include <vector>

#include "synthetic/vocabulary.hpp"

namespace raccordo::synthetic {

struct Presence {
  std::uint32_t person = 0;
  Node leaf = 0;  ///< territory: the finest that the release has
  bool in_charge = true;
  std::vector<Node> services;  ///< empty: no intervention in course
  std::vector<Node> needs;     ///< empty: not stated
};

/// True of a presence that was taken away: neither in charge nor with interventions.
inline bool is_void(const Presence& presence) { return !presence.in_charge && presence.services.empty(); }

struct Person {
  Node sex = 0, age = 0, citizenship = 0;
  std::vector<std::uint32_t> presences;  ///< empty: merged into another person
};

struct People {
  std::vector<Person> persons;
  std::vector<Presence> presences;
  std::vector<Node> buckets;                          ///< the Ambiti, in order of their nodes
  std::vector<std::vector<std::uint32_t>> in_bucket;  ///< presences by bucket
};

inline Node& attribute(Person& person, Kind kind) {
  if (kind == Kind::sex) return person.sex;
  return kind == Kind::age ? person.age : person.citizenship;
}
inline Node attribute(const Person& person, Kind kind) {
  if (kind == Kind::sex) return person.sex;
  return kind == Kind::age ? person.age : person.citizenship;
}
inline constexpr Kind kPersonal[] = {Kind::sex, Kind::age, Kind::citizenship};
inline bool is_personal(Kind kind) {
  return kind == Kind::sex || kind == Kind::age || kind == Kind::citizenship;
}

}  // namespace raccordo::synthetic
