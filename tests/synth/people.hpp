// Invents people: name, sex, birth, citizenship and an identifier that no other invented person has.
// Called by case_maker; the same Random gives the same people.
#pragma once

#include <string>
#include <unordered_set>

#include "base/time.hpp"
#include "synth/random.hpp"
#include "synth/territory.hpp"

namespace raccordo::synth {

struct Person {
  std::uint32_t number = 0;  ///< from 1; identifies the person in the truth
  std::string id;            ///< codice fiscale, STP, ENI or 11-digit provisional code
  std::string family, given;
  char sex = 'M';
  base::Date birth;
  std::string citizenship;  ///< shared code
  std::string residence;    ///< ISTAT code
};

/// Which kinds of identifier may be made.
enum class Identifiers { any, fiscal_code };
/// Whether every identifier made must be remembered (a stream of any length remembers none).
enum class Uniqueness { tracked, by_chance };

class PeopleMaker {
 public:
  PeopleMaker(const Territory& territory, Identifiers identifiers, Uniqueness uniqueness)
      : territory_(territory), identifiers_(identifiers), uniqueness_(uniqueness) {}

  /// A new person who was `age` years old on `at` and lives in `town`; `foreign_share` of them are not
  /// Italian citizens.
  Person make(Random& random, int age, const base::Date& at, const Town& town, double foreign_share);
  std::uint32_t made() const { return made_; }

 private:
  void name(Random& random, Person& person, std::string& birthplace, double foreign_share) const;
  std::string identifier(Random& random, const Person& person, const std::string& birthplace) const;

  const Territory& territory_;
  Identifiers identifiers_;
  Uniqueness uniqueness_;
  std::uint32_t made_ = 0;
  std::unordered_set<std::string> taken_;
};

}  // namespace raccordo::synth
