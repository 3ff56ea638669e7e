// A synthetic register of persons, made from one release and nothing else: extracts of microdata for the
// evaluation of the plan. Its maker sees the published cells only, so the register discloses nothing beyond
// them. docs/microdata.en.md says what it is good for. Called by `raccordo release microdata`.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "aggregate/release/release.hpp"
#include "base/result.hpp"
#include "synthetic/fit.hpp"
#include "synthetic/microdata_file.hpp"

namespace raccordo::synthetic {

struct Microdata {
  std::vector<MicrodataFile> files;  ///< persons.csv, cases.csv, interventions.csv, codebook.csv, fit.csv,
                                     ///< about.txt
  std::vector<FitRow> fit;
  std::size_t persons = 0;
};

/// The same digest of a release and the same seed give the same bytes on every machine. A fault if the
/// release shows no number of persons, or one that cannot be true. Contradictory tables are no fault: `fit`
/// has the distances. Takes seconds for thousands of persons, minutes for a hundred thousand or
/// if they contradict each other; memory grows with the persons.
base::Result<Microdata> make_microdata(const aggregate::Release& release, std::uint64_t seed);

}  // namespace raccordo::synthetic
