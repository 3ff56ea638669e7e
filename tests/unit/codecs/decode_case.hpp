// A small territory, profiles as text, and the decoding of documents with them, for the tests of codecs/.
#pragma once

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.hpp"
#include "codecs/decoder.hpp"
#include "codecs/profile_file.hpp"

namespace raccordo::codecs {

/// Yields `head`, `count` times `body` and `tail`, a few bytes per read, without holding the document.
class RepeatedText final : public ByteSource {
 public:
  RepeatedText(std::string head, std::string body, std::string tail, std::size_t count,
               std::size_t step = std::size_t{1} << 20)
      : parts_{std::move(head), std::move(body), std::move(tail)}, left_(count), step_(step) {
    if (count == 0) parts_[1].clear();
    all_ = left_;
  }
  bool rewind() override {
    part_ = at_ = 0;
    left_ = all_;
    return true;
  }
  std::size_t read(char* into, std::size_t capacity) override {
    while (part_ < 3 && at_ == parts_[part_].size()) {
      at_ = 0;
      if (part_ != 1 || left_ <= 1)
        ++part_;
      else
        --left_;
    }
    if (part_ == 3) return 0;
    const auto count = std::min({capacity, step_, parts_[part_].size() - at_});
    std::copy_n(parts_[part_].data() + at_, count, into);
    at_ += count;
    return count;
  }

 private:
  std::string parts_[3];
  std::size_t part_ = 0, at_ = 0, left_, all_ = 0, step_;
};

/// One record as text: `field=value` (in lists `interventions[0].type=...`), and its issues.
struct DecodedRecord {
  std::vector<std::string> values;
  std::vector<model::Issue> issues;
  std::vector<std::string> tables;  ///< `field>table`, `field#label`

  std::string value(std::string_view field) const {
    const auto prefix = std::string(field) + "=";
    for (const auto& text : values) {
      if (text.starts_with(prefix)) return text.substr(prefix.size());
    }
    return "(absent)";
  }
  const model::Issue* issue(model::IssueCode code) const {
    for (const auto& found : issues) {
      if (found.code == code) return &found;
    }
    return nullptr;
  }
};

struct Decoded {
  std::vector<DecodedRecord> records;
  DocumentEnd end;
  std::string broken() const {
    return end.broken ? std::string(model::to_string(end.broken->code)) : std::string("whole");
  }
};

inline const model::Scheme& test_scheme() {
  static const model::Scheme scheme = [] {
    model::Scheme made;
    made.territory = model::Territory({{"Bergamo", "016024", "A794", "bergamo", "Bergamo", ""},
                                       {"Treviglio", "016219", "L400", "treviglio", "Bergamo Ovest", ""},
                                       {"Seriate", "016198", "I628", "seriate", "Bergamo Est", ""},
                                       {"Almè", "016005", "A216", "valle-brembana", "Bergamo", ""}},
                                      {}, {});
    made.territory.add_former({"Verdellino Antico", "016300", "Z300", {2014, 2, 3}, "016198"});
    return made;
  }();
  return scheme;
}

inline const base::Hmac& test_key() {
  static const base::Hmac key("01234567890123456789012345678901");
  return key;
}

inline DecodeContext test_context(DecodeLimits limits = {}) {
  return {&test_scheme(), &test_key(), &base::system_clock(), limits};
}

/// The profile, or a test failure with its faults.
inline Profile test_profile(const std::string& yaml) {
  auto profile = parse_profile(yaml, "profile.yaml");
  std::string all;
  if (!profile) {
    for (const auto& fault : profile.error()) all += std::to_string(fault.line) + ": " + fault.message + "\n";
    throw std::invalid_argument(all);
  }
  return std::move(*profile);
}

inline DecodedRecord describe(const model::FieldRecord& record) {
  DecodedRecord out;
  out.issues = record.issues;
  for (const auto& value : record.values) {
    const auto path = model::field_path(value.field, value.item);
    out.values.push_back(path + "=" + value.text);
    if (!value.table.empty()) out.tables.push_back(path + ">" + value.table);
    if (!value.label.empty()) out.tables.push_back(path + "#" + value.label);
  }
  return out;
}

inline Decoded decode(const Profile& profile, ByteSource& source, model::DocumentFormat format,
                      const DecodeContext& context = test_context()) {
  const auto decoder = make_decoder(profile, context, format, source);
  Decoded out;
  while (const auto record = decoder->next()) out.records.push_back(describe(*record));
  out.end = decoder->end();
  return out;
}

inline bool operator==(const DecodedRecord& left, const DecodedRecord& right) {
  const auto same = [](const model::Issue& one, const model::Issue& other) {
    return one.record == other.record && one.record_id == other.record_id && one.code == other.code &&
           one.severity == other.severity && one.field == other.field && one.message == other.message &&
           one.at.kind == other.at.kind && one.at.path == other.at.path && one.at.number == other.at.number;
  };
  return left.values == right.values && left.tables == right.tables &&
         std::equal(left.issues.begin(), left.issues.end(), right.issues.begin(), right.issues.end(), same);
}

/// The records after the first are cut out and then read by two readers, the last one first, as threads may
/// do. Throws unless they are read as `known`, which a decoder alone has read.
inline void check_readers(const Profile& profile, ByteSource& source, model::DocumentFormat format,
                          const DecodeContext& context, const Decoded& known) {
  const auto decoder = make_decoder(profile, context, format, source);
  if (!decoder->next()) return;
  const auto one = decoder->make_reader(), other = decoder->make_reader();
  if (!one) return;  // a format that one thread reads
  std::vector<std::unique_ptr<CutRecord>> cut;
  while (auto record = decoder->cut()) cut.push_back(std::move(record));
  if (cut.size() + 1 != known.records.size()) throw std::logic_error("readers: another number of records");
  for (auto i = cut.size(); i-- > 0;) {
    const auto record = describe((i % 2 == 0 ? one : other)->read(*cut[i], nullptr));
    if (!(record == known.records[i + 1]))
      throw std::logic_error("readers: record " + std::to_string(i + 2) + " is read differently");
  }
  const auto end = decoder->end();
  if (end.broken.has_value() != known.end.broken.has_value() || end.records != known.end.records ||
      end.warnings.size() != known.end.warnings.size())
    throw std::logic_error("readers: the document ends differently");
}

inline Decoded decode(const Profile& profile, std::string_view document,
                      const DecodeContext& context = test_context()) {
  RepeatedText source("", std::string(document), "", 1, 7);
  auto decoded = decode(profile, source, profile.format(), context);
  RepeatedText again("", std::string(document), "", 1, 7);
  check_readers(profile, again, profile.format(), context, decoded);
  return decoded;
}

/// A JSON profile with the required fields at id, comune, dal and cf, and more lines of `fields`.
inline std::string json_profile(const std::string& more = "", const std::string& head = "") {
  return "source: prova\nformat: json\nrecords: $.cartelle[*]\n" + head +
         "fields:\n"
         "  record_id: {from: $.id}\n"
         "  owner: {from: $.comune, type: istat}\n"
         "  opened: {from: $.dal, type: date}\n"
         "  person: {from: $.cf, type: person-id}\n" +
         more;
}

/// A JSON record that such a profile reads without an issue, with more members.
inline std::string json_record(const std::string& id = "1", const std::string& more = "") {
  return R"({"id":")" + id + R"(","comune":"016024","dal":"2017-03-01","cf":"RSSMRA80A01F205X")" +
         (more.empty() ? "" : "," + more) + "}";
}

inline std::string json_document(const std::string& records) { return R"({"cartelle":[)" + records + "]}"; }

}  // namespace raccordo::codecs
