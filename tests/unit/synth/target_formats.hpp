// The table of docs/target-formats.md: which fields of the shared record the documents of a source have a
// place for. Tests compare it with the code, and take from it what a comparison of formats may leave out.
#pragma once

#include <fstream>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "model/field.hpp"

namespace raccordo::synth {

class TargetFormats {
 public:
  TargetFormats() {
    std::ifstream page(std::string(RACCORDO_SOURCE_DIR) + "/docs/target-formats.md");
    for (std::string line; std::getline(page, line);) {
      if (!line.starts_with("| ")) continue;
      const auto cells = cells_of(line);
      if (sources_.empty()) {
        sources_.assign(cells.begin() + 1, cells.end());
        continue;
      }
      if (cells.size() != sources_.size() + 1) throw std::runtime_error("a row of another length: " + line);
      for (std::size_t i = 0; i < sources_.size(); ++i) {
        if (cells[i + 1] != "yes" && cells[i + 1] != "no") throw std::runtime_error("not yes or no: " + line);
        if (cells[i + 1] == "no") without_[sources_[i]].insert(cells[0]);
      }
      rows_.push_back(cells[0]);
    }
    if (rows_.empty()) throw std::runtime_error("docs/target-formats.md has no table");
  }

  /// `person.sex`, `interventions[].type`.
  static std::string row_of(model::Field field) {
    auto path = model::field_path(field, 0);
    const auto item = path.find("[0]");
    return item == path.npos ? path : path.erase(item + 1, 1);
  }

  const std::vector<std::string>& sources() const { return sources_; }
  const std::vector<std::string>& rows() const { return rows_; }
  /// Fields that are not in the table have a place everywhere.
  bool has_place(const std::string& source, const std::string& row) const {
    const auto found = without_.find(source);
    return found == without_.end() || !found->second.contains(row);
  }

 private:
  static std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells;
    for (const auto cell : base::split(line, '|')) cells.emplace_back(base::trim(cell));
    return {cells.begin() + 1, cells.end() - 1};  // nothing stands before the first bar and after the last
  }

  std::vector<std::string> sources_, rows_;
  std::map<std::string, std::set<std::string>> without_;
};

}  // namespace raccordo::synth
