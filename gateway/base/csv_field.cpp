#include "base/csv_field.hpp"

namespace raccordo::base {

void append_field(std::string& row, std::string_view field) {
  if (field.find_first_of(",\"\r\n") == std::string_view::npos) {
    row += field;
    return;
  }
  row += '"';
  for (const char c : field) {
    if (c == '"') row += '"';
    row += c;
  }
  row += '"';
}

std::string harmless(std::string_view text) {
  const bool is_formula = text.find_first_of("=+-@\t\r") == 0;
  return (is_formula ? "'" : "") + std::string(text);
}

}  // namespace raccordo::base
