// Releases of the published register over several years, for its tests: each year's facts are published, and
// what was published is kept, so that any two years can be compared.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "aggregate/published/next_release.hpp"
#include "unit/aggregate/small_register.hpp"

namespace raccordo::tests {

/// Tables of all kinds over the small scheme: stocks of persons, cases and interventions, flows by month,
/// amounts.
std::vector<model::ExtractDefinition> published_catalogue();

/// Persons in charge by Ambito.
std::vector<model::ExtractDefinition> one_table();

/// `persons` more women with a case of that Comune.
void add(SmallRegister& given, int persons, std::string_view owner, std::string_view opened);

class PublishedYears {
 public:
  explicit PublishedYears(std::vector<model::ExtractDefinition> catalogue, int k = 3,
                          std::size_t compared = 12, model::Scheme scheme = small_scheme());

  /// Publishes the facts of the next year, the first of which is 2015.
  void publish(const model::FactSet& facts);

  /// From the next year on.
  void change_catalogue(std::vector<model::ExtractDefinition> catalogue) {
    catalogue_ = std::move(catalogue);
  }
  void change_scheme(model::Scheme scheme) { scheme_ = std::move(scheme); }

  const aggregate::PublishedRegister& published() const { return register_; }
  const aggregate::Moves& moves() const { return moves_; }
  std::size_t years() const { return years_.size(); }
  int last_year() const { return kFirst + static_cast<int>(years()) - 1; }

  /// The published count of one cell of a table in a year (0 is the first).
  std::int64_t value(std::size_t year, std::size_t table, Codes codes) const;
  bool is_hidden(std::size_t year, std::size_t table, Codes codes) const;

  /// The groups whose change from one year to a later one concerns 1 to k-1 seats though the first showed
  /// them; counted from the published facts alone. Empty if the rule holds.
  std::vector<std::uint32_t> small_changes(std::size_t before, std::size_t after) const;
  /// The residuals and flows of one year that concern 1 to k-1 seats though the year before showed them.
  std::vector<std::uint32_t> small_flows(std::size_t year) const;

  const aggregate::WatchList& watched(std::size_t year) const { return *years_[year].watched; }

 private:
  static constexpr int kFirst = 2015;
  using Values = std::map<std::uint32_t, std::int64_t>;  // by group
  struct Year {
    std::vector<aggregate::PlannedTable> plans;  // counted
    std::unique_ptr<aggregate::WatchList> watched;
    std::vector<std::uint8_t> hidden;
    std::set<std::uint64_t> shown;
    std::map<std::uint64_t, Values> of_seat, before_of_seat;  // by number of the seat
  };
  void note_values(Year& year, const aggregate::NextRelease& next, const std::vector<std::uint64_t>& numbers);
  static std::set<std::uint64_t> seats_of(const Year& one, const Year& other);
  static Values values_of(const std::map<std::uint64_t, Values>& of_seat, std::uint64_t seat);
  std::vector<std::uint32_t> fewer_than_k(const std::map<std::uint32_t, int>& counts) const;
  std::size_t cell_of(std::size_t year, std::size_t table, Codes codes) const;

  std::vector<model::ExtractDefinition> catalogue_;
  aggregate::MoveRules rules_;
  std::size_t compared_ = 12;
  model::Scheme scheme_;
  aggregate::PublishedRegister register_;
  aggregate::Moves moves_;
  std::vector<Year> years_;
};

}  // namespace raccordo::tests
