#include "mapping/population_file.hpp"

#include <array>
#include <charconv>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "base/plain_file.hpp"
#include "base/time.hpp"
#include "mapping/csv_sheet.hpp"
#include "model/population_total.hpp"

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
constexpr std::int64_t kMostInhabitants = 10'000'000;  // no Comune of Italy has 3 million

/// A whole number within [low, high], or a fault and nothing.
std::optional<std::int64_t> read_number(CsvSheet& sheet, Column column, std::int64_t low, std::int64_t high,
                                        std::string_view or_else = "") {
  const auto text = sheet.cell(column);
  std::int64_t number = 0;
  const auto* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, number);
  if (parsed.ec == std::errc() && parsed.ptr == end && number >= low && number <= high) return number;
  sheet.fault(std::string(kColumns[column].name) + " must be " + std::string(or_else) +
              "a whole number from " + std::to_string(low) + " to " + std::to_string(high) + ", not " +
              in_quotes(text) + "; write digits only, without points, commas, signs and blanks");
  return std::nullopt;
}

/// `_T`, or an age.
std::optional<std::int64_t> read_age(CsvSheet& sheet) {
  if (sheet.cell(age) == model::kEverySex) return model::kEveryAge;
  return read_number(sheet, age, 0, kOldest, "_T or ");
}

/// The Comune of today that the row counts for: itself, or the successor of a Comune that existed on that
/// day. A fault and nothing if there is none.
std::optional<std::string> read_comune(CsvSheet& sheet, const model::Territory& territory,
                                       std::optional<std::int64_t> of_year) {
  const auto code = sheet.cell(istat_code);
  if (territory.by_istat(code) != nullptr) return std::string(code);
  const auto* former = territory.former_by_istat(code);
  if (former == nullptr) {
    sheet.fault("the Comune " + in_quotes(code) + " is not in territory.csv; remove the row or correct it");
    return std::nullopt;
  }
  const auto day = base::Date{static_cast<std::int16_t>(of_year.value_or(0)), 1, 1};
  if (day <= former->last_day) return former->successor;
  sheet.fault("the Comune " + in_quotes(code) + " ceased on " + base::to_string(former->last_day) +
              "; count its people in the row of " + former->successor);
  return std::nullopt;
}

std::optional<model::PopulationRow> read_row(CsvSheet& sheet, const model::Territory& territory) {
  const auto of_year = read_number(sheet, year, base::kFirstYear, base::kLastYear);
  const auto of_age = read_age(sheet);
  const auto people = read_number(sheet, inhabitants, 0, kMostInhabitants);
  auto comune = read_comune(sheet, territory, of_year);
  const auto of_sex = sheet.cell(sex);
  const bool is_sex = of_sex == "M" || of_sex == "F" || of_sex == model::kEverySex;
  if (!is_sex) sheet.fault("sex must be M, F or _T, not " + in_quotes(of_sex));
  if (!of_year || !of_age || !people || !comune || !is_sex) return std::nullopt;
  return model::PopulationRow{
      std::move(*comune), static_cast<int>(*of_year), std::string(of_sex), static_cast<int>(*of_age), *people,
      sheet.line()};
}

/// Which people a row counts; `code` is the Comune as the file names it.
std::string key_of(std::string_view code, const model::PopulationRow& row) {
  return std::string(code) + " " + std::to_string(row.year) + " " + row.sex + " " + std::to_string(row.age);
}

/// The rows of one Comune and year of one kind: by sex, by age, by both.
struct Detail {
  std::int64_t sum = 0;
  bool is_there = false;
};
struct Counted {
  std::optional<std::int64_t> total;
  std::array<Detail, 3> details;
  int line = 0;  ///< of the total
};

/// Rows by sex or age beside a total must sum to it: a missing or doubled row would change every rate.
class TotalsCheck {
 public:
  void add(std::string_view code, const model::PopulationRow& row, int line) {
    auto& counted = counted_[{std::string(code), row.year}];
    const bool sexes = row.sex != model::kEverySex;
    const bool ages = row.age != model::kEveryAge;
    if (!sexes && !ages) {
      counted.total = row.inhabitants;
      counted.line = line;
      return;
    }
    auto& detail = counted.details.at(sexes ? (ages ? 2 : 0) : 1);
    detail.is_there = true;
    detail.sum += row.inhabitants;
  }
  void report(const std::string& file, FileFaults& faults) const {
    constexpr std::array<std::string_view, 3> kNames = {"sex", "age", "sex and age"};
    for (const auto& [key, counted] : counted_) {
      for (std::size_t i = 0; i < kNames.size(); ++i) {
        const auto& detail = counted.details.at(i);
        if (!counted.total || !detail.is_there || detail.sum == *counted.total) continue;
        faults.push_back({file, counted.line,
                          "the Comune " + key.first + " has " + std::to_string(*counted.total) +
                              " inhabitants in " + std::to_string(key.second) + " here, but its rows by " +
                              std::string(kNames.at(i)) + " sum to " + std::to_string(detail.sum) +
                              "; correct the rows, or leave the total out"});
      }
    }
  }

 private:
  std::map<std::pair<std::string, int>, Counted> counted_;
};

}  // namespace

model::Population load_population(const std::filesystem::path& folder, const model::Territory& territory,
                                  FileFaults& faults) {
  model::Population population;
  const auto file = folder / "population.csv";
  if (!base::is_present(file)) return population;
  const auto text = read_file(file, faults);
  if (!text) return population;
  std::unordered_map<std::string, int> seen;
  TotalsCheck totals;
  CsvSheet sheet(*text, file.string(), kColumns, faults);
  while (sheet.next()) {
    auto row = read_row(sheet, territory);
    if (!row) continue;
    const auto [place, fresh] = seen.emplace(key_of(sheet.cell(istat_code), *row), sheet.line());
    if (fresh) {
      totals.add(sheet.cell(istat_code), *row, sheet.line());
      population.rows.push_back(std::move(*row));
    } else {
      sheet.fault("these people are counted in line " + std::to_string(place->second) +
                  " already; remove one row");
    }
  }
  totals.report(file.string(), faults);
  return population;
}

}  // namespace raccordo::mapping
