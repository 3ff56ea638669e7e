// A register over several years, its releases one after another, and all relations between them. For the
// attacks on a ledger: what two releases reveal that neither reveals alone. For tests only.
#pragma once

#include <cstdint>
#include <vector>

#include "aggregate/published/published_register.hpp"
#include "privacy/attackers/attack_scenes.hpp"
#include "privacy/attackers/register_truth.hpp"

namespace raccordo::attackers {

/// The register at the end of a year, and what its release counts.
struct Year {
  model::FactSet facts;
  Matter matter;
};
using History = std::vector<Year>;

/// Whether persons leave the register, by erasure, or it only grows.
enum class Leaving { nobody, some };

/// Three years of a random register: cases and interventions begin, cases are closed, and persons are erased.
History random_history(const Matter& matter, std::uint64_t seed, std::size_t persons, Leaving leaving);

/// The releases of all years, made together, or each for itself.
enum class Ledger { kept, none };
struct PublishedYears {
  std::vector<PublishedTable> tables;                   ///< of all years that were not refused
  std::vector<std::size_t> released;                    ///< which these are
  std::vector<aggregate::PublishedRegister> registers;  ///< after each of them
};
PublishedYears publish_years(const History& history, Ledger ledger);

/// What the published register holds in these years: of everybody, or of one person of the history.
Truth truth_of(const PublishedYears& published, const History& history);
Truth truth_of(const PublishedYears& published, const History& history, std::uint32_t person);

/// Exact tables and truth of these years together.
ExactTables count_years(const History& history, const std::vector<std::size_t>& years);

/// A history of one person.
History only_person(const History& history, std::uint32_t person);

/// Three years of the tiny territory: each person of some kind is present from one year on, up to a year.
/// Kinds count by cell of all years, and by difference: whether the person contributes differently in the
/// next year.
class TinyHistories {
 public:
  explicit TinyHistories(Leaving leaving);
  const KindsOfPerson& kinds() const { return kinds_; }
  History random_history(std::uint64_t seed, std::size_t persons) const;
  /// The differences as cells that nobody shows, and what is true of them.
  void add_differences(const History& history, LinkedCells& linked, Truth& truth) const;

 private:
  struct Span {
    std::size_t first = 0, last = 0;
  };
  std::vector<Span> spans_;
  TinyUniverse universe_;
  KindsOfPerson kinds_;
};

}  // namespace raccordo::attackers
