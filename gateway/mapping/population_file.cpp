#include "mapping/population_file.hpp"

#include <array>
#include <charconv>
#include <unordered_map>

#include "base/time.hpp"
#include "mapping/csv_sheet.hpp"

namespace raccordo::mapping {
namespace {

enum Column : std::size_t { istat_code, year, sex, age, inhabitants };
constexpr auto kRequired = ColumnNeed::required;
constexpr std::array<ColumnSpec, 5> kColumns = {{{"istat_code", kRequired},
                                                 {"year", kRequired},
                                                 {"sex", kRequired},
                                                 {"age", kRequired},
                                                 {"inhabitants", kRequired}}};
constexpr int kOldest = 150;
constexpr std::int64_t kMostInhabitants = 100'000'000;

/// A whole number within [low, high], or a fault and nothing.
std::optional<std::int64_t> read_number(CsvSheet& sheet, Column column, std::int64_t low, std::int64_t high) {
  const auto text = sheet.cell(column);
  std::int64_t number = 0;
  const auto* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, number);
  if (parsed.ec == std::errc() && parsed.ptr == end && number >= low && number <= high) return number;
  sheet.fault(std::string(kColumns[column].name) + " must be a whole number from " + std::to_string(low) +
              " to " + std::to_string(high) + ", not " + in_quotes(text));
  return std::nullopt;
}

std::optional<model::PopulationRow> read_row(CsvSheet& sheet, const model::Territory& territory) {
  const auto of_year = read_number(sheet, year, base::kFirstYear, base::kLastYear);
  const auto of_age = read_number(sheet, age, 0, kOldest);
  const auto people = read_number(sheet, inhabitants, 0, kMostInhabitants);
  const auto code = sheet.cell(istat_code);
  const bool is_known = territory.by_istat(code) != nullptr;
  if (!is_known) {
    sheet.fault("the Comune " + in_quotes(code) + " is not in territory.csv; remove the row or correct it");
  }
  const auto of_sex = sheet.cell(sex);
  const bool is_sex = of_sex == "M" || of_sex == "F";
  if (!is_sex) sheet.fault("sex must be M or F, not " + in_quotes(of_sex));
  if (!of_year || !of_age || !people || !is_known || !is_sex) return std::nullopt;
  return model::PopulationRow{std::string(code), static_cast<int>(*of_year), std::string(of_sex),
                              static_cast<int>(*of_age), *people};
}

/// Which people a row counts.
std::string key_of(const model::PopulationRow& row) {
  return row.istat_code + " " + std::to_string(row.year) + " " + row.sex + " " + std::to_string(row.age);
}

}  // namespace

model::Population load_population(const std::filesystem::path& folder, const model::Territory& territory,
                                  FileFaults& faults) {
  model::Population population;
  const auto file = folder / "population.csv";
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return population;
  const auto text = read_file(file, faults);
  if (!text) return population;
  std::unordered_map<std::string, int> seen;
  CsvSheet sheet(*text, file.string(), kColumns, faults);
  while (sheet.next()) {
    auto row = read_row(sheet, territory);
    if (!row) continue;
    const auto [place, fresh] = seen.emplace(key_of(*row), sheet.line());
    if (fresh) {
      population.rows.push_back(std::move(*row));
    } else {
      sheet.fault("these people are counted in line " + std::to_string(place->second) +
                  " already; remove one row");
    }
  }
  return population;
}

}  // namespace raccordo::mapping
