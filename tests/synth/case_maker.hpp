// Invents the history of a case: opened, needs, assessments, plans, interventions, sometimes closed; with
// ages, needs and amounts that fit the area. Called by the sets.
#pragma once

#include <string>
#include <vector>

#include "synth/area_profiles.hpp"
#include "synth/figures.hpp"
#include "synth/random.hpp"
#include "synth/synth_case.hpp"

namespace raccordo::synth {

/// The attributes that all four formats can express; `common` leaves out the others.
enum class Detail { full, common };

class CaseMaker {
 public:
  CaseMaker(const std::vector<AreaFigure>& figures, int year, Detail detail);

  /// Index into figures, drawn by share.
  std::size_t pick_area(Random& random) const;
  /// A plausible age for the area on the day a case opens.
  int pick_age(Random& random, std::size_t area) const;
  double foreign_share(std::size_t area) const;
  base::Date pick_opening(Random& random) const;
  /// The whole history of a case of that area; `types` are the interventions it must hold (shared codes).
  SynthCase make(Random& random, const Town& town, Person person, const base::Date& opened, std::size_t area,
                 const std::vector<std::string>& types) const;
  /// Draws 0-4 typologies of the area by their published weight.
  std::vector<std::string> pick_types(Random& random, std::size_t area) const;
  const base::Date& last_day() const { return last_day_; }

 private:
  void add_access(Random& random, SynthCase& made, const AreaProfile& profile) const;
  void add_household(Random& random, SynthCase& made) const;
  void add_work(Random& random, SynthCase& made, const AreaProfile& profile) const;
  SynthIntervention intervention(Random& random, const SynthCase& made, const std::string& type) const;
  void set_version(Random& random, SynthCase& made) const;

  const std::vector<AreaFigure>& figures_;
  base::Date first_day_, last_day_;
  Detail detail_;
};

}  // namespace raccordo::synth
