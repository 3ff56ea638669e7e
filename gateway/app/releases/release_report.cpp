#include "app/releases/release_report.hpp"

#include <utility>

#include "app/forms/release_metadata.hpp"
#include "app/releases/publish.hpp"
#include "app/releases/senders.hpp"
#include "app/rules/table_document.hpp"
#include "report/report.hpp"

namespace raccordo::app {
namespace {

model::Periodicity periodicity_of(const std::string& period) {
  if (period.size() == 4) return model::Periodicity::year;
  return period.find('Q') == std::string::npos ? model::Periodicity::month : model::Periodicity::quarter;
}

}  // namespace

base::Result<std::string, Problem> write_release_report(const Config& config, const store::ReleaseRow& row,
                                                        const store::ReleaseRow* before,
                                                        report::Language language) {
  for (const auto* each : {&row, before}) {
    if (each != nullptr) read_release_metadata(*each);  // a report does not leave out what is damaged
  }
  const auto release = open_release(row);
  report::ReportOrder order{{&release, release_json(row, Audience::open)},
                            std::nullopt,
                            language,
                            publisher_of(config),
                            tables_address(config, row)};
  std::optional<aggregate::Release> earlier;
  if (before != nullptr) {
    earlier = open_release(*before);
    order.before = report::ReportSource{&*earlier, release_json(*before, Audience::open)};
  }
  auto html = report::write_report(order);
  if (!html) return Problem{"bad-request", html.error().message + "."};
  return {boost::system::in_place_value, std::move(*html)};
}

const store::ReleaseRow* release_before(const store::ReleaseRow& row,
                                        const std::vector<store::ReleaseRow>& all) {
  const auto period = model::parse_period(row.period, periodicity_of(row.period));
  if (!period) return nullptr;
  const auto wanted = period_before(*period, periodicity_of(row.period)).code;
  const store::ReleaseRow* found = nullptr;
  for (const auto& other : all) {
    const bool fits =
        other.state == "DONE" && other.period == wanted && (!row.published_at || other.published_at);
    if (fits && (found == nullptr || found->created_at < other.created_at)) found = &other;
  }
  return found;
}

}  // namespace raccordo::app
