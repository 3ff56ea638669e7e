#include "aggregate/witness/moves/relocation_out.hpp"

#include <algorithm>
#include <utility>

namespace raccordo::aggregate {
namespace {

constexpr std::size_t kMostValues = 3;  // different values tried for one neighbour

}  // namespace

bool RelocationOut::fits(const Step& step) const {
  return step.leaving.size() == 1 && step.to.is_line() && target_.may_change(step.leaving.front());
}

void RelocationOut::propose(const Step& step, Ranking& ranking) {
  const auto table = target_.table();
  const auto dimension = step.to.first;
  const auto leaving = step.leaving.front();
  const auto given = values_.list(table, dimension, leaving, target_.category(dimension));
  if (given.empty()) return;
  // All persons of the category, whatever their other dimensions.
  const auto margin = space_.with(table, space_.first_cell(table), dimension, step.to.first_category);
  std::vector<AttributeValue> tried;
  for (const auto person : pools_.behind(margin)) {
    for (const auto value : values_.list(table, dimension, person, step.to.first_category)) {
      if (std::find(tried.begin(), tried.end(), value) != tried.end()) continue;
      tried.push_back(value);
      std::vector<Edit> edits;
      add_edits(edits, leaving, values_.attribute(table, dimension), given, {value});
      ranking.offer(std::move(edits));
      if (ranking.is_good_enough(step.to) || tried.size() == kMostValues) return;
    }
  }
}

}  // namespace raccordo::aggregate
