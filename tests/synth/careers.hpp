// Careers: the case files of an invented province over several years with ordinary turnover. Persons enter,
// stay, change services, move, leave and come back; some cases and closings are recorded late, some births
// are corrected, some persons are erased. For attackers and benchmarks that need one register at several
// moments.
#pragma once

#include <cstdint>
#include <vector>

#include "base/civil_time.hpp"
#include "model/case_facts.hpp"
#include "synth/workshop.hpp"

namespace raccordo::synth {

struct CareersOrder {
  std::uint64_t seed = 1;
  std::uint32_t persons = 60'000;  ///< all who are in charge at any time of the years
  int first_year = 2013;
  int years = 5;
  bool has_asst = false;  ///< a sociosanitary body has cases too, some of persons with municipal ones
  double turnover = 0.2;  ///< share of those in charge who leave in a year; as many enter
};

/// Dates are days since 1970; kNever is after every day.
using Day = std::int32_t;
inline constexpr Day kNever = 1'000'000;

/// A case with the days on which the store learns of it and of its end.
struct CareerCase {
  std::uint32_t person = 0;
  model::CodeNo owner = 0, citizenship = 0, channel = 0, closure = 0;
  model::CodeNo sender = 0;  ///< noted only if there are several
  Day opened = 0, closed = kNever;
  Day known = 0, closing_known = kNever;
  std::vector<model::CodeNo> needs;
  struct Service {
    model::CodeNo area = 0, type = 0, management = 0;
    Day start = 0, end = kNever;
    std::int64_t amount_cents = 0;
  };
  std::vector<Service> services;
};

struct CareerPerson {
  model::CodeNo sex = 0;
  int birth_year = 0, first_birth_year = 0;  ///< the second until `corrected`
  Day corrected = 0, erased = kNever;
  std::uint64_t key = 0;
};

class Careers {
 public:
  /// The same order gives the same careers.
  Careers(const Workshop& workshop, const CareersOrder& order);
  /// The facts that a store holds in the evening of that day.
  model::FactSet known_on(const base::Date& day) const;
  const std::vector<CareerPerson>& persons() const { return persons_; }
  const std::vector<CareerCase>& cases() const { return cases_; }

 private:
  friend class CareerMaker;
  model::CodePool codes_;
  std::vector<CareerPerson> persons_;
  std::vector<CareerCase> cases_;  // those of one person are consecutive
};

}  // namespace raccordo::synth
