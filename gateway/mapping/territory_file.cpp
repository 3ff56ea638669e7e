#include "mapping/territory_file.hpp"

#include <array>
#include <map>

#include "base/plain_file.hpp"
#include "base/text.hpp"
#include "mapping/csv_sheet.hpp"

namespace raccordo::mapping {
namespace {

constexpr auto kRequired = ColumnNeed::required;
/// Columns of territory.csv for former Comuni.
constexpr std::size_t kValidTo = 5, kSuccessor = 6;
using Path = std::filesystem::path;

struct Ambito {
  std::string label, district;
};
using Ambiti = std::map<std::string, Ambito, std::less<>>;

/// Calls `read` with the sheet on each valid row.
template <std::size_t size, class Read>
void for_each_row(const Path& file, const std::array<ColumnSpec, size>& columns, FileFaults& faults,
                  Read read) {
  const auto text = read_file(file, faults);
  if (!text) return;
  CsvSheet sheet(*text, file.string(), columns, faults);
  sheet.require_visible_texts();
  while (sheet.next()) read(sheet);
}

Ambiti load_ambiti(const Path& file, FileFaults& faults) {
  constexpr std::array<ColumnSpec, 3> columns = {
      {{"ambito", kRequired}, {"nome", kRequired}, {"distretto", kRequired}}};
  Ambiti ambiti;
  for_each_row(file, columns, faults, [&](CsvSheet& sheet) {
    const std::string slug(sheet.cell(0));
    if (slug.empty() || sheet.cell(1).empty() || sheet.cell(2).empty()) {
      sheet.fault("ambito, nome and distretto must all be given");
    } else if (!ambiti.emplace(slug, Ambito{std::string(sheet.cell(1)), std::string(sheet.cell(2))}).second) {
      sheet.fault("the ambito " + in_quotes(slug) + " occurs twice; remove one row");
    }
  });
  return ambiti;
}

bool is_belfiore(std::string_view text) {
  return text.size() == 4 && text[0] >= 'A' && text[0] <= 'Z' && base::is_digits(text.substr(1));
}

void check_ambito(const model::Comune& comune, const Ambiti& ambiti, CsvSheet& sheet) {
  if (comune.ambito.empty() && comune.district.empty()) return;
  const auto found = ambiti.find(comune.ambito);
  if (found == ambiti.end()) {
    std::vector<std::string_view> known;
    for (const auto& [slug, ambito] : ambiti) known.emplace_back(slug);
    sheet.fault("the ambito " + in_quotes(comune.ambito) + " is not in ambiti.csv" +
                near_name_hint(comune.ambito, known));
  } else if (found->second.district != comune.district) {
    sheet.fault("the distretto " + in_quotes(comune.district) + " is not that of the ambito in ambiti.csv, " +
                in_quotes(found->second.district));
  }
}

/// The content of territory.csv: current Comuni and, with the line of each, former ones.
struct Comuni {
  std::vector<model::Comune> today;
  std::vector<std::pair<model::FormerComune, int>> former;
};

void check_codes(const model::Comune& comune, CsvSheet& sheet) {
  if (comune.name.empty()) sheet.fault("the name of the Comune is empty");
  if (comune.istat_code.size() != 6 || !base::is_digits(comune.istat_code)) {
    sheet.fault("istat_code must be 6 digits, not " + in_quotes(comune.istat_code) +
                "; a spreadsheet may have dropped leading zeros");
  }
  if (!is_belfiore(comune.belfiore_code)) {
    sheet.fault("belfiore_code must be a capital letter and 3 digits, not " +
                in_quotes(comune.belfiore_code));
  }
}

/// A row of an abolished or renumbered Comune: last day and successor must be given together.
void add_former(const model::Comune& comune, CsvSheet& sheet, Comuni& out) {
  const auto last_day = sheet.date(kValidTo);
  const std::string successor(sheet.cell(kSuccessor));
  if (sheet.cell(kValidTo).empty()) {
    sheet.fault("the successor " + in_quotes(successor) +
                " is given without valid_to; add the last day of the old code as YYYY-MM-DD");
  } else if (successor.empty()) {
    sheet.fault("valid_to is given without successor; add the ISTAT code of the Comune that took over");
  }
  if (!comune.ambito.empty() || !comune.district.empty()) {
    sheet.fault("leave ambito and distretto empty: cases of a Comune that ceased count for its successor");
  }
  out.former.emplace_back(model::FormerComune{comune.name, comune.istat_code, comune.belfiore_code,
                                              last_day.value_or(base::Date{}), successor},
                          sheet.line());
}

Comuni load_comuni(const Path& file, const Ambiti& ambiti, FileFaults& faults) {
  constexpr std::array<ColumnSpec, 7> columns = {{{"comune", kRequired},
                                                  {"istat_code", kRequired},
                                                  {"belfiore_code", kRequired},
                                                  {"ambito", kRequired},
                                                  {"distretto", kRequired},
                                                  {"valid_to", ColumnNeed::optional},
                                                  {"successor", ColumnNeed::optional}}};
  Comuni comuni;
  std::map<std::string, int, std::less<>> seen;
  const auto see = [&](CsvSheet& sheet, const std::string& key) {
    const auto [place, fresh] = seen.emplace(key, sheet.line());
    if (!fresh) sheet.fault(in_quotes(key) + " is in line " + std::to_string(place->second) + " already");
  };
  for_each_row(file, columns, faults, [&](CsvSheet& sheet) {
    model::Comune comune{std::string(sheet.cell(0)), std::string(sheet.cell(1)), std::string(sheet.cell(2)),
                         std::string(sheet.cell(3)), std::string(sheet.cell(4)), ""};
    check_codes(comune, sheet);
    see(sheet, comune.istat_code);
    if (!sheet.cell(kValidTo).empty() || !sheet.cell(kSuccessor).empty()) {
      add_former(comune, sheet, comuni);
      return;
    }
    see(sheet, comune.belfiore_code);
    see(sheet, model::fold_name(comune.name));
    check_ambito(comune, ambiti, sheet);
    comuni.today.push_back(std::move(comune));
  });
  return comuni;
}

/// Follows the successors of former Comuni to the current one.
class Successions {
 public:
  Successions(const Path& file, const Comuni& comuni, FileFaults& faults)
      : file_(file.string()), former_(comuni.former), faults_(faults) {
    for (const auto& comune : comuni.today) today_.emplace(comune.istat_code, &comune);
    for (const auto& row : comuni.former) by_istat_.emplace(row.first.istat_code, &row);
  }

  void add_to(model::Territory& territory) {
    for (const auto& [former, line] : former_) {
      if (former.successor.empty()) continue;  // told already
      if (const auto* heir = heir_of(former, line)) add(territory, former, line, *heir);
    }
  }

 private:
  using Row = std::pair<model::FormerComune, int>;

  void fault(int line, std::string message) { faults_.push_back({file_, line, std::move(message)}); }

  const model::Comune* heir_of(const model::FormerComune& former, int line) {
    const auto* at = &former;
    for (std::size_t steps = 0; steps <= former_.size(); ++steps) {
      if (const auto found = today_.find(at->successor); found != today_.end()) return found->second;
      const auto next = by_istat_.find(at->successor);
      if (next == by_istat_.end()) {
        fault(line, "the successor " + in_quotes(at->successor) +
                        " is not in this file; give the ISTAT code of the Comune that took over");
        return nullptr;
      }
      at = &next->second->first;
    }
    fault(line, "the successors of " + in_quotes(former.istat_code) +
                    " lead back to it and never to a Comune of today; correct one of them");
    return nullptr;
  }

  /// An old name or Belfiore code may be that of the successor, and of no other Comune.
  void add(model::Territory& territory, const model::FormerComune& former, int line,
           const model::Comune& heir) {
    for (const auto* bearer : {territory.by_belfiore(former.belfiore_code), territory.by_name(former.name)}) {
      if (bearer == nullptr || bearer->istat_code == heir.istat_code) continue;
      fault(line, "name or belfiore_code is that of " + in_quotes(bearer->istat_code) +
                      ", which is not the successor; correct one of them");
      return;
    }
    if (territory.former_by_belfiore(former.belfiore_code) != nullptr) {
      fault(line, "the belfiore_code " + in_quotes(former.belfiore_code) + " occurs twice; correct one row");
      return;
    }
    auto settled = former;
    settled.successor = heir.istat_code;
    territory.add_former(std::move(settled));
  }

  std::string file_;
  const std::vector<Row>& former_;
  FileFaults& faults_;
  std::map<std::string, const model::Comune*, std::less<>> today_;
  std::map<std::string, const Row*, std::less<>> by_istat_;
};

/// Groups have the form `<ambito>.<n>`; each Comune is in one at most.
std::map<std::string, std::string> load_groups(const Path& file, std::vector<model::Comune>& comuni,
                                               FileFaults& faults) {
  std::map<std::string, std::string> labels;
  if (!base::is_present(file)) return labels;
  constexpr std::array<ColumnSpec, 4> columns = {{{"group", kRequired},
                                                  {"label", kRequired},
                                                  {"istat_code", kRequired},
                                                  {"alone", ColumnNeed::optional}}};
  std::map<std::string, model::Comune*, std::less<>> by_istat;
  for (auto& comune : comuni) by_istat.emplace(comune.istat_code, &comune);
  for_each_row(file, columns, faults, [&](CsvSheet& sheet) {
    const std::string group(sheet.cell(0));
    const std::string label(sheet.cell(1));
    const auto found = by_istat.find(sheet.cell(2));
    if (found == by_istat.end()) {
      sheet.fault("the Comune " + in_quotes(sheet.cell(2)) + " is not in territory.csv");
      return;
    }
    auto& comune = *found->second;
    const auto dot = group.rfind('.');
    const bool numbered =
        dot != std::string::npos && base::is_digits(std::string_view(group).substr(dot + 1));
    if (comune.ambito.empty() || !numbered || group.substr(0, dot) != comune.ambito) {
      sheet.fault("the group " + in_quotes(group) +
                  " must be the Comune's ambito, a point and a number, as " +
                  in_quotes(comune.ambito + ".1"));
    }
    if (!comune.group.empty()) {
      sheet.fault("the Comune " + in_quotes(comune.istat_code) + " is in the group " +
                  in_quotes(comune.group) + " already; a Comune belongs to one group");
    }
    const auto& known = labels.emplace(group, label).first->second;
    if (label.empty() || known != label)
      sheet.fault("the group " + in_quotes(group) + " needs one label, the same on each row");
    const auto alone = sheet.cell(3);
    if (!alone.empty() && alone != "yes")
      sheet.fault("the column alone must be `yes` or empty, not " + in_quotes(alone));
    comune.group = group;
    comune.alone = alone == "yes";
  });
  return labels;
}

void load_aliases(const Path& file, model::Territory& territory, FileFaults& faults) {
  if (!base::is_present(file)) return;
  constexpr std::array<ColumnSpec, 2> columns = {{{"name", kRequired}, {"istat_code", kRequired}}};
  for_each_row(file, columns, faults, [&](CsvSheet& sheet) {
    const auto name = sheet.cell(0);
    const auto istat = sheet.cell(1);
    const auto* known = territory.by_name(name);
    if (!territory.by_istat(istat)) {
      sheet.fault("the Comune " + in_quotes(istat) + " is not in territory.csv");
    } else if (model::fold_name(name).empty()) {
      sheet.fault("the name is empty");
    } else if (known && known->istat_code != istat) {
      sheet.fault("the name " + in_quotes(name) + " already means the Comune " +
                  in_quotes(known->istat_code));
    } else {
      territory.add_alias(name, istat);
    }
  });
}

}  // namespace

model::Territory load_territory(const Path& folder, FileFaults& faults) {
  const auto ambiti = load_ambiti(folder / "ambiti.csv", faults);
  auto comuni = load_comuni(folder / "territory.csv", ambiti, faults);
  auto groups = load_groups(folder / "comune-groups.csv", comuni.today, faults);
  std::map<std::string, std::string> labels;
  for (const auto& [slug, ambito] : ambiti) labels.emplace(slug, ambito.label);
  Successions successions(folder / "territory.csv", comuni, faults);
  model::Territory territory(comuni.today, std::move(labels), std::move(groups));
  successions.add_to(territory);
  load_aliases(folder / "territory-aliases.csv", territory, faults);
  return territory;
}

}  // namespace raccordo::mapping
