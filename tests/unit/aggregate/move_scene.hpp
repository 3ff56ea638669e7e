// A small register, counted, with everything that a move uses; for tests of aggregate/witness.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "aggregate/layers/layers.hpp"
#include "aggregate/witness/moves/move.hpp"
#include "aggregate/witness/moves/pair_exchange.hpp"
#include "unit/aggregate/small_register.hpp"

namespace raccordo::tests {

class MoveScene : public ::testing::Test {
 protected:
  using Catalogue = std::vector<model::ExtractDefinition>;
  /// A category of a dimension, by the number of the dimension and the category's code.
  struct At {
    std::size_t dimension = 0;
    std::string_view code;
  };

  /// Counts `given_`, one release per year. Each of `differences` compares a cell of the first table between
  /// the last release and the first.
  void assemble(const Catalogue& catalogue, const std::vector<int>& years = {2017},
                const std::vector<Codes>& differences = {}) {
    layers_.clear();
    for (const auto number : years) {
      layers_.push_back(
          {"R" + std::to_string(number), year(number), {}, catalogue, small_scheme(), {}, {}, ""});
    }
    parts_ = std::make_unique<Parts>(given_.facts, layers_, differences);
  }
  const std::vector<aggregate::Layer>& layers() const { return layers_; }
  const aggregate::CellSpace& space() const { return parts_->space; }
  aggregate::PersonCounter& counter() { return parts_->counter; }
  const std::vector<aggregate::PlannedTable>& plans() const { return parts_->plans; }
  const aggregate::Pools& pools() const { return parts_->pools; }
  aggregate::Draft& draft() { return parts_->draft; }
  aggregate::HiddenCells& hidden() { return parts_->hidden; }
  aggregate::Target& target() { return parts_->target; }
  aggregate::CategoryValues& values() { return parts_->values; }
  aggregate::Neighbourhood& neighbourhood() { return parts_->neighbourhood; }
  aggregate::Likeness& likeness() { return parts_->likeness; }
  aggregate::PairExchange& exchange() { return parts_->exchange; }
  aggregate::Ranking& ranking() { return parts_->ranking; }
  const aggregate::Register& people() const { return parts_->people; }

  /// Number of a cell of a table, `_T` where a dimension is left out.
  aggregate::CellNo cell(Codes codes, std::size_t table = 0) const { return parts_->cell(table, codes); }
  aggregate::CellNo difference(std::size_t number) const {
    return parts_->counter.first_cell(parts_->plans.size()) + static_cast<aggregate::CellNo>(number);
  }
  /// Starts a search: a witness of this cell that changes its persons by `wish`.
  void aim(aggregate::CellNo cell, const aggregate::Wish& wish,
           const std::vector<aggregate::PersonNo>& barred = {}) {
    barred_ = barred;
    target().aim(cell, barred_, std::nullopt);
    draft().open(cell, pools().behind(cell));
    ranking().begin(wish, aggregate::kEveryLayer);
  }
  aggregate::Neighbour line(At at, double estimate = 0) const {
    return {at.dimension, at.dimension, number(at), number(at), estimate};
  }
  aggregate::Neighbour quad(At first, At second, double estimate = 0) const {
    return {first.dimension, second.dimension, number(first), number(second), estimate};
  }
  aggregate::Neighbour transfer(std::size_t dimension, At second) const {
    return {dimension, second.dimension, 0, number(second), 0};
  }
  /// True if the person is in the cell after the best offer is applied.
  bool would_stand(aggregate::PersonNo person, aggregate::CellNo cell) {
    aggregate::FactColumns dossier;
    people().copy(person, dossier);
    if (aggregate::apply_all(ranking().best(), person, dossier) == 0) return false;
    std::vector<aggregate::Contribution> list;
    parts_->counter.list_all(dossier, list);
    return std::any_of(list.begin(), list.end(), [&](const auto& each) { return each.cell == cell; });
  }
  /// The persons that the best offer changes, each once.
  std::vector<aggregate::PersonNo> changed() {
    std::vector<aggregate::PersonNo> persons;
    for (const auto& edit : ranking().best()) {
      if (std::find(persons.begin(), persons.end(), edit.person) == persons.end())
        persons.push_back(edit.person);
    }
    return persons;
  }
  /// Adds persons with one case and one intervention each; returns the number of the first.
  aggregate::PersonNo join(int persons, std::string_view owner, std::string_view area,
                           std::string_view sex = "F", std::string_view opened = "2017-02-01") {
    const auto first = static_cast<aggregate::PersonNo>(given_.facts.persons.size());
    for (int i = 0; i < persons; ++i) {
      given_.open(given_.person(sex, "1940-05-17"), owner, opened);
      given_.intervene(area, "", opened);
    }
    return first;
  }

  SmallRegister given_;

 private:
  /// What suppress/ builds for a release, in the same order.
  struct Parts {
    Parts(const model::FactSet& facts, const std::vector<aggregate::Layer>& layers,
          const std::vector<Codes>& watched)
        : plans(counted(facts, layers)),
          people(facts),
          counter(plans, facts.codes),
          differences(watch(watched)),
          pools(plans, facts, people, counter, "a key of the tests", 5),
          space(plans, layers, differences, count_watched()),
          plausibility({facts, {}, layers, {}}, plans, counter),
          hidden(space.size()),
          draft(space, people, counter, plausibility, hidden),
          target(space, pools, draft),
          ranking(draft, space.layers()),
          values(space, people, counter),
          neighbourhood(space, hidden),
          likeness(space, people, counter, pools),
          settlement(space, people, counter, pools, draft),
          exchange(space, target, values, settlement) {}
    static std::vector<aggregate::PlannedTable> counted(const model::FactSet& facts,
                                                        const std::vector<aggregate::Layer>& layers) {
      auto planned = aggregate::plan_layers(layers).value();
      aggregate::count_layers(planned, facts, {});
      return planned;
    }
    aggregate::CellNo cell(std::size_t table, Codes codes) const {
      return counter.first_cell(table) +
             static_cast<aggregate::CellNo>(place_of(plans.at(table).table.dimensions, codes));
    }
    std::vector<aggregate::DifferenceCell> watch(const std::vector<Codes>& watched) {
      std::size_t newest = plans.size();
      while (newest > 0 && plans[newest - 1].layer == plans.back().layer) --newest;
      std::vector<aggregate::DifferenceCell> cells;
      for (const auto& codes : watched) cells.push_back({{cell(newest, codes)}, {cell(0, codes)}});
      counter.watch(cells);
      return cells;
    }
    std::vector<aggregate::CountedCell> count_watched() const {
      std::vector<aggregate::CountedCell> counts;
      for (std::size_t i = 0; i < differences.size(); ++i) {
        const auto number = counter.first_cell(plans.size()) + static_cast<aggregate::CellNo>(i);
        const auto persons = pools.behind(number).size();
        counts.push_back({static_cast<std::int64_t>(persons), static_cast<std::uint32_t>(persons)});
      }
      return counts;
    }

    std::vector<aggregate::PlannedTable> plans;
    aggregate::Register people;
    aggregate::PersonCounter counter;
    std::vector<aggregate::DifferenceCell> differences;
    aggregate::Pools pools;
    aggregate::CellSpace space;
    aggregate::Plausibility plausibility;
    aggregate::HiddenCells hidden;
    aggregate::Draft draft;
    aggregate::Target target;
    aggregate::Ranking ranking;
    aggregate::CategoryValues values;
    aggregate::Neighbourhood neighbourhood;
    aggregate::Likeness likeness;
    aggregate::Settlement settlement;
    aggregate::PairExchange exchange;
  };
  int number(At at) const {
    const auto& categories = parts_->plans.at(0).table.dimensions.at(at.dimension).categories;
    for (std::size_t i = 0; i < categories.size(); ++i) {
      if (categories[i].code == at.code) return static_cast<int>(i);
    }
    throw std::out_of_range("no category " + std::string(at.code));
  }

  std::vector<aggregate::Layer> layers_;
  std::unique_ptr<Parts> parts_;
  std::vector<aggregate::PersonNo> barred_;
};

}  // namespace raccordo::tests
