// A growing ledger, for tests of aggregate/: a register that changes, and its releases.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "aggregate/evidence/recheck.hpp"
#include "aggregate/make/making.hpp"
#include "unit/aggregate/small_register.hpp"

namespace raccordo::tests {

using Catalogue = std::vector<model::ExtractDefinition>;

/// The small scheme with every Comune of a group shown beside it.
inline model::Scheme scheme_of_comuni_alone() {
  auto scheme = small_scheme();
  auto comuni = scheme.territory.comuni();
  for (auto& comune : comuni) comune.alone = true;
  scheme.territory =
      model::Territory(std::move(comuni), scheme.territory.ambito_labels(), scheme.territory.group_labels());
  return scheme;
}

/// A register that changes, and all releases made of it.
class Ledger : public ::testing::Test {
 protected:
  void join(int persons, std::string_view owner, std::string_view area, std::string_view opened,
            std::string_view sex = "F") {
    for (int i = 0; i < persons; ++i) {
      given_.open(given_.person(sex, "1940-05-17"), owner, opened);
      given_.intervene(area, "", opened);
    }
  }
  /// Erases persons as the store does: they are removed, and nothing of the others
  /// changes.
  void erase(int persons, std::string_view owner) {
    auto& cases = given_.facts.cases;
    const auto code = given_.code(owner);
    for (auto at = cases.begin(); at != cases.end() && persons > 0;) {
      const bool is_one = at->owner == code;
      if (is_one) given_.facts.persons[at->person].key = 0;
      at = is_one ? cases.erase(at) : at + 1;
      persons -= is_one ? 1 : 0;
    }
  }
  void move(int persons, std::string_view from, std::string_view to) {
    const auto old = given_.code(from);
    const auto fresh = given_.code(to);
    for (auto& item : given_.facts.cases) {
      if (persons == 0 || item.owner != old) continue;
      item.owner = fresh;
      --persons;
    }
  }

  base::Result<aggregate::ProvenRelease> try_release(int year_number, const Catalogue& catalogue, int k = 5) {
    auto request = request_for(year(year_number), k);
    request.id = "R" + std::to_string(releases_.size() + 1);
    request.key = "a key of the tests";
    const auto* earlier = evidence_.layers.empty() ? nullptr : &evidence_;
    return aggregate::make_proven_release(given_.facts, catalogue, scheme_, request, earlier);
  }
  const aggregate::Release& release(int year_number, const Catalogue& catalogue, int k = 5) {
    auto made = try_release(year_number, catalogue, k);
    EXPECT_TRUE(made) << made.error().message;
    evidence_ = aggregate::read_evidence(made->evidence).value();
    releases_.push_back(std::move(made->release));
    EXPECT_EQ(recheck(), "");
    return releases_.back();
  }
  /// Faults that the newest evidence finds in any release that it contains; empty if none.
  std::string recheck() const {
    for (const auto& release : releases_) {
      const auto is_it = [&](const auto& layer) { return layer.release_id == release.id(); };
      if (std::none_of(evidence_.layers.begin(), evidence_.layers.end(), is_it)) continue;
      if (const auto wrong = aggregate::recheck(release, evidence_)) return wrong->message;
    }
    return "";
  }
  static std::string shown(const aggregate::Release& release, Codes codes, std::size_t table = 0) {
    const auto& given = release.tables().at(table);
    const auto& cell = given.cells().at(place_of(given.dimensions(), codes));
    return cell.hidden ? "c" : std::to_string(cell.value);
  }

  SmallRegister given_;
  model::Scheme scheme_ = scheme_of_comuni_alone();
  aggregate::Evidence evidence_;
  std::vector<aggregate::Release> releases_;
};

inline model::ExtractDefinition named(std::string id, model::ExtractDefinition definition) {
  definition.id = std::move(id);
  return definition;
}

inline Catalogue registered_by_comune() {
  return {extract_by(model::Measure::persons, model::When::registered_by_end,
                     {by(model::TerritoryLevel::comune)})};
}
inline Catalogue active_by_comune() {
  return {
      extract_by(model::Measure::persons, model::When::active_during, {by(model::TerritoryLevel::comune)})};
}

inline const Codes kFirst = {{"territory", "016001"}};
inline const Codes kThird = {{"territory", "016003"}};
inline const Codes kFourth = {{"territory", "016004"}};

}  // namespace raccordo::tests
