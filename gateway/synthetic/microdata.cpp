#include "synthetic/microdata.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "synthetic/files.hpp"
#include "synthetic/repair.hpp"
#include "synthetic/rows.hpp"
#include "synthetic/start.hpp"
#include "synthetic/table_set.hpp"
#include "synthetic/tally.hpp"

namespace raccordo::synthetic {
namespace {

/// Changes with every change of the method that changes the bytes.
constexpr std::string_view kMethod = "raccordo-synthetic-1";

base::Result<void> check_persons(const Vocabulary& vocabulary, const TableSet& set) {
  const bool shows_any =
      std::any_of(set.weight.begin(), set.weight.end(), [](auto weight) { return weight != 0; });
  if (!shows_any) {
    return base::fault(
        "the release shows no number of persons in charge, so no register of persons can be made from it; "
        "add "
        "a table of persons with `when: active-during` to the catalogue, or choose another release");
  }
  std::int64_t persons = 0;
  for (const auto counted : {Counted::in_charge, Counted::with_interventions}) {
    std::int64_t sum = std::max<std::int64_t>(0, wanted_in(set, counted, 0));
    std::int64_t parts = 0;
    std::vector<Node> buckets(vocabulary.bucket_of);
    std::sort(buckets.begin(), buckets.end());
    buckets.erase(std::unique(buckets.begin(), buckets.end()), buckets.end());
    for (const auto bucket : buckets) {
      if (bucket != 0) parts += std::max<std::int64_t>(0, wanted_in(set, counted, bucket));
    }
    persons = std::max({persons, sum, parts});
  }
  if (persons <= kMostPersons) return {};
  return base::fault("the Ambiti of the release have " + std::to_string(persons) +
                     " persons together; a register is made of at most " + std::to_string(kMostPersons));
}

/// A search that is stuck seldom gets free; another start often comes out. The nearest register is kept.
People draw_people(const Vocabulary& vocabulary, const TableSet& set, Random& random) {
  constexpr int kStarts = 10;
  constexpr std::uint64_t kLastStart = 20'000'000;  ///< after so many trials there is no further start
  std::uint64_t trials = 0;
  People nearest;
  std::int64_t least = -1;
  for (int start = 0; start < kStarts && least != 0 && trials < kLastStart; ++start) {
    auto people = fill_register(vocabulary, set, random);
    Tally tally(vocabulary, set, people);
    tally.count();
    Repair repair(vocabulary, set, people, tally, random);
    repair.run();
    trials += repair.trials();
    if (least >= 0 && repair.missed() >= least) continue;
    least = repair.missed();
    nearest = std::move(people);
  }
  return nearest;
}

}  // namespace

base::Result<Microdata> make_microdata(const aggregate::Release& release, std::uint64_t seed) {
  const auto vocabulary = read_vocabulary(release);
  if (!vocabulary) return vocabulary.error();
  const auto set = read_tables(*vocabulary, release);
  if (!set) return set.error();
  if (auto checked = check_persons(*vocabulary, *set); !checked) return checked.error();
  Random random(std::string(kMethod) + " " + release.digest() + " " + std::to_string(seed));
  auto people = draw_people(*vocabulary, *set, random);
  const auto made = add_rows(*vocabulary, release, std::move(people), random);
  if (!made) return made.error();
  Microdata out;
  out.fit = measure_fit(*vocabulary, release, *made);
  out.persons =
      static_cast<std::size_t>(std::count_if(made->people.persons.begin(), made->people.persons.end(),
                                             [](const auto& person) { return !person.presences.empty(); }));
  out.files = write_files(*vocabulary, release, *made, out.fit, seed);
  return out;
}

}  // namespace raccordo::synthetic
