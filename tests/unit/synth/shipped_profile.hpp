// A shipped profile with its tables, and the decoding of documents with it as `raccordo decode` does it.
#pragma once

#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "codecs/decoder.hpp"
#include "codecs/profile_file.hpp"
#include "mapping/mapper.hpp"
#include "mapping/record_json.hpp"
#include "mapping/scheme_file.hpp"
#include "mapping/table_file.hpp"
#include "model/outcome.hpp"
#include "privacy/identity.hpp"
#include "privacy/keys.hpp"

namespace raccordo::synth {

/// The decoding of a document: shared records as values, and as lines without source and record id; all
/// issues as text.
struct Decoded {
  std::vector<model::CaseRecord> cases;
  std::vector<model::Outcome> outcomes;  ///< of the cases
  std::vector<bool> has_mismatch;        ///< the person's data contradict the codice fiscale
  std::vector<std::string> records;
  std::vector<std::string> issues;
};

inline std::string id_of(const model::CaseRecord& record) {
  return std::string(
      privacy::SecretOpener::open(record.person.id, privacy::SecretOpener::Purpose::print_decoded_record));
}

/// The record as `decode` prints it, without source and record id.
inline std::string bare_line(model::CaseRecord record) {
  record.source.clear();
  record.record_id.clear();
  return mapping::shared_record_line(record, id_of(record));
}

class ShippedProfile {
 public:
  explicit ShippedProfile(const std::string& source) : source_(source) {
    base::set_local_timezone("Europe/Rome");
    scheme_ = value_of(mapping::load_scheme(kMappings / "scheme"));
    profile_ = std::make_unique<codecs::Profile>(
        value_of(codecs::load_profile(kMappings / source / "profile.yaml")));
    for (const auto& use : profile_->tables()) {
      tables_.put(std::make_shared<const mapping::Table>(value_of(mapping::load_table(
          kMappings / source / (use.table + ".csv"), {source, use.table, use.code_system, 0}, scheme_))));
    }
    mapper_ = std::make_unique<mapping::Mapper>(scheme_, tables_, clock_);
  }

  Decoded decode(const std::string& document, model::DocumentFormat format) const {
    codecs::DecodeContext context;
    context.scheme = &scheme_;
    context.pseudonym_key = &key_;
    context.clock = &clock_;
    codecs::MemorySource input(document);
    const auto decoder = codecs::make_decoder(*profile_, context, format, input);
    Decoded decoded;
    while (const auto fields = decoder->next()) add(mapper_->map(*fields, source_), *fields, decoded);
    if (const auto broken = decoder->end().broken) decoded.issues.push_back("document: " + broken->message);
    return decoded;
  }

  const codecs::Profile& profile() const { return *profile_; }
  const mapping::TableSet& tables() const { return tables_; }
  const model::Scheme& scheme() const { return scheme_; }

 private:
  inline static const std::filesystem::path kMappings =
      std::filesystem::path(RACCORDO_SOURCE_DIR) / "mappings";
  static constexpr base::Date kToday{2018, 2, 1};

  class FixedClock final : public base::Clock {
   public:
    base::Instant now() const override { return base::to_instant({kToday, 12, 0, 0, 0, std::nullopt}); }
  };

  template <class Value, class Faults>
  static Value value_of(base::Result<Value, Faults> read) {
    if (read) return std::move(read.value());
    std::string text;
    for (const auto& fault : read.error())
      text += fault.file + ":" + std::to_string(fault.line) + ": " + fault.message;
    throw std::runtime_error(text);
  }

  void add(mapping::Mapped mapped, const model::FieldRecord& fields, Decoded& decoded) const {
    privacy::check_identity(mapped.record, fields, kToday, mapped.issues);
    bool has_mismatch = false;
    for (const auto& issue : mapped.issues) {
      has_mismatch = has_mismatch || issue.code == model::IssueCode::fiscal_code_mismatch;
      decoded.issues.push_back(issue.record_id + " " + issue.field + " " +
                               std::string(model::to_string(issue.code)) + ": " + issue.message);
    }
    decoded.outcomes.push_back(model::settle(mapped.issues));
    decoded.has_mismatch.push_back(has_mismatch);
    decoded.records.push_back(bare_line(mapped.record));
    decoded.cases.push_back(std::move(mapped.record));
  }

  std::string source_;
  model::Scheme scheme_;
  std::unique_ptr<codecs::Profile> profile_;
  mapping::TableSet tables_;
  base::Hmac key_{"a key for tests alone, 32 bytes.."};
  FixedClock clock_;
  std::unique_ptr<mapping::Mapper> mapper_;
};

}  // namespace raccordo::synth
