// Where two lines of JSON differ, in words. Used to say what an example gives otherwise than expected.
#pragma once

#include <string>

namespace raccordo::app {

/// `interventions[0].type {"source_code":"X"} instead of "anziani.pasti"`, several joined by `; `, five at
/// most; "" if both hold the same value, whatever the order of members. Identifiers of persons are not shown.
std::string json_differences(const std::string& expected, const std::string& found);

}  // namespace raccordo::app
