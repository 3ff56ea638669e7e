// What the changes of a person do to every cell, against a new count, also where a result is remembered.
#include "aggregate/witness/person_changes.hpp"

#include <map>
#include <optional>

#include "unit/aggregate/move_scene.hpp"

namespace raccordo::tests {
namespace {

using aggregate::Attribute;
using aggregate::Edit;
using aggregate::PersonChanges;
using aggregate::PersonNo;
using model::Measure;
using model::TerritoryLevel;
using model::When;

class PersonChangesTest : public MoveScene {
 protected:
  using Steps = std::map<aggregate::CellNo, std::pair<std::int64_t, std::int64_t>>;  // persons, value

  PersonChangesTest() {
    first_ = join(4, "016001", "anziani", "F", "2016-02-01");
    join(4, "016003", "minori", "M", "2016-03-01");
    for (auto& item : given_.facts.cases) item.last_layer = 1;
    for (const auto* comune : {"016002", "016004"}) given_.code(comune);  // known before anything is counted
    assemble({extract_by(Measure::persons, When::active_during, {by(TerritoryLevel::comune)}),
              extract_by(Measure::interventions, When::active_during,
                         {by(TerritoryLevel::ambito), by(model::Dimension::area)})},
             {2016, 2017}, {{{"territory", "016001"}}});
    plausibility_.emplace(aggregate::LayeredRegister{given_.facts, {}, layers(), {}}, plans(), counter());
    changes_.emplace(people(), counter(), *plausibility_);
  }

  Steps counted_again(const std::vector<Edit>& edits, PersonNo person) {
    Steps out;
    aggregate::FactColumns dossier;
    people().copy(person, dossier);
    const auto count = [&](std::int64_t times) {
      std::vector<aggregate::Contribution> list;
      counter().list_all(dossier, list);
      for (const auto& [cell, value] : list) {
        out[cell].first += times;
        out[cell].second += times * value;
      }
    };
    count(-1);
    const auto presence = aggregate::apply_all(edits, person, dossier);
    if (presence != 0) count(presence);
    return without_zeros(out);
  }
  static Steps without_zeros(Steps steps) {
    std::erase_if(steps,
                  [](const auto& each) { return each.second == std::pair<std::int64_t, std::int64_t>{}; });
    return steps;
  }
  std::optional<Steps> found(const std::vector<Edit>& edits, PersonNo person) {
    const auto* steps = changes_->change(edits, person);
    if (steps == nullptr) return std::nullopt;
    Steps out;
    for (const auto& [cell, persons, value] : *steps) {
      out[cell].first += persons;
      out[cell].second += value;
    }
    return without_zeros(out);
  }
  Edit moved(PersonNo person, std::string_view to) {
    return {person, Attribute::owner, given_.code("016001"), given_.code(to)};
  }

  PersonNo first_ = 0;
  std::optional<aggregate::Plausibility> plausibility_;
  std::optional<PersonChanges> changes_;
};

TEST_F(PersonChangesTest, AreThoseOfANewCountHoweverOftenAskedFor) {
  const std::vector<std::vector<Edit>> wishes = {
      {moved(first_, "016002")},
      {moved(first_, "016004"), moved(first_ + 1, "016002")},
      {{first_, Attribute::presence, 1, 0}},
      {{first_, Attribute::presence, 1, 3}},
      {moved(first_, "016002"), {first_, Attribute::sex, given_.code("F"), given_.code("M")}},
  };
  for (int round = 0; round < 2; ++round) {
    for (const auto& edits : wishes) {
      EXPECT_EQ(found(edits, first_), counted_again(edits, first_));
      if (edits.back().person != first_) {
        EXPECT_EQ(found(edits, first_ + 1), counted_again(edits, first_ + 1));
      }
    }
  }
  EXPECT_FALSE(counted_again(wishes.front(), first_).empty());
}

TEST_F(PersonChangesTest, AreFoundAgainWhenOtherDifferencesAreWatched) {
  const std::vector<Edit> edits = {{first_, Attribute::presence, 1, 0}};
  const auto before = found(edits, first_);
  counter().watch({{{cell({{"territory", "_T"}}, 2)}, {cell({{"territory", "016002"}}, 2)}}});
  changes_->forget();
  EXPECT_EQ(found(edits, first_), counted_again(edits, first_));
  EXPECT_EQ(counted_again(edits, first_).size(), before->size() + 1) << "the total less 016002";
}

TEST_F(PersonChangesTest, AreNoneIfThePersonCouldNotExist) {
  const auto need = given_.code("anziani");
  const std::vector<Edit> twice = {{first_, Attribute::need, aggregate::kNoNeed, need},
                                   {first_, Attribute::need, aggregate::kNoNeed, need}};
  EXPECT_FALSE(found(twice, first_));
  EXPECT_FALSE(found(twice, first_)) << "the second time it is remembered";
}

}  // namespace
}  // namespace raccordo::tests
