#include "extract/table_rows.hpp"

namespace raccordo::extract {
namespace {

std::string with_decimals(std::int64_t value, std::size_t decimals) {
  std::string digits = std::to_string(value);
  const std::string sign = value < 0 ? "-" : "";
  digits.erase(0, sign.size());
  if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
  digits.insert(digits.size() - decimals, 1, '.');
  return sign + digits;
}

}  // namespace

TableRows::TableRows(const model::ProtectedTable& table)
    : table_(table), places_(table.dimensions().size(), 0) {}

void TableRows::next() {
  ++cell_;
  for (std::size_t i = places_.size(); i-- > 0;) {
    if (++places_[i] < table_.dimensions()[i].categories.size()) return;
    places_[i] = 0;
  }
}

std::string number_text(model::Measure measure, const model::ShownCell& cell) {
  if (cell.hidden) return "";
  switch (measure) {
    case model::Measure::amount:
      return with_decimals(cell.value, 2);
    case model::Measure::prevalence:
    case model::Measure::incidence:
      return with_decimals(cell.value, 6);
    default:
      return std::to_string(cell.value);
  }
}

}  // namespace raccordo::extract
