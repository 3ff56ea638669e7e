#include "extract/csv_field.hpp"
#include "extract/formats.hpp"
#include "extract/table_rows.hpp"

namespace raccordo::extract {

std::string write_csv(const model::ProtectedTable& table) {
  const auto& dimensions = table.dimensions();
  std::string out;
  for (const auto& dimension : dimensions) out += dimension.id + ",";
  for (const auto& dimension : dimensions) out += dimension.id + "_label_it,";
  out += "value,status\n";
  for (TableRows rows(table); !rows.at_end(); rows.next()) {
    for (std::size_t i = 0; i < dimensions.size(); ++i) {
      append_field(out, harmless(rows.category(i).code));
      out += ',';
    }
    for (std::size_t i = 0; i < dimensions.size(); ++i) {
      append_field(out, harmless(rows.category(i).label_it));
      out += ',';
    }
    out += number_text(table.definition().measure, rows.cell());
    out += rows.cell().hidden ? ",c\n" : ",\n";
  }
  return out;
}

}  // namespace raccordo::extract
