// The register of processing (art. 30 GDPR) of an installation, in Italian, from its configuration: who
// sends, which data, for what, how long, to whom, with which protection. What no configuration says is marked
// «da completare». Called by `raccordo processing-register`.
#pragma once

#include <string>

#include "app/rules/rulebook.hpp"
#include "base/time.hpp"

namespace raccordo::app {

/// As Markdown; `day` is printed as its date.
std::string processing_register(const Rulebook& book, const base::Date& day);
/// As one HTML page.
std::string processing_register_page(const Rulebook& book, const base::Date& day);

}  // namespace raccordo::app
