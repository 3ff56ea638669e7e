// FhirRecords: the records of an opened Bundle, and what is wrong with the Bundle around them: entries that
// belong to no record, ambiguous addresses, modifiers that the profile does not know. Every entry that a
// profile could read belongs to a record or has an issue.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "codecs/compiled_profile.hpp"
#include "codecs/fhir/fhir_bundle.hpp"
#include "codecs/fhir/fhir_meaning.hpp"
#include "codecs/record_view.hpp"
#include "model/issue.hpp"

namespace raccordo::codecs {

class FhirRecords {
 public:
  struct Record {
    std::uint32_t node = kNoJsonNode;  ///< kNoJsonNode: the entries that belong to no record
    std::size_t bytes = 0;             ///< of its entries, nearly
    bool is_read = true;               ///< false: only its issues are told
    bool is_doubtful = false;          ///< a modifier that the profile does not know is in it
    std::vector<model::Issue> issues;
    std::optional<RecordCondition> condition = std::nullopt;
  };
  /// What stands around the records: the limit of a record in bytes, and the line in NDJSON.
  struct Setting {
    std::size_t record_bytes = 0;
    std::uint64_t line = 0;
  };

  FhirRecords(const CompiledProfile& profile, const FhirBundle& bundle)
      : profile_(profile), bundle_(bundle) {}
  /// What makes it no Bundle with records at all; then there are none.
  std::optional<model::Issue> read(const Setting& setting);
  std::vector<Record>& records() { return records_; }
  /// For each entry the position of its record in records(), from 1; 0: of none, or of several.
  std::vector<std::size_t> owners() const;

 private:
  std::optional<model::Issue> refuse_bundle() const;
  void find_records();
  void check_entries();
  void check_contained();
  void check_request(const FhirBundle::Entry& entry);
  /// A conditional create, or an update whose `url` is a search.
  void check_conditions(const FhirBundle::Entry& entry, std::uint32_t request);
  void note_condition(std::uint32_t resource, RecordCondition condition);
  void check_patients();
  void check_owned();
  void check_twins();
  void check_meaning();
  void check_elements();
  void check_modifiers(std::uint32_t node);
  /// To the records of the resource, which withdraw nothing then.
  void blame_fault(std::uint32_t resource, const MeaningFault& fault);
  void measure(std::size_t record_bytes);
  model::Issue issue(std::uint32_t node, model::IssueCode code, std::string message) const;
  /// To the records of the resource; if it belongs to none of them alone, the first such issue goes to all
  /// and the others to the first record.
  void blame(std::uint32_t resource, const model::Issue& issue);
  /// Marks the same records as doubtful.
  void doubt(std::uint32_t resource);
  /// To the only record, or to the entries that belong to none.
  void blame_strays(const model::Issue& issue);
  static void add(Record& record, const model::Issue& issue);
  bool is_read(std::string_view type) const;

  const CompiledProfile& profile_;
  const FhirBundle& bundle_;
  std::uint64_t line_ = 0;
  std::vector<Record> records_;
  std::unordered_map<std::uint32_t, std::size_t> of_patient_;  ///< index of the first record of a Patient
  std::unordered_map<std::uint32_t, std::size_t> of_node_;
  bool has_strays_ = false, has_told_all_ = false, has_doubted_all_ = false;
};

}  // namespace raccordo::codecs
