#include "report/report.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/html.hpp"
#include "extract/cube.hpp"
#include "model/extract.hpp"
#include "report/chapters.hpp"
#include "report/counted_subject.hpp"

namespace raccordo::report {
namespace {

using base::escape_html;

/// Why the two releases cannot be compared.
std::optional<base::Fault> check_periods(const aggregate::Release& now, const aggregate::Release& before) {
  const auto later = model::parse_period(now.period());
  const auto earlier = model::parse_period(before.period());
  const auto begin = "release " + before.id() + " of " + before.period() +
                     " cannot be compared with release " + now.id() + " of " + now.period() + ": ";
  if (!later || !earlier || model::periodicity_of(later->code) != model::periodicity_of(earlier->code))
    return base::fault(begin +
                       "the periods have another length; name a release of a period of the same length");
  if (!(earlier->last < later->first))
    return base::fault(begin + "its period is not earlier; name a release of an earlier period");
  return std::nullopt;
}

/// Persons first; of one subject the smaller table first, so that it gets the chart.
std::vector<TablePair> pair_tables(const ReportOrder& order) {
  std::vector<TablePair> tables;
  for (const auto& table : order.now.release->tables())
    tables.emplace_back(table, order.before ? order.before->release->find(table.definition().id) : nullptr);
  std::vector<std::size_t> numbers(tables.size());
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = i;
  const auto key = [&](std::size_t i) {
    const auto& table = tables[i];
    return std::tuple(table.definition().measure, table.dimensions().size(), table.now().cells().size());
  };
  std::stable_sort(numbers.begin(), numbers.end(),
                   [&](std::size_t one, std::size_t other) { return key(one) < key(other); });
  std::vector<TablePair> sorted;
  for (const auto i : numbers) sorted.push_back(tables[i]);
  return sorted;
}

std::string title_of(const ReportOrder& order, const Wording& say) {
  const auto& period = order.now.release->period();
  const bool yearly = period.size() == 4;
  return std::string(
             yearly ? say({"Rapporto annuale sui servizi sociali, ", "Yearly report on social services, "})
                    : say({"Rapporto sui servizi sociali, ", "Report on social services, "})) +
         say.period(period);
}

std::string write_head(const ReportOrder& order, const Wording& say) {
  const auto title = escape_html(title_of(order, say));
  std::string html =
      "<!DOCTYPE html>\n<html lang=\"" + std::string(to_string(order.language)) +
      "\"><head><meta charset=\"utf-8\"/><meta name=\"viewport\" content=\"width=device-width\"/><title>" +
      title + "</title><style>" + std::string(report_style()) + "</style></head>\n<body>\n<header><h1>" +
      title + "</h1>\n";
  std::string about = order.publisher;
  const auto add = [&](const std::string& text) { about += (about.empty() ? "" : " · ") + text; };
  if (!order.now.revision_date.empty())
    add(std::string(say({"revisione del ", "revision of "})) + order.now.revision_date);
  if (order.before)
    add(std::string(say({"confronto con il periodo ", "compared with the period "})) +
        say.period(order.before->release->period()));
  return html + "<p class=\"publisher\">" + escape_html(about) + "</p></header>\n<main>\n";
}

}  // namespace

base::Result<std::string> write_report(const ReportOrder& order) {
  if (order.before) {
    if (const auto fault = check_periods(*order.now.release, *order.before->release)) return *fault;
  }
  if (order.now.release->tables().empty()) return base::fault("the release has no table");
  const Wording say(order.language);
  const auto tables = pair_tables(order);
  const PeriodNames periods{say.period(order.now.release->period()),
                            order.before ? say.period(order.before->release->period()) : ""};
  const ReportScene scene{order, tables, periods, say};
  ChartChoice charts(say, periods.now, periods.before);
  std::string html =
      write_head(order, say) + write_summary(scene) + write_cautions(scene) + write_contents(scene);
  for (std::size_t i = 0; i < tables.size(); ++i) html += write_chapter(scene, i, charts);
  html += write_reading(scene) + write_rules(scene) + "</main></body></html>\n";
  return {boost::system::in_place_value, std::move(html)};
}

}  // namespace raccordo::report
