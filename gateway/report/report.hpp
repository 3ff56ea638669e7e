// The yearly report of a release: one HTML document with tables, plots and texts, made from published numbers
// alone. Called by `raccordo release report` and by the routes of releases. Pure; any thread.
#pragma once

#include <string>

#include "base/result.hpp"
#include "report/report_order.hpp"

namespace raccordo::report {

/// The same order gives the same bytes. No scripts, no addresses of other sites; prints on A4. The fault says
/// why `before` cannot be compared.
base::Result<std::string> write_report(const ReportOrder& order);

}  // namespace raccordo::report
