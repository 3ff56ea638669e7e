// Reports of needs by two invented third-sector bodies, about persons of whom some have a case file too. Used
// by the ambito set.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "synth/people.hpp"
#include "synth/random.hpp"
#include "synth/sets.hpp"
#include "synth/synth_case.hpp"

namespace raccordo::synth {

/// One report in shared codes.
struct SynthReport {
  std::string id;
  const Town* town = nullptr;
  base::Date day;
  bool is_agreed = false;  ///< the person agreed that their identifier is sent
  std::string person_id;   ///< "" unless agreed
  char sex = 'M';
  int birth_year = 0;
  std::string citizenship, household, request, referred_to;
  int members = 0;
  std::vector<std::string> needs;
};

/// A third-sector body: where it works and how its document is written.
struct ReportingBody {
  std::string_view name;  ///< of its client and document
  std::string_view title, fiscal_code, runts;
  std::string_view ambito;  ///< reports persons of the Comuni of this Ambito
  bool writes_csv = false;
};

/// The two bodies: the first sends JSON (source terzo-settore), the second CSV (terzo-settore-csv).
const std::array<ReportingBody, 2>& reporting_bodies();

/// Meets every case of the province, and then writes the reports.
class Reports {
 public:
  Reports(const Workshop& workshop, const Order& order);
  /// Some persons who have a case become persons of a report.
  void meet(const SynthCase& known);
  /// Writes the documents and reports.json, which says what is in them.
  void write();

 private:
  static constexpr std::size_t kHowMany = 2;
  std::string document(std::size_t body, int count);
  SynthReport invent(std::size_t body, int number);
  void fill(SynthReport& report, const Person& person);

  const Workshop& workshop_;
  Order order_;
  Random random_;
  PeopleMaker people_;
  std::array<std::vector<Person>, kHowMany> known_;  ///< a sample of the persons with a case
  std::array<std::uint64_t, kHowMany> met_{};
  std::uint64_t agreed_ = 0, overlapping_ = 0;
};

}  // namespace raccordo::synth
