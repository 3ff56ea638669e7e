// Changes a filled register until every shown count of persons from Ambito up comes out, then as many of the
// lower ones as the effort allows. Called by microdata.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <vector>

#include "synthetic/changes.hpp"
#include "synthetic/people.hpp"
#include "synthetic/random.hpp"
#include "synthetic/tally.hpp"

namespace raccordo::synthetic {

/// The work is bounded by numbers of trials, not by time, so that every machine makes the same register.
class Repair {
 public:
  Repair(const Vocabulary& vocabulary, const TableSet& set, People& people, Tally& tally, Random& random);
  void run();
  std::uint64_t trials() const { return trials_; }
  /// By how many persons the shown counts from Ambito up are missed, all together.
  std::int64_t missed() const { return distance(kUpperWeight); }

 private:
  /// One cell, as the part of each dimension that it asks for.
  struct Wanted {
    const PersonTable* table = nullptr;
    std::uint32_t cell = 0;
    std::vector<std::uint32_t> parts;  ///< by axis: the place of its category
    std::vector<std::size_t> asked;    ///< axes that ask for more than the total
    std::vector<std::size_t> moves;    ///< of them, those on which neighbours may exchange
    bool counts_the_idle = false;      ///< asks for interventions of any kind
    bool is_of_territory = false;      ///< asks for less than the whole territory
  };

  struct Effort {
    int rounds = 0;           ///< without coming nearer
    int tries = 0;            ///< for one person too many or too few, in one round
    std::uint64_t until = 0;  ///< number of trials of all rounds
  };
  void repair_cells(std::uint8_t weight, const Effort& effort);
  void work_once(std::uint8_t weight, const Effort& effort);
  std::vector<std::uint32_t> wrong_cells(std::uint8_t weight) const;
  void work_on(std::uint32_t cell, int tries);
  void lower(const Wanted& wanted, int tries);
  void raise(const Wanted& wanted, int tries);
  bool move_away(const Wanted& wanted, std::size_t axis, Pair pair);
  void lower_total(const Wanted& wanted, std::uint32_t giver, const std::vector<std::uint32_t>& inside);
  void raise_total(const Wanted& wanted, std::uint32_t receiver);
  void bring(const Wanted& wanted);
  void remove(std::uint32_t presence);
  bool convert(const Wanted& wanted, std::size_t axis, std::uint32_t presence);
  void exchange_doubles();
  void list_presences();
  void list_all();
  std::vector<std::uint32_t> idle_for(const Wanted& wanted) const;

  Wanted wanted_of(std::uint32_t cell) const;
  bool has(const Wanted& wanted, std::size_t axis, std::uint32_t presence) const;
  bool is_in(const Wanted& wanted, std::uint32_t presence, std::size_t but) const;
  const std::vector<std::uint32_t>& scope_of(const Wanted& wanted) const;
  std::vector<std::uint32_t> find(const Wanted& wanted, std::size_t but);
  std::size_t bucket_of(std::uint32_t presence) const {
    return bucket_index_[vocabulary_.bucket_of[people_.presences[presence].leaf]];
  }
  const std::vector<std::uint32_t>& neighbours(std::uint32_t presence) const {
    return people_.in_bucket[bucket_of(presence)];
  }
  /// Sex, age and citizenship.
  std::array<Node, 3> stratum_of(std::uint32_t presence) const {
    const auto& person = people_.persons[people_.presences[presence].person];
    return {person.sex, person.age, person.citizenship};
  }
  const std::vector<std::uint32_t>& partners(const Wanted& wanted, std::uint32_t presence);
  Node element_of(const Wanted& wanted, std::size_t axis, std::uint32_t presence) const;
  std::int64_t distance(std::uint8_t weight) const;

  const Vocabulary& vocabulary_;
  const TableSet& set_;
  People& people_;
  Tally& tally_;
  Random& random_;
  Changes changes_;
  std::vector<std::size_t> bucket_index_;         // by node of the territory
  std::vector<std::vector<Node>> leaves_;         // by bucket
  std::vector<std::uint32_t> all_;                // but void ones
  std::vector<std::vector<std::uint32_t>> idle_;  // by bucket: in charge, without interventions
  std::map<std::array<Node, 3>, std::vector<std::uint32_t>> alike_;  // by stratum, as the round began
  std::vector<std::uint32_t> doubles_;                               // presences of persons with several
  std::vector<Node> services_, needs_;                               // that a presence can have
  Node no_need_ = 0;
  const std::vector<Node>& nodes_of(Kind kind) const { return kind == Kind::service ? services_ : needs_; }
  std::uint64_t trials_ = 0;
};

}  // namespace raccordo::synthetic
