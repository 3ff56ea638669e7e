// One register in two releases: what is the same in both is counted once, with the result of counting each.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "aggregate/layers/register.hpp"
#include "aggregate/witness/differences.hpp"
#include "unit/aggregate/motley_register.hpp"

namespace raccordo::tests {
namespace {

using aggregate::Contribution;

/// The motley register over two releases: some rows are the same in both, some belong to one. Each release
/// has one table twice, under two names.
class TwoReleases : public ::testing::Test {
 protected:
  TwoReleases() {
    auto catalogue = aggregate::on_published_clock(motley_catalogue());
    for (std::size_t i = 0; i < catalogue.size(); ++i) catalogue[i].id = "table-" + std::to_string(i);
    catalogue.push_back(catalogue.front());
    catalogue.back().id = "twin";
    tables_ = catalogue.size();
    const auto scheme = small_scheme();
    for (std::uint16_t layer = 0; layer < 2; ++layer) {
      auto own = aggregate::plan_tables(catalogue, scheme, year(2016 + layer)).value();
      for (auto& plan : own) {
        plan.layer = layer;
        plans_.push_back(std::move(plan));
      }
    }
    std::size_t number = 0;
    for (auto& item : given_.facts.cases) {
      item.first_layer = number % 5 == 1 ? 1 : 0;
      item.last_layer = number % 5 == 2 ? 0 : 1;
      // Long ago, so that nothing happens in either period; or as it was.
      if (++number % 3 == 0) continue;
      item.opened = *base::parse_iso_date("1999-01-01");
      item.closed = {};
      for (auto& each : item.interventions) each.start = each.end = {};
    }
  }

  /// The contributions of one person, each table counted by itself.
  std::vector<Contribution> one_by_one(aggregate::PersonCounter& counter,
                                       const aggregate::FactColumns& dossier) {
    std::vector<Contribution> list;
    for (std::size_t table = 0; table < plans_.size(); ++table) counter.list(table, dossier, list);
    return list;
  }

  SmallRegister given_ = motley_register(7);
  std::size_t tables_ = 0;  // of one release
  std::vector<aggregate::PlannedTable> plans_;
};

TEST_F(TwoReleases, WhatIsTheSameInBothIsListedAsIfEachWereCounted) {
  const aggregate::Register people(given_.facts);
  aggregate::PersonCounter counter(plans_, given_.facts.codes), single(plans_, given_.facts.codes);
  aggregate::FactColumns dossier;
  std::vector<Contribution> all, one_by_one;
  std::size_t listed = 0;
  for (std::uint32_t person = 0; person < people.persons(); ++person) {
    people.copy(person, dossier);
    all.clear();
    one_by_one.clear();
    const auto wanted = [](std::size_t table) { return table % 8 != 3; };
    counter.list_wanted(dossier, all, wanted);
    for (std::size_t table = 0; table < plans_.size(); ++table) {
      ASSERT_EQ(counter.begin_of(table), one_by_one.size()) << person;
      if (wanted(table)) single.list(table, dossier, one_by_one);
    }
    ASSERT_EQ(counter.begin_of(plans_.size()), one_by_one.size()) << person;
    ASSERT_EQ(all.size(), one_by_one.size()) << person;
    for (std::size_t i = 0; i < all.size(); ++i) {
      EXPECT_EQ(all[i].cell, one_by_one[i].cell) << person;
      EXPECT_EQ(all[i].value, one_by_one[i].value) << person;
    }
    listed += all.size();
  }
  EXPECT_GT(listed, 500U);
}

TEST_F(TwoReleases, TablesCountPersonsAsTheyWereInEach) {
  std::vector<aggregate::FormerPerson> former;
  for (std::uint32_t person = 0; person < 40; person += 3)
    former.push_back({person, 0, given_.code("M"), *base::parse_iso_date("1930-01-01")});
  const aggregate::Register people(given_.facts, former);
  aggregate::PersonCounter counter(plans_, given_.facts.codes);
  std::vector<aggregate::CountedCell> sums(counter.cells());
  aggregate::FactColumns dossier;
  for (std::uint32_t person = 0; person < people.persons(); ++person) {
    people.copy(person, dossier);
    for (const auto& [cell, value] : one_by_one(counter, dossier)) {
      ++sums[cell].persons;
      sums[cell].value += value;
    }
  }
  aggregate::count_layers(plans_, given_.facts, former);
  std::size_t next = 0;
  for (const auto& plan : plans_) {
    EXPECT_GT(plan.table.cells[0].persons, 0U) << plan.table.definition.id;
    for (const auto& cell : plan.table.cells) {
      EXPECT_EQ(sums[next].persons, cell.persons) << next;
      EXPECT_EQ(sums[next++].value, cell.value) << next;
    }
  }
}

TEST_F(TwoReleases, WhoIsTheSameInBothAddsNothingToTheirDifferences) {
  const aggregate::Register people(given_.facts);
  aggregate::PersonCounter counter(plans_, given_.facts.codes);
  std::vector<aggregate::TablePair> pairs;
  for (std::size_t table = 0; table < tables_; ++table) {
    std::vector<std::uint32_t> places(plans_[table].cells);
    std::iota(places.begin(), places.end(), 0U);
    // Of the second the places are turned round: there, whoever stays differs all the same.
    if (table == 1) std::reverse(places.begin(), places.end());
    pairs.push_back({table, table + tables_, std::move(places)});
  }
  std::map<std::pair<std::size_t, std::uint32_t>, aggregate::CountedCell> expected;
  aggregate::FactColumns dossier;
  for (std::uint32_t person = 0; person < people.persons(); ++person) {
    people.copy(person, dossier);
    std::map<std::uint32_t, std::int64_t> counted;
    for (const auto& [cell, value] : one_by_one(counter, dossier)) counted.emplace(cell, value);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      for (std::uint32_t place = 0; place < pairs[i].older_place.size(); ++place) {
        const auto now = counted.find(counter.first_cell(pairs[i].newer) + place);
        const auto then = counted.find(counter.first_cell(pairs[i].older) + pairs[i].older_place[place]);
        const bool is_now = now != counted.end(), was_then = then != counted.end();
        if (is_now == was_then && (!is_now || now->second == then->second)) continue;
        auto& cell = expected[{i, place}];
        ++cell.persons;
        cell.value += (is_now ? now->second : 0) - (was_then ? then->second : 0);
      }
    }
  }
  const auto found = aggregate::count_differences(pairs, people, counter);
  std::size_t differing = 0, repeated = 0;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    for (std::uint32_t place = 0; place < pairs[i].older_place.size(); ++place) {
      const auto& wanted = expected[{i, place}];
      EXPECT_EQ(found[i][place].persons, wanted.persons) << i << " " << place;
      EXPECT_EQ(found[i][place].value, wanted.value) << i << " " << place;
      differing += wanted.persons;
    }
  }
  for (std::uint32_t person = 0; person < people.persons(); ++person) {
    people.copy(person, dossier);
    counter.compare_layers(dossier);
    repeated += counter.is_repeated(0, tables_) ? 1U : 0U;
  }
  EXPECT_GT(differing, 50U);
  EXPECT_GT(repeated, 5U);
}

}  // namespace
}  // namespace raccordo::tests
