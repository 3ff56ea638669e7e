#include "mapping/scheme_file.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>

#include "mapping/abbreviations_file.hpp"
#include "mapping/csv_sheet.hpp"
#include "mapping/population_file.hpp"
#include "mapping/target_codes.hpp"
#include "mapping/territory_file.hpp"
#include "model/field.hpp"

namespace raccordo::mapping {
namespace {

enum Column : std::size_t { code, label_it, label_en, parent, valid_from, valid_to, age_min, age_max };
constexpr std::array<ColumnSpec, 8> kColumns = {{{"code", ColumnNeed::required},
                                                 {"label_it", ColumnNeed::required},
                                                 {"label_en", ColumnNeed::required},
                                                 {"parent", ColumnNeed::optional},
                                                 {"valid_from", ColumnNeed::optional},
                                                 {"valid_to", ColumnNeed::optional},
                                                 {"age_min", ColumnNeed::optional},
                                                 {"age_max", ColumnNeed::optional}}};

/// Files of the folder that are not code systems.
constexpr std::array<std::string_view, 6> kOthers = {"territory",     "ambiti",     "territory-aliases",
                                                     "comune-groups", "population", "abbreviations"};

/// Only reports of needs use it: a folder that is older has no such file.
constexpr std::string_view kOptionalSystem = "referral";

constexpr int kOldest = 150;

/// A code system as read, with the line of each code for faults that need all files.
struct Loaded {
  std::string file;
  model::CodeSystem system;
  std::vector<int> lines;
};

std::optional<int> read_age(CsvSheet& sheet, Column column) {
  const auto text = sheet.cell(column);
  if (text.empty()) return std::nullopt;
  int age = -1;
  const auto* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, age);
  if (parsed.ec == std::errc() && parsed.ptr == end && age >= 0 && age <= kOldest) return age;
  sheet.fault(std::string(kColumns[column].name) + " must be whole years from 0 to 150, not " +
              in_quotes(text));
  return std::nullopt;
}

bool is_code(std::string_view text) {
  const auto letter_or_digit = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  return !text.empty() && letter_or_digit(text[0]) && std::all_of(text.begin(), text.end(), [&](char c) {
    return letter_or_digit(c) || c == '.' || c == '-' || c == '_' || c == '+';
  });
}

model::Code read_code(CsvSheet& sheet) {
  model::Code row{std::string(sheet.cell(code)),
                  std::string(sheet.cell(label_it)),
                  std::string(sheet.cell(label_en)),
                  std::string(sheet.cell(parent)),
                  sheet.date(valid_from),
                  sheet.date(valid_to),
                  read_age(sheet, age_min),
                  read_age(sheet, age_max)};
  if (!is_code(row.code)) {
    sheet.fault("the code " + in_quotes(row.code) +
                " must start with a letter or digit and hold letters, digits and . - _ + only");
  }
  if (row.label_it.empty() || row.label_en.empty()) sheet.fault("both labels must be given");
  if (row.valid_from && row.valid_to && *row.valid_to < *row.valid_from) {
    sheet.fault("valid_to lies before valid_from; exchange or correct them");
  }
  if (row.age_min && row.age_max && *row.age_max < *row.age_min) sheet.fault("age_max is below age_min");
  return row;
}

Loaded load_system(const std::filesystem::path& file, FileFaults& faults) {
  Loaded loaded{file.string(), {}, {}};
  const auto text = read_file(file, faults);
  std::vector<model::Code> codes;
  std::map<std::string, int, std::less<>> seen;
  if (text) {
    CsvSheet sheet(*text, loaded.file, kColumns, faults);
    sheet.require_visible_texts();
    while (sheet.next()) {
      auto row = read_code(sheet);
      const auto [place, fresh] = seen.emplace(row.code, sheet.line());
      if (fresh) {
        loaded.lines.push_back(sheet.line());
        codes.push_back(std::move(row));
      } else {
        sheet.fault("the code " + in_quotes(row.code) + " is in line " + std::to_string(place->second) +
                    " already; remove one row");
      }
    }
  }
  loaded.system = model::CodeSystem(file.stem().string(), std::move(codes));
  return loaded;
}

/// Follows the parents of a code; in case of a cycle, the lines of all its codes, in order.
std::vector<int> lines_of_cycle(const Loaded& loaded, const model::Code& start) {
  const auto& system = loaded.system;
  const auto line_of = [&](const model::Code& code) {
    return loaded.lines[static_cast<std::size_t>(&code - system.codes().data())];
  };
  std::vector<int> lines = {line_of(start)};
  const auto* at = system.find(start.parent);
  for (std::size_t steps = 0; at && steps < system.codes().size(); ++steps) {
    if (at == &start) {
      std::sort(lines.begin(), lines.end());
      return lines;
    }
    lines.push_back(line_of(*at));
    at = at->parent.empty() ? nullptr : system.find(at->parent);
  }
  return {};
}

/// `line 4`, `lines 2 and 3`, `lines 2, 3 and 9`; for a long cycle the first lines.
std::string in_words(std::vector<int> lines) {
  constexpr std::size_t shown = 5;
  const bool more = lines.size() > shown;
  if (more) lines.resize(shown);
  std::string out = lines.size() == 1 ? "line " : "lines ";
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i > 0) out += i + 1 == lines.size() && !more ? " and " : ", ";
    out += std::to_string(lines[i]);
  }
  return more ? out + " and more" : out;
}

void check_parents(const Loaded& loaded, const model::Scheme& scheme, FileFaults& faults) {
  const auto& system = loaded.system;
  const auto* parents = parent_system(scheme, system);
  const bool interventions = system.id() == kInterventionSystem;
  for (std::size_t i = 0; i < system.codes().size(); ++i) {
    const auto& row = system.codes()[i];
    const auto add = [&](std::string message) {
      faults.push_back({loaded.file, loaded.lines[i], std::move(message)});
    };
    if (row.parent.empty()) {
      if (interventions) add("an intervention needs its area as parent");
      continue;
    }
    if (!parents || !parents->find(row.parent)) {
      add("the parent " + in_quotes(row.parent) + " is not in " +
          (interventions ? std::string("area.csv") : "this file") + "; add it or correct the name");
    } else if (interventions && !row.code.starts_with(row.parent + ".")) {
      add("the code of an intervention must start with its area and a point: " + in_quotes(row.parent + "."));
    } else if (!interventions) {
      const auto cycle = lines_of_cycle(loaded, row);
      if (cycle.empty()) continue;
      add("the parents of " + in_quotes(row.code) + " lead back to it (" + in_words(cycle) +
          "); correct one of them");
    }
  }
}

/// The systems that shared fields need, and further ones of the folder.
std::set<std::string> system_names(const std::filesystem::path& folder) {
  std::set<std::string> names;
  for (const auto& row : model::field_table()) {
    if (!row.code_system.empty() && row.code_system != kOptionalSystem) names.emplace(row.code_system);
  }
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const auto name = entry.path().stem().string();
    if (entry.path().extension() != ".csv") continue;
    if (std::find(kOthers.begin(), kOthers.end(), name) == kOthers.end()) names.insert(name);
  }
  return names;
}

}  // namespace

base::Result<model::Scheme, FileFaults> load_scheme(const std::filesystem::path& folder) {
  FileFaults faults;
  std::error_code error;
  if (!std::filesystem::is_directory(folder, error)) {
    faults.push_back({folder.string(), 0, "there is no such folder; it must hold the shared code systems"});
    return faults;
  }
  model::Scheme scheme;
  std::vector<Loaded> all;
  for (const auto& name : system_names(folder)) {
    all.push_back(load_system(folder / (name + ".csv"), faults));
    scheme.systems.emplace(name, all.back().system);
  }
  for (const auto& loaded : all) check_parents(loaded, scheme, faults);
  scheme.territory = load_territory(folder, faults);
  scheme.population = load_population(folder, scheme.territory, faults);
  scheme.abbreviations = load_abbreviations(folder, faults);
  if (faults.empty()) return scheme;
  sort_faults(faults);
  return faults;
}

}  // namespace raccordo::mapping
