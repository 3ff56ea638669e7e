#include "app/releases/dated.hpp"

#include <algorithm>

namespace raccordo::app {
namespace {

constexpr std::int32_t kLongBefore =
    10 * 365;  // days; an empty year shortly before the first record harms nobody

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
  const bool is_before = base::to_days(span.first) - base::to_days(period.last) > kLongBefore;
  const auto length = base::to_days(period.last) - base::to_days(period.first) + 1;
  const bool is_long_after = base::to_days(period.first) - base::to_days(span.last) > length;
  if (!is_before && !is_long_after) return std::nullopt;
  const auto first = std::to_string(span.first.year);
  const auto last = std::to_string(span.last.year);
  return "No record is dated in the period " + period.code +
         (is_before ? " or before it" : ", shortly before or after it") + ": those stored are of " +
         (first == last ? first : first + " to " + last) +
         ". Give a period of these years; once a period is released, none before it can be.";
}

}  // namespace raccordo::app
