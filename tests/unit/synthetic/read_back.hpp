// The files of a synthetic register read back as facts, so that the counters of the gateway count it: what
// comes out is compared with the release and, in tests only, with the register of which the release is.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/case_facts.hpp"
#include "model/scheme.hpp"
#include "synthetic/microdata.hpp"

namespace raccordo::tests {

/// The rows of a CSV as maps from column to value. For files without quotes.
std::vector<std::map<std::string, std::string>> rows_of(const synthetic::Microdata& made,
                                                        const std::string& file);
const std::string& content_of(const synthetic::Microdata& made, const std::string& file);

/// Persons with the lowest age of their band, cases open all through 2017. A group of Comuni becomes its
/// first Comune.
model::FactSet facts_of(const synthetic::Microdata& made, const model::Scheme& scheme);

}  // namespace raccordo::tests
