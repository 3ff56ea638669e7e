#include "mapping/abbreviations_file.hpp"

#include <array>
#include <map>

#include "base/plain_file.hpp"
#include "mapping/csv_sheet.hpp"

namespace raccordo::mapping {
namespace {

enum Column : std::size_t { abbreviation, meaning };
constexpr std::array<ColumnSpec, 2> kColumns = {
    {{"abbreviation", ColumnNeed::required}, {"meaning", ColumnNeed::required}}};

}  // namespace

model::Abbreviations load_abbreviations(const std::filesystem::path& folder, FileFaults& faults) {
  model::Abbreviations out;
  const auto file = folder / "abbreviations.csv";
  if (!base::is_present(file)) return out;
  const auto text = read_file(file, faults);
  if (!text) return out;
  CsvSheet sheet(*text, file.string(), kColumns, faults);
  std::map<std::string, int> lines;
  while (sheet.next()) {
    const auto word = model::fold_name(sheet.cell(abbreviation));
    const auto written_out = model::fold_name(sheet.cell(meaning));
    if (word.empty() || written_out.empty()) {
      sheet.fault("abbreviation and meaning must both be given, in letters or digits");
      continue;
    }
    if (word.find(' ') != std::string::npos) {
      sheet.fault("the abbreviation " + in_quotes(sheet.cell(abbreviation)) +
                  " has several words; an abbreviation is one word");
      continue;
    }
    const auto [place, fresh] = lines.emplace(word, sheet.line());
    if (fresh) {
      out.emplace(word, written_out);
    } else {
      sheet.fault("the abbreviation " + in_quotes(sheet.cell(abbreviation)) + " is in line " +
                  std::to_string(place->second) + " already; remove one row");
    }
  }
  return out;
}

}  // namespace raccordo::mapping
