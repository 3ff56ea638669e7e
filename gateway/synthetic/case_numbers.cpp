#include "synthetic/case_numbers.hpp"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "synthetic/settled_cells.hpp"
#include "synthetic/settling.hpp"

namespace raccordo::synthetic {
namespace {

using model::Measure;
using model::When;

constexpr auto kNoLimit = std::numeric_limits<std::int64_t>::max() / 4;

void append(std::vector<std::uint32_t>& list, const std::vector<std::uint32_t>& more) {
  list.insert(list.end(), more.begin(), more.end());
}

class Relations {
 public:
  Relations(const Vocabulary& vocabulary, CaseNumbers& numbers, const std::map<Node, std::int64_t>& persons)
      : vocabulary_(vocabulary), numbers_(numbers) {
    for (const auto& [bucket, count] : persons) {
      cases_[bucket] = settling_.add(count, Settling::Role::free);
      settling_.bind({{cases_[bucket]}, {}, count, kNoLimit});
    }
    opened_ = enter(numbers.opened);
    closed_ = enter(numbers.closed);
    open_at_end_ = enter(numbers.open_at_end);
    registered_ = enter(numbers.registered);
  }

  void run(Random& random) {
    const auto all =
        std::vector{&numbers_.opened, &numbers_.closed, &numbers_.open_at_end, &numbers_.registered};
    const bool by_ambito = std::all_of(
        all.begin(), all.end(), [&](const auto* figures) { return !*figures || has_ambiti(**figures); });
    if (by_ambito) {
      for (const auto& [bucket, variable] : cases_) relate(bucket, {variable});
    } else {
      std::vector<std::uint32_t> cases;
      for (const auto& [bucket, variable] : cases_) cases.push_back(variable);
      relate(0, cases);
    }
    settling_.run(random);
    for (auto* cells : {&opened_, &closed_, &open_at_end_, &registered_}) {
      if (*cells) (*cells)->read(settling_);
    }
    for (const auto& [bucket, variable] : cases_) numbers_.cases[bucket] = settling_.value(variable);
  }

 private:
  std::optional<SettledCells> enter(std::optional<Figures>& figures) {
    if (!figures) return std::nullopt;
    // Parts of other dimensions, such as needs, are more than their total.
    if (!is_additive(*figures->table)) return std::nullopt;
    return SettledCells(settling_, *figures, hidden_cells(*figures->table));
  }

  bool has_ambiti(const Figures& figures) const {
    const auto* axis = figures.axis(Kind::territory);
    return axis != nullptr &&
           std::all_of(cases_.begin(), cases_.end(), [&](const auto& one) { return axis->has[one.first]; });
  }

  /// In a territory: cases in charge are those still open at the end and those closed; they are not more than
  /// are registered, and nothing closes before it is opened.
  void relate(Node territory, const std::vector<std::uint32_t>& cases) {
    if (open_at_end_ && closed_) {
      auto parts = sum(open_at_end_, numbers_.open_at_end, territory);
      append(parts, sum(closed_, numbers_.closed, territory));
      settling_.bind({cases, parts, 0, 0});
    }
    if (registered_) settling_.bind({sum(registered_, numbers_.registered, territory), cases, 0, kNoLimit});
    if (opened_) settling_.bind({cases, sum(opened_, numbers_.opened, territory), 0, kNoLimit});
    if (!opened_ || !closed_) return;
    const auto months = months_in_order(vocabulary_);
    for (std::size_t last = 0; last < months.size(); ++last) {
      // Cases closed until then and cases opened afterwards are different ones.
      Bound bound{cases, {}, 0, kNoLimit};
      for (std::size_t i = 0; i < months.size(); ++i) {
        const bool is_until = rank_of(vocabulary_, months[i]) <= rank_of(vocabulary_, months[last]);
        const auto& figures = is_until ? *numbers_.closed : *numbers_.opened;
        append(bound.minus,
               (is_until ? *closed_ : *opened_).below(figures.cell(territory, Kind::month, months[i])));
      }
      settling_.bind(bound);
    }
  }

  static std::vector<std::uint32_t> sum(const std::optional<SettledCells>& cells,
                                        const std::optional<Figures>& figures, Node territory) {
    return cells->below(figures->cell(territory, Kind::territory, territory));
  }

  const Vocabulary& vocabulary_;
  CaseNumbers& numbers_;
  Settling settling_;
  std::map<Node, std::uint32_t> cases_;
  std::optional<SettledCells> opened_, closed_, open_at_end_, registered_;
};

}  // namespace

Node rank_of(const Vocabulary& vocabulary, Node month) {
  const auto& code = vocabulary.tree(Kind::month).nodes[month].code;
  return !code.empty() && code.front() == '_' ? Node{0} : month;
}

std::vector<Node> months_in_order(const Vocabulary& vocabulary) {
  auto months = vocabulary.tree(Kind::month).leaves;
  std::stable_sort(months.begin(), months.end(),
                   [&](Node a, Node b) { return rank_of(vocabulary, a) < rank_of(vocabulary, b); });
  return months;
}

CaseNumbers settle_cases(const Vocabulary& vocabulary, const aggregate::Release& release,
                         const std::map<Node, std::int64_t>& persons, Random& random) {
  const auto find = [&](When when, Kind kind) {
    return find_figures(vocabulary, release, Measure::cases, when, kind);
  };
  CaseNumbers numbers;
  numbers.opened = find(When::opened_during, Kind::month);
  numbers.closed = find(When::closed_during, Kind::month);
  numbers.open_at_end = find(When::open_at_end, Kind::territory);
  numbers.registered = find(When::registered_by_end, Kind::territory);
  Relations(vocabulary, numbers, persons).run(random);
  return numbers;
}

}  // namespace raccordo::synthetic
