#include "app/http/series_range.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "app/releases/release_json.hpp"
#include "app/releases/series.hpp"
#include "intake/media_type.hpp"
#include "model/extract.hpp"

namespace raccordo::app {
namespace {

std::string list_of_periods(const std::vector<store::ReleaseRow>& rows) {
  std::string periods;
  for (const auto& row : rows) periods += (periods.empty() ? "" : ", ") + row.period;
  return periods;
}

base::Result<PeriodRange, Problem> wanted_range(const Request& request) {
  PeriodRange range;
  for (const auto& [name, bound] : {std::pair{"from", &range.from}, std::pair{"to", &range.to}}) {
    const auto asked = request.asked(name);
    if (asked.empty()) continue;
    *bound = model::parse_period(asked);
    if (!*bound)
      return Problem{"bad-request", "`" + std::string(name) +
                                        "` must be a period such as 2017, 2017-Q4 or 2017-12; " +
                                        intake::sent_words(name, asked) + "."};
  }
  if (range.from && range.to && range.to->last < range.from->first)
    return Problem{"bad-request", "`from` lies after `to`: exchange them."};
  return range;
}

/// A bound of another length than every released period would select by accident: `2017-Q1` would leave out
/// the year 2017.
std::optional<Problem> check_length(const Request& request, std::string_view name,
                                    const std::vector<store::ReleaseRow>& rows) {
  const auto asked = request.asked(name);
  if (asked.empty()) return std::nullopt;
  const auto wanted = model::periodicity_of(asked);
  const bool any = std::any_of(rows.begin(), rows.end(),
                               [&](const auto& row) { return model::periodicity_of(row.period) == wanted; });
  if (any) return std::nullopt;
  return Problem{"bad-request", "`" + std::string(name) + "` names a " + std::string(to_string(*wanted)) +
                                    ", but no " + std::string(to_string(*wanted)) +
                                    " was released of this table. Released: " + list_of_periods(rows) + "."};
}

}  // namespace

base::Result<std::vector<store::ReleaseRow>, Problem> wanted_releases(store::Releases& store,
                                                                      const Request& request,
                                                                      Audience audience) {
  const auto range = wanted_range(request);
  if (!range) return range.error();
  auto all = releases_with(current_releases(store, audience), request.parameter("table"));
  if (all.empty())
    return Problem{"not-found", "No " + std::string(audience == Audience::open ? "published" : "finished") +
                                    " release has a table of that id; GET the address above lists them."};
  for (const auto* name : {"from", "to"}) {
    if (auto wrong = check_length(request, name, all)) return std::move(*wrong);
  }
  auto rows = within(all, *range);
  if (rows.empty())
    return Problem{"not-found", "This table was not released for any of those periods. Released: " +
                                    list_of_periods(all) + "."};
  return rows;
}

}  // namespace raccordo::app
