#include "app/releases/dated.hpp"

#include <algorithm>

namespace raccordo::app {
namespace {

constexpr std::int32_t kFar =
    10 * 365;  // days; who was in charge counts for years without any date, and an empty year harms nobody

/// The first and the last day on which anything is dated; year 0 if there is none.
struct Span {
  base::Date first, last;

  void add(const base::Date& day) {
    if (day.year == 0) return;
    if (first.year == 0 || day < first) first = day;
    if (last < day) last = day;
  }
};

Span span_of(const model::FactSet& facts) {
  Span span;
  for (const auto& item : facts.cases) {
    span.add(item.opened);
    span.add(item.closed);
    for (const auto& each : item.interventions) {
      span.add(each.start);
      span.add(each.end);
    }
  }
  return span;
}

}  // namespace

std::optional<std::string> fault_of_period(const model::FactSet& facts, const model::Period& period) {
  const auto span = span_of(facts);
  if (span.first.year == 0) return std::nullopt;
  const bool is_before = base::to_days(span.first) - base::to_days(period.last) > kFar;
  const bool is_after = base::to_days(period.first) - base::to_days(span.last) > kFar;
  if (!is_before && !is_after) return std::nullopt;
  const auto first = std::to_string(span.first.year);
  const auto last = std::to_string(span.last.year);
  return "No record is dated in the period " + period.code +
         (is_before ? " or in the ten years after it" : " or in the ten years before it") +
         ": those stored are of " + (first == last ? first : first + " to " + last) +
         ". Give a period of these years; once a period is released, none before it can be.";
}

}  // namespace raccordo::app
