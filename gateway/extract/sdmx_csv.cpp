#include <utility>

#include "base/csv_field.hpp"
#include "extract/formats.hpp"
#include "extract/sdmx_terms.hpp"

namespace raccordo::extract {
namespace {

/// Writes one row: each field with its name, as the labels asked for say.
class RowWriter {
 public:
  explicit RowWriter(Labels labels) : labels_(labels) {}
  void field(std::string_view id, std::string_view name) {
    if (labels_ == Labels::both) {
      append(std::string(id) + ": " + base::harmless(name));
    } else {
      append(id);
      if (labels_ == Labels::name) append(base::harmless(name));
    }
  }
  /// A field whose value has no name.
  void plain(std::string_view value) {
    append(value);
    if (labels_ == Labels::name) append("");
  }
  /// A field that has no column for its name.
  void append(std::string_view value) {
    if (!row_.empty()) row_ += ',';
    base::append_field(row_, value);
  }
  std::string take() {
    row_ += '\n';
    return std::exchange(row_, {});
  }

 private:
  Labels labels_;
  std::string row_;
};

void put_header(RowWriter& row, const Cube& cube, Labels labels) {
  row.append("STRUCTURE");
  row.append("STRUCTURE_ID");
  if (labels == Labels::name) row.append("STRUCTURE_NAME");
  row.append("ACTION");
  for (const auto& dimension : cube.dimensions()) row.field(sdmx_id(dimension.id), dimension.label_it);
  for (const auto& component : {kTimePeriod, kObsValue, kObsStatus, kConfStatus})
    row.field(component.id, component.name_it);
}

/// The month of a row of months, else the period of the release.
std::string_view time_of(const Cube& cube, const CubeRows& rows) {
  const auto& dimensions = cube.dimensions();
  for (std::size_t i = 0; i < dimensions.size(); ++i) {
    if (dimensions[i].id != to_string(model::Dimension::month)) continue;
    if (model::parse_period(rows.category(i).code)) return rows.category(i).code;
  }
  return rows.period().code;
}

}  // namespace

std::string write_sdmx_csv(const Cube& cube, const Document& document) {
  const auto& definition = cube.definition();
  RowWriter row(document.labels);
  put_header(row, cube, document.labels);
  std::string out = row.take();
  for (CubeRows rows(cube); !rows.at_end(); rows.next()) {
    const auto state = rows.cell().state;
    if (state == CellState::absent) continue;
    row.append("dataflow");
    row.field(sdmx_reference(definition.id), definition.title_it);
    row.append("I");
    for (std::size_t i = 0; i < cube.dimensions().size(); ++i)
      row.field(rows.category(i).code, rows.category(i).label_it);
    row.plain(time_of(cube, rows));
    row.plain(number_text(definition.measure, rows.cell()));
    row.field(observation_status(state).id, observation_status(state).name_it);
    row.field(confidentiality(state).id, confidentiality(state).name_it);
    out += row.take();
  }
  return out;
}

}  // namespace raccordo::extract
