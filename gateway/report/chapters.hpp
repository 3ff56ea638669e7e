// The parts of a report as HTML. Internal to report/.
#pragma once

#include <string>
#include <vector>

#include "report/chart_choice.hpp"
#include "report/html_table.hpp"
#include "report/report_order.hpp"
#include "report/table_pair.hpp"

namespace raccordo::report {

/// What all parts of one report need.
struct ReportScene {
  const ReportOrder& order;
  const std::vector<TablePair>& tables;  ///< in the order of the chapters
  const PeriodNames& periods;
  const Wording& say;
};

/// Key figures with what changed, and what strikes first.
std::string write_summary(const ReportScene& scene);
/// Totals that should have been hidden last and are hidden, and the coarser table that shows them; "" if
/// there are none.
std::string write_hidden_totals(const ReportScene& scene);
/// Who stopped sending, what is missing, how much of each source is counted.
std::string write_cautions(const ReportScene& scene);
std::string write_contents(const ReportScene& scene);
std::string write_chapter(const ReportScene& scene, std::size_t number, ChartChoice& charts);
/// How to read the tables.
std::string write_reading(const ReportScene& scene);
/// Rules and guarantee of the release, and where it comes from.
std::string write_rules(const ReportScene& scene);

/// The style sheet, for screen and paper.
std::string_view report_style();

/// `<p>` with escaped text.
std::string paragraph(std::string_view text);
/// `<h2>` with an anchor.
std::string heading(std::string_view id, std::string_view text);

}  // namespace raccordo::report
