// The text of schemas/openapi.yaml, compiled in by CMake, so that the program stands alone.
#pragma once

#include <string_view>

namespace raccordo::app {

std::string_view openapi_text();

}  // namespace raccordo::app
