// The differences between two lines of JSON as text. Used for the results of examples.
#pragma once

#include <string>

namespace raccordo::app {

/// `interventions[0].type {"source_code":"X"} instead of "anziani.pasti"`, several joined by `; `, five at
/// most; "" if both have the same value in any order of members. Identifiers of persons are not shown.
std::string json_differences(const std::string& expected, const std::string& found);

}  // namespace raccordo::app
