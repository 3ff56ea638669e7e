#include "extract/render.hpp"

#include <algorithm>
#include <array>

#include "extract/formats.hpp"

namespace raccordo::extract {
namespace {

struct FormatFacts {
  std::string_view name, media_type, extension;
  std::string (*write)(const Cube&, const Document&);
};

/// In the order of TableFormat.
constexpr std::array<FormatFacts, 5> kFormats = {
    {{"json-stat", "application/json", ".json", write_json_stat},
     {"csv", "text/csv", ".csv", write_csv},
     {"sdmx-csv", "application/vnd.sdmx.data+csv", ".sdmx.csv", write_sdmx_csv},
     {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx", write_xlsx},
     {"sdmx-structure", "application/vnd.sdmx.structure+json", ".structure.json", write_sdmx_structure}}};
constexpr auto kCellFormats = kFormats.begin() + 4;

const FormatFacts& facts(TableFormat format) { return kFormats.at(static_cast<std::size_t>(format)); }

}  // namespace

std::string_view to_string(TableFormat format) { return facts(format).name; }

std::optional<TableFormat> parse_table_format(std::string_view text) {
  const auto* found =
      std::find_if(kFormats.begin(), kCellFormats, [&](const auto& format) { return format.name == text; });
  if (found == kCellFormats) return std::nullopt;
  return static_cast<TableFormat>(found - kFormats.begin());
}

std::string_view media_type(TableFormat format) { return facts(format).media_type; }
std::string_view file_extension(TableFormat format) { return facts(format).extension; }

std::string render(const model::ProtectedTable& table, TableFormat format, const Document& document) {
  return render(Cube(table), format, document);
}
std::string render(const Cube& cube, TableFormat format, const Document& document) {
  return facts(format).write(cube, document);
}

std::optional<Labels> parse_labels(std::string_view text) {
  if (text == "id") return Labels::id;
  if (text == "name") return Labels::name;
  if (text == "both") return Labels::both;
  return std::nullopt;
}

std::string updated_text(const Document& document) {
  return document.updated.micros == 0 ? "" : base::to_string(document.updated);
}

}  // namespace raccordo::extract
