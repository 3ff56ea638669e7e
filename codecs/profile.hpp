// Profile: how one system's documents are read (docs/mapping.md#profiles), loaded strictly from YAML and
// compiled once. Immutable; shared between threads.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_fault.hpp"
#include "base/result.hpp"
#include "model/document_format.hpp"
#include "model/field_record.hpp"
#include "model/own_codes.hpp"
#include "model/sender.hpp"

namespace raccordo::codecs {

using base::FileFault;

struct CompiledProfile;  // codecs/compiled_profile.hpp, for the codecs alone

class Profile {
 public:
  explicit Profile(std::shared_ptr<const CompiledProfile> compiled) : compiled_(std::move(compiled)) {}
  const std::string& source() const;
  const std::string& title() const;
  model::DocumentFormat format() const;
  /// iconv name; "" if the document itself says it (XML).
  std::string encoding() const;
  /// Names of the mapping tables the profile feeds, each with the code system it maps to.
  struct TableUse {
    std::string table, code_system;
    int line = 0;  ///< in profile.yaml
  };
  const std::vector<TableUse>& tables() const;
  /// The coded fields that the profile fills, in its order; a field with several tables is there for each.
  std::vector<model::CodedField> coded_fields() const;
  /// The part of `code`, a code of this table, that is a word of `nulls`: the whole code, or one part of it
  /// where the profile joins it. Documents that write it have no value there, so that the code never maps; ""
  /// if there is none.
  std::string null_word_in(std::string_view table, std::string_view code) const;
  /// What kind of body the records come from.
  model::Sender sender() const;
  /// What makes two records of the source the same one.
  model::RecordKey record_key() const;
  const CompiledProfile& compiled() const { return *compiled_; }

 private:
  std::shared_ptr<const CompiledProfile> compiled_;
};

}  // namespace raccordo::codecs
