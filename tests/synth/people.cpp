#include "synth/people.hpp"

#include <vector>

#include "synth/fiscal_code.hpp"
#include "synth/name_lists.hpp"

namespace raccordo::synth {
namespace {

constexpr double kBornElsewhere = 0.15, kForeignBornHere = 0.3, kLivesElsewhere = 0.02;
constexpr double kOmocodic = 0.005, kTemporaryId = 0.12;  // the second among foreign citizens only

std::string digits(Random& random, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += static_cast<char>('0' + random.between(0, 9));
  return text;
}

std::string temporary_identifier(Random& random) {
  switch (random.between(0, 3)) {
    case 0:
      return "ENI" + digits(random, 13);
    case 1:
    case 2:
      return "STP" + digits(random, 13);
    default:
      return make_provisional_code(random.next() % 10'000'000'000ULL);
  }
}

const Origin& pick_origin(Random& random) {
  std::vector<double> weights;
  for (const auto& origin : origins()) weights.push_back(origin.weight);
  return origins()[random.pick_weighted(weights)];
}

}  // namespace

void PeopleMaker::name(Random& random, Person& person, std::string& birthplace, double foreign_share) const {
  const auto here = std::span(territory_.towns);
  if (random.chance(foreign_share)) {
    const Origin& origin = pick_origin(random);
    person.citizenship = origin.citizenship;
    person.family = random.pick(origin.families);
    person.given = random.pick(person.sex == 'F' ? origin.women : origin.men);
    birthplace = random.chance(kForeignBornHere) ? random.pick(here).belfiore : std::string(origin.place);
    return;
  }
  person.citizenship = "IT";
  person.family = random.pick(italian_families());
  person.given = random.pick(person.sex == 'F' ? italian_women() : italian_men());
  birthplace =
      random.chance(kBornElsewhere) ? std::string(random.pick(italian_cities())) : random.pick(here).belfiore;
}

std::string PeopleMaker::identifier(Random& random, const Person& person,
                                    const std::string& birthplace) const {
  const bool may_be_temporary = identifiers_ == Identifiers::any && person.citizenship != "IT";
  if (may_be_temporary && random.chance(kTemporaryId)) return temporary_identifier(random);
  const auto code = make_fiscal_code(person.family, person.given, person.sex, person.birth, birthplace);
  return random.chance(kOmocodic) ? make_omocodic(code, random.between(1, 3)) : code;
}

Person PeopleMaker::make(Random& random, int age, const base::Date& at, const Town& town,
                         double foreign_share) {
  Person person;
  std::string birthplace;
  do {
    person.sex = random.chance(0.54) ? 'F' : 'M';
    const int days = age * 365 + age / 4 + random.between(1, 360);
    person.birth = base::from_days(base::to_days(at) - days);
    name(random, person, birthplace, foreign_share);
    person.id = identifier(random, person, birthplace);
  } while (uniqueness_ == Uniqueness::tracked && !taken_.insert(person.id).second);
  const Town& home = random.chance(kLivesElsewhere) ? random.pick(std::span(territory_.towns)) : town;
  person.residence = home.istat;
  person.number = ++made_;
  return person;
}

}  // namespace raccordo::synth
