#include "synthetic/fit.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "synthetic/table_set.hpp"

namespace raccordo::synthetic {
namespace {

using model::Measure;
using model::When;

/// A row of the register as tables count it.
struct Counted {
  std::uint32_t person = kNobody, thing = 0;
  const Presence* presence = nullptr;
  Node leaf = 0, service = 0, management = 0, month = 0;
  std::int64_t worth = 1;
};

class Recount {
 public:
  Recount(const Vocabulary& vocabulary, const Register& made, const model::ProtectedTable& table)
      : vocabulary_(vocabulary),
        made_(made),
        table_(table),
        axes_(axes_of(vocabulary, table)),
        values_(table.cells().size(), 0),
        last_(table.cells().size(), 0) {
    no_need_ = {vocabulary.tree(Kind::need).find(kUnassigned).value_or(0)};
  }

  std::vector<std::int64_t> run() {
    const auto measure = table_.definition().measure;
    if (measure == Measure::persons) {
      count_persons();
    } else if (measure == Measure::cases) {
      count_cases();
    } else {
      count_interventions(measure == Measure::amount);
    }
    return std::move(values_);
  }

 private:
  void count_persons() {
    for (std::uint32_t person = 0; person < made_.people.persons.size(); ++person) {
      for (const auto number : made_.people.persons[person].presences) {
        const auto& presence = made_.people.presences[number];
        if (!counts_by_intervention(table_)) {
          if (presence.in_charge) add({person, person, &presence, presence.leaf, 0, 0, 0, 1});
          continue;
        }
        for (const auto service : presence.services)
          add({person, person, &presence, presence.leaf, service, 0, 0, 1});
      }
    }
  }

  bool is_asked(const CaseRow& row) const {
    switch (table_.definition().when) {
      case When::registered_by_end:
        return true;
      case When::active_during:
        return row.presence != kNobody;
      case When::open_at_end:
        return row.presence != kNobody && row.closed == 0;
      case When::opened_during:
        return row.opened != 0;
      case When::closed_during:
        return row.closed != 0;
    }
    return false;
  }

  void count_cases() {
    for (std::uint32_t i = 0; i < made_.cases.size(); ++i) {
      const auto& row = made_.cases[i];
      if (!is_asked(row)) continue;
      const auto* presence = row.presence == kNobody ? nullptr : &made_.people.presences[row.presence];
      const auto month = table_.definition().when == When::closed_during ? row.closed : row.opened;
      const auto person = presence == nullptr ? kNobody : presence->person;
      if (!counts_by_intervention(table_)) {
        add({person, i, presence, row.leaf, 0, 0, month, 1});
      } else if (presence != nullptr) {
        for (const auto service : presence->services)
          add({person, i, presence, row.leaf, service, 0, month, 1});
      }
    }
  }

  void count_interventions(bool amounts) {
    for (std::uint32_t i = 0; i < made_.interventions.size(); ++i) {
      const auto& row = made_.interventions[i];
      if (amounts && !row.has_amount) continue;
      const auto& presence = made_.people.presences[row.presence];
      add({presence.person, i, &presence, presence.leaf, row.service, row.management, 0,
           amounts ? row.amount_cents : 1});
    }
  }

  Node node_of(const Counted& counted, Kind kind) const {
    switch (kind) {
      case Kind::territory:
        return counted.leaf;
      case Kind::service:
        return counted.service;
      case Kind::month:
        return counted.month;
      case Kind::management:
        return counted.management;
      default:
        // Of a case closed before the period nothing is known.
        if (counted.person == kNobody) return vocabulary_.tree(kind).find(kUnassigned).value_or(0);
        return attribute(made_.people.persons[counted.person], kind);
    }
  }

  void add(const Counted& counted) {
    places_.assign(1, 0);
    for (const auto& axis : axes_) {
      next_.clear();
      if (axis.kind == Kind::need) {
        const bool has_needs = counted.presence != nullptr && !counted.presence->needs.empty();
        for (const auto need : has_needs ? counted.presence->needs : no_need_) step(axis.chain[need]);
      } else {
        step(axis.chain[node_of(counted, axis.kind)]);
      }
      places_.swap(next_);
    }
    for (const auto place : places_) {
      if (last_[place] == counted.thing + 1) continue;
      last_[place] = counted.thing + 1;
      values_[place] += counted.worth;
    }
  }
  void step(const std::vector<std::uint32_t>& chain) {
    for (const auto place : places_) {
      for (const auto offset : chain) next_.push_back(place + offset);
    }
  }

  const Vocabulary& vocabulary_;
  const Register& made_;
  const model::ProtectedTable& table_;
  std::vector<Axis> axes_;
  std::vector<std::int64_t> values_;
  std::vector<std::uint32_t> last_;  // by cell: the last thing counted there, plus 1
  std::vector<std::uint32_t> places_, next_;
  std::vector<Node> no_need_;
};

/// Why the register has nothing to compare with a table; "" if it has.
std::string why_not(const Register& made, const Vocabulary& vocabulary, const model::ProtectedTable& table) {
  const auto& definition = table.definition();
  const auto has = [&](Kind kind) {
    const auto axes = axes_of(vocabulary, table);
    return std::any_of(axes.begin(), axes.end(), [&](const auto& axis) { return axis.kind == kind; });
  };
  if (!table.dimensions().empty() && axes_of(vocabulary, table).empty())
    return "a dimension that the register does not have";
  if (!definition.kinds.are_usual()) return "reports of needs";
  switch (definition.measure) {
    case Measure::persons:
      return counts_persons(table) ? "" : "persons other than those in charge in the period";
    case Measure::cases:
      if (definition.when == When::opened_during && !made.columns.opened) return "no table of months";
      if ((definition.when == When::closed_during || definition.when == When::open_at_end) &&
          !made.columns.closed)
        return "no table of months";
      return "";
    case Measure::interventions:
      if (has(Kind::month)) return "months of interventions";
      return definition.when == When::active_during ? "" : "interventions other than those in course";
    case Measure::amount:
      if (has(Kind::month)) return "months of interventions";
      return made.columns.amount ? "" : "amounts without area or type";
    case Measure::persons_joint:
      return "persons in charge of several bodies";
    default:
      return "not a count";
  }
}

void compare(FitRow& row, std::int64_t wanted, std::int64_t counted) {
  const auto distance = std::abs(wanted - counted);
  ++row.shown;
  row.exact += distance == 0 ? 1U : 0U;
  row.largest = std::max(row.largest, distance);
  row.sum += distance;
}

}  // namespace

std::vector<FitRow> measure_fit(const Vocabulary& vocabulary, const aggregate::Release& release,
                                const Register& made) {
  std::vector<FitRow> fit;
  for (const auto& table : release.tables()) {
    const auto& definition = table.definition();
    FitRow upper{definition.id, definition.measure, true, why_not(made, vocabulary, table), 0, 0, 0, 0, 0};
    FitRow lower = upper;
    lower.is_upper = false;
    if (upper.not_compared.empty()) {
      const auto is_upper = find_upper(vocabulary, table);
      const auto counted = Recount(vocabulary, made, table).run();
      for (std::size_t cell = 0; cell < counted.size(); ++cell) {
        if (table.cells()[cell].hidden) continue;
        const auto wanted = table.cells()[cell].value;
        if (is_upper[cell] != 0)
          compare(upper, wanted, counted[cell]);
        else
          compare(lower, wanted, counted[cell]);
      }
      const auto mean = [](FitRow& row) {
        const auto count = static_cast<std::int64_t>(row.shown);
        if (count > 0) row.mean_hundreds = (row.sum * 100 + count / 2) / count;
      };
      mean(upper);
      mean(lower);
    }
    fit.push_back(upper);
    if (lower.shown > 0) fit.push_back(lower);
  }
  return fit;
}

}  // namespace raccordo::synthetic
