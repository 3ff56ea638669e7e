// The expected results of the documents: the outcome of every record, and the sums. Written by the sets as
// truth.json and cases.csv; read by tests and the demo.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "synth/defects.hpp"
#include "synth/synth_case.hpp"

namespace raccordo::synth {

/// The position of a record.
struct Place {
  std::string file;  ///< relative to the output folder
  std::uint64_t record = 0;
};

class Truth {
 public:
  /// cases.csv is written to `folder` case by case; truth.json when `write` is called.
  Truth(const std::filesystem::path& folder, std::string set, std::uint64_t seed, int year);
  void add_good(const Place& place, const SynthCase& good, const SourceCase& written, System system);
  void add_defect(const Place& place, const DefectKind& kind, const SourceCase& written, System system);
  void write();

  std::uint64_t cases() const { return cases_; }
  std::size_t persons() const { return owners_of_.size(); }
  std::uint64_t defects() const { return defects_; }
  const std::map<std::string, std::uint64_t>& by_ambito() const { return by_ambito_; }

 private:
  using Persons = std::unordered_set<std::uint32_t>;
  void add_line(const Place& place, const SourceCase& written, System system, const std::string& tail);

  std::filesystem::path folder_;
  std::string set_;
  std::uint64_t seed_;
  int year_;
  std::ofstream lines_;
  std::uint64_t cases_ = 0, defects_ = 0;
  std::map<std::string, std::uint64_t> by_ambito_, by_source_, by_defect_;
  std::map<std::string, std::uint64_t> files_;  ///< records by file
  std::map<std::string, Persons> by_area_, by_type_;
  std::unordered_map<std::uint32_t, std::set<std::string>> owners_of_, systems_of_;  ///< by person
};

}  // namespace raccordo::synth
