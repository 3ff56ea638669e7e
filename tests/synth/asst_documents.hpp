// The document of the invented sociosanitary body (ASST), with faulty records, and the expected results
// beside it. Used by the ambito set.
#pragma once

#include <cstdint>
#include <fstream>
#include <map>
#include <string>

#include "synth/asst_cases.hpp"
#include "synth/document_file.hpp"

namespace raccordo::synth {

/// Writes asst/asst.ndjson, asst.csv (every record and its outcome) and asst.json (the sums).
class AsstDocuments {
 public:
  AsstDocuments(Workshop& workshop, const Order& order);
  AsstDocuments(const AsstDocuments&) = delete;
  AsstDocuments& operator=(const AsstDocuments&) = delete;
  /// Must meet every municipal case.
  void meet(const SynthCase& known) { cases_.meet(known); }
  /// Writes what is left. Throws std::runtime_error if it could not be written.
  void finish();

 private:
  void add(const SynthCase& good, Acquainted acquainted);
  void add_defect();
  void append(const SourceCase& written, const std::string& tail);

  Workshop& workshop_;
  Order order_;
  AsstCases cases_;
  Random defects_random_;
  DocumentFile document_;
  std::ofstream lines_;
  std::map<std::string, std::uint64_t> by_ambito_, by_defect_;
  std::uint64_t good_ = 0, shared_ = 0;
  double credit_ = 0;
  std::size_t next_kind_ = 0;
};

}  // namespace raccordo::synth
