// Invents the cases of a sociosanitary body (ASST): some of its persons have a municipal case too, most of
// them elderly, disabled or in care for addiction or mental health. Called by asst_documents and by
// benchmarks.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "synth/case_maker.hpp"
#include "synth/people.hpp"
#include "synth/random.hpp"
#include "synth/sets.hpp"

namespace raccordo::synth {

/// Whether the person of a case of ASST has a municipal case.
enum class Acquainted : std::uint8_t { no, yes };

/// Has a stream of random numbers of its own, so the municipal cases are the same with and without it.
class AsstCases {
 public:
  using Sink = std::function<void(SynthCase, Acquainted)>;
  AsstCases(const Workshop& workshop, const Order& order, Sink sink);
  /// Must meet every municipal case; gives a case of ASST for some of these persons.
  void meet(const SynthCase& known);
  /// Gives the cases of the persons whom ASST alone knows.
  void finish();
  /// A further case of another person, with a codice fiscale, from another stream of random numbers.
  SynthCase invent(Random& random);

 private:
  std::size_t area_no(std::string_view area) const;
  SynthCase make(Random& random, Person person, std::size_t area, const base::Date& opened);
  SynthCase make_own(Random& random, std::size_t area, PeopleMaker& people);

  const Workshop& workshop_;
  Sink sink_;
  Random random_;
  CaseMaker cases_;
  PeopleMaker people_, identified_;
  std::vector<const Town*> towns_;
  std::vector<double> weights_;  ///< by town
  std::uint32_t numbered_ = 0;
  std::uint64_t shared_ = 0;
};

}  // namespace raccordo::synth
