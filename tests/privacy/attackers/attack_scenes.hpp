// The scenes for the attackers: small invented territories with catalogues, the shipped catalogue, and random
// registers for each. Same seed, same register. For tests only.
#pragma once

#include <cstdint>
#include <vector>

#include "privacy/attackers/brute_force_attacker.hpp"
#include "privacy/attackers/register_truth.hpp"

namespace raccordo::attackers {

/// Two Comuni of one Ambito and two areas; four tables of persons, cases and interventions that share
/// margins. k is 3, the least allowed.
Matter tiny_matter();

/// All kinds of person of the tiny territory: sex, one or two cases, each in one Comune with one or two
/// interventions. So a register stays within them when persons exchange attributes.
class TinyUniverse {
 public:
  TinyUniverse();
  const Matter& matter() const { return matter_; }
  const KindsOfPerson& kinds() const { return kinds_; }
  /// `persons` at random, most of them with one case and one intervention.
  model::FactSet random_register(std::uint64_t seed, std::size_t persons) const;

 private:
  struct CaseKind {
    std::string owner;
    std::vector<std::string> areas;
  };
  struct Kind {
    std::string sex;
    std::vector<CaseKind> cases;
  };
  static std::vector<Kind> all_kinds();
  model::FactSet register_of(const std::vector<std::size_t>& kinds) const;

  Matter matter_;
  std::vector<Kind> people_;
  KindsOfPerson kinds_;
};

/// Seven Comuni in three Ambiti, three areas with types, needs; ten tables of all measures. All Comuni are
/// alone.
Matter small_matter();

/// The same with every Comune of a group shown beside it.
Matter with_comuni_alone(Matter matter);

/// The shipped scheme and catalogue, for the year 2017.
Matter shipped_matter(int k = 5);

/// Persons with one to three cases and one to four interventions each; Comuni, areas and types of very
/// different sizes, as in reality. Every code is in the scheme.
model::FactSet random_register(const Matter& matter, std::uint64_t seed, std::size_t persons);

}  // namespace raccordo::attackers
