#include "app/releases/release_report.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/forms/release_metadata.hpp"
#include "app/releases/publish.hpp"
#include "app/releases/senders.hpp"
#include "app/rules/table_document.hpp"
#include "model/extract.hpp"
#include "report/report.hpp"

namespace raccordo::app {
namespace {

/// Throws base::StoredDamage: a report does not leave out what is damaged.
report::ReportSource source_of(const store::ReleaseRow& row, const aggregate::Release& release) {
  return {&release, read_release_metadata(row), base::to_string(row.created_at), row.revision_date};
}

}  // namespace

base::Result<std::string, Problem> write_release_report(const Config& config, const store::ReleaseRow& row,
                                                        const store::ReleaseRow* before,
                                                        report::Language language) {
  const auto release = open_release(row);
  report::ReportOrder order{source_of(row, release), std::nullopt, language, publisher_of(config),
                            tables_address(config, row)};
  std::optional<aggregate::Release> earlier;
  if (before != nullptr) {
    earlier = open_release(*before);
    order.before = source_of(*before, *earlier);
  }
  auto html = report::write_report(order);
  if (!html) return Problem{"bad-request", html.error().message + "."};
  return {boost::system::in_place_value, std::move(*html)};
}

const store::ReleaseRow* release_before(const store::ReleaseRow& row,
                                        const std::vector<store::ReleaseRow>& all) {
  const auto periodicity = model::periodicity_of(row.period);
  if (!periodicity) return nullptr;
  const auto wanted = period_before(*model::parse_period(row.period, *periodicity), *periodicity).code;
  for (const auto& other : all) {
    const bool fits =
        other.state == "DONE" && other.period == wanted && (!row.published_at || other.published_at);
    if (fits) return &other;
  }
  return nullptr;
}

}  // namespace raccordo::app
