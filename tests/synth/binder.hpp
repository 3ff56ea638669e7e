// Puts cases into the right documents, adds the ordered defects, and records the expected results. Used by
// the ambito and published sets.
#pragma once

#include <map>
#include <string>

#include "synth/case_maker.hpp"
#include "synth/document_file.hpp"
#include "synth/people.hpp"
#include "synth/sets.hpp"

namespace raccordo::synth {

class Binder {
 public:
  Binder(Workshop& workshop, const Order& order, std::string set);
  /// Writes a good case (numbers it first) and, from time to time, a faulty one after it.
  void add(SynthCase good);
  /// Ends all documents and writes the truth.
  Truth finish();

 private:
  DocumentFile& document(const Town& town);
  DocumentFile& late_document(System system);
  void add_defect(const SynthCase& good, DocumentFile& file);
  void add_stale(const SynthCase& good);
  /// False if systems like the town's cannot have the defect.
  bool add_fresh_defect(const Town& town, const DefectKind& kind);
  Place place_of(const DocumentFile& file, std::uint64_t record) const;

  Workshop& workshop_;
  Order order_;
  Truth truth_;
  CaseMaker cases_;
  PeopleMaker people_;  ///< of faulty records
  Random random_;
  std::map<std::string, DocumentFile> documents_;
  std::map<const DocumentFile*, SourceCase> previous_;  ///< the good case before the last, by document
  std::map<System, std::size_t> next_kind_;
  std::map<System, double> credit_;
  std::uint32_t numbered_ = 0;
};

}  // namespace raccordo::synth
