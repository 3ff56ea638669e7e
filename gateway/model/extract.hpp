// What may be published: extract definitions (mappings/extracts/*.yaml) and protected tables.
// Only aggregate::ReleaseAuthority can make a ProtectedTable; extract/ accepts nothing else.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"

namespace raccordo::aggregate {
class ReleaseAuthority;
}

namespace raccordo::model {

/// `persons_joint`: persons with open cases of two or more kinds of body (model/sender.hpp).
enum class Measure : std::uint8_t {
  persons,
  cases,
  interventions,
  amount,
  prevalence,
  incidence,
  persons_joint
};
enum class When : std::uint8_t {
  registered_by_end,
  open_at_end,
  active_during,
  opened_during,
  closed_during
};
enum class Dimension : std::uint8_t {
  territory,
  residence,
  area,
  type,
  sex,
  age,
  citizenship,
  channel,
  need,
  closure,
  management,
  month,
  sender
};
enum class TerritoryLevel : std::uint8_t { comune, group, ambito, district };

std::string_view to_string(Measure);
/// True if a cell is a number of persons.
inline constexpr bool counts_persons(Measure measure) {
  return measure == Measure::persons || measure == Measure::persons_joint;
}
std::string_view to_string(When);       // "registered-by-end", ...
std::string_view to_string(Dimension);  // "territory", ...
std::string_view to_string(TerritoryLevel);
std::optional<Measure> parse_measure(std::string_view);
std::optional<When> parse_when(std::string_view);
std::optional<Dimension> parse_dimension(std::string_view);
std::optional<TerritoryLevel> parse_territory_level(std::string_view);

/// Ages from `low` to `high` inclusive; high < 0 means no upper bound (`85+`).
struct AgeBand {
  int low = 0, high = -1;
  std::string code;
};

struct DimensionChoice {
  Dimension dimension = Dimension::territory;
  TerritoryLevel level = TerritoryLevel::ambito;  ///< territory and residence only
  std::vector<AgeBand> ages;                      ///< age only
  /// Counted from the published register: months have a row `_P` for what was dated before the period, and of
  /// the Comuni of a group only those are listed that are shown alone.
  bool from_seats = false;
};

/// `protect: {last: [total, area]}`: the cells that are hidden only if every other choice fails.
struct ProtectedLast {
  bool total = false;              ///< the cell that is the total of every dimension
  std::vector<Dimension> margins;  ///< for each, the cells that are totals of all other dimensions
};

/// Which records a table counts.
struct Kinds {
  bool cases = true, reports = false;
  bool are_usual() const { return cases && !reports; }
  bool are_within(const Kinds& other) const { return (!cases || other.cases) && (!reports || other.reports); }
  friend bool operator==(const Kinds&, const Kinds&) = default;
};

enum class Periodicity : std::uint8_t { year, quarter, month };

/// `periods: [year, quarter]`: how long the periods are for which a table is made. None named: all.
struct Periodicities {
  bool year = true, quarter = true, month = true;
  bool contain(Periodicity periodicity) const {
    return periodicity == Periodicity::year ? year : periodicity == Periodicity::quarter ? quarter : month;
  }
};

struct ExtractDefinition {
  std::string id, title_it, title_en;
  Measure measure = Measure::persons;
  When when = When::active_during;
  std::vector<DimensionChoice> by;
  ProtectedLast protected_last{};
  bool from_seats =
      false;  ///< counted from the published register, some of whose days have a meaning of their own
  Kinds kinds{};
  Periodicities periods{};
};

/// One calendar period: a year, quarter or month, as `release.periodicity` says.
struct Period {
  std::string code;  ///< `2017`, `2017-Q4`, `2017-12`
  base::Date first, last;
};
std::string_view to_string(Periodicity);
std::optional<Periodicity> parse_periodicity(std::string_view);
/// Reads a period of exactly this periodicity.
std::optional<Period> parse_period(std::string_view text, Periodicity periodicity);
/// The periodicity of `2017`, `2017-Q4` or `2017-12`; nothing if the text is no period.
std::optional<Periodicity> periodicity_of(std::string_view text);
/// Reads a period of any periodicity: that of an installation may change over the years.
std::optional<Period> parse_period(std::string_view text);

/// One category of a dimension of a table; `parent` is the index of its parent category, -1 for `_T`.
struct Category {
  std::string code, label_it, label_en;
  int parent = -1;
  int depth = 0;  ///< 0 for `_T`
};

struct TableDimension {
  std::string id;  ///< "territory", ...
  std::string label_it, label_en;
  bool additive = true;  ///< true if the children sum to the parent
  std::vector<Category> categories;
};

/// A cell as it may be shown.
struct ShownCell {
  bool hidden = false;
  std::int64_t value = 0;  ///< counts; cents for amounts; millionths for rates; 0 where hidden
};

class ProtectedTable {
 public:
  const ExtractDefinition& definition() const { return definition_; }
  const std::string& period() const { return period_; }
  const std::vector<TableDimension>& dimensions() const { return dimensions_; }
  /// Row-major: the last dimension varies fastest.
  const std::vector<ShownCell>& cells() const { return cells_; }
  /// The guarantee and the rules that were applied, as texts.
  const std::string& guarantee() const { return guarantee_; }
  const std::string& rules() const { return rules_; }
  /// The same in Italian; "" if the release was made with other texts than those of this program.
  const std::string& guarantee_it() const { return guarantee_it_; }
  const std::string& rules_it() const { return rules_it_; }
  int k() const { return k_; }
  const std::string& release_id() const { return release_id_; }

 private:
  friend class raccordo::aggregate::ReleaseAuthority;
  ProtectedTable() = default;
  ExtractDefinition definition_;
  std::string release_id_, period_, guarantee_, rules_, guarantee_it_, rules_it_;
  int k_ = 0;
  std::vector<TableDimension> dimensions_;
  std::vector<ShownCell> cells_;
};

}  // namespace raccordo::model
