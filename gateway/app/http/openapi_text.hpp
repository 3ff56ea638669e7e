// The texts of schemas/openapi.yaml and schemas/case.schema.json, compiled in by CMake, so that the program
// does not need the files.
#pragma once

#include <string_view>

namespace raccordo::app {

std::string_view openapi_text();
std::string_view case_schema_text();

}  // namespace raccordo::app
