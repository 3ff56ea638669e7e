// CSI messages for tests, built from parts, and their decoding with the shipped profile.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "codecs/decoder.hpp"
#include "codecs/profile_file.hpp"
#include "unit/codecs/xml_documents.hpp"

namespace raccordo::codecs {

inline constexpr const char* kPerson = "RSSMRA80A01F205X";

inline std::string id_root(const std::string& suffix) {
  return "2.16.840.1.113883.2.9.2.30.3.2.3.1." + suffix;
}

inline std::string reference(const std::string& letters, const std::string& value) {
  return "<reference typeCode='REFR'><commonObservationEvent><code code='" + letters + "'/><value code='" +
         value + "' type='CD'/></commonObservationEvent></reference>";
}

inline std::string observation(const std::string& letters, const std::string& value,
                               const std::string& type = "type='ANY'") {
  return "<component2 typeCode='COMP'><observation><code code='" + letters + "'/><value code='" + value +
         "' " + type + "/></observation></component2>";
}

inline std::string care_plan(const std::string& content) {
  return "<pertinentInformation2 typeCode='PERT'><carePlan classCode='PCPR' moodCode='INT'>" + content +
         "</carePlan></pertinentInformation2>";
}

inline std::string patient(const std::string& id = kPerson, const std::string& more = "") {
  return "<subject><patient><addr use='comune "
         "residenza'><censusTract>016198</censusTract></addr><patientPerson><id "
         "root='2.16.840.1.113883.2.9.4.3.2' extension='" +
         id + "'/>" + more + "</patientPerson></patient></subject>";
}

/// `code` goes into EV/code; `content` after effectiveTime.
inline std::string event(const std::string& id, const std::string& code, const std::string& start,
                         const std::string& content) {
  const std::string time = start.empty() ? "" : "<effectiveTime><low value='" + start + "'/></effectiveTime>";
  return "<encounterEvent classCode='ENC' moodCode='EVN'><id root='2.16.840.1.113883.2.9.2.30.3.2' "
         "extension='" +
         id + "'/><code code='" + code + "'/><statusCode code='active'/>" + time + content +
         "</encounterEvent>";
}

inline std::string message(const std::string& events) {
  return "<PRSS_IN001004ZZ xmlns='urn:hl7-org:v3' ITSVersion='XML_1.0'>"
         "<id root='2.16.840.1.113883.2.9.2.30.3.2.4.3' extension='M1'/><creationTime value='20240301'/>"
         "<interactionId extension='PRSS_IN001004ZZ'/><processingCode code='P'/><processingModeCode "
         "code='T'/>"
         "<acceptAckCode code='AL'/><receiver typeCode='RCV'><device classCode='DEV' "
         "determinerCode='INSTANCE'>"
         "<id root='1.2' extension='RACCORDO'/></device></receiver><sender typeCode='SND'><device "
         "classCode='DEV' "
         "determinerCode='INSTANCE'><id root='1.2' extension='HP-016198'/></device></sender>"
         "<controlActProcess classCode='CACT' moodCode='EVN'><subject typeCode='SUBJ'>" +
         events + "</subject></controlActProcess></PRSS_IN001004ZZ>";
}

inline std::string replace(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  return at == std::string::npos ? "(not found: " + from + ")" : text.replace(at, from.size(), to);
}

/// The records of a document, its end and its facts, valid after the document is gone.
struct CsiDecoded {
  std::vector<model::FieldRecord> records;
  DocumentEnd end;
  DocumentFacts facts;
};

inline CsiDecoded decode_csi(const std::string& document) {
  static const auto profile = load_profile("mappings/health-portal/profile.yaml");
  static const base::Hmac key("key of tests");
  CsiDecoded decoded;
  if (!profile) return decoded;
  DecodeContext context;
  context.pseudonym_key = &key;
  static const model::Scheme scheme = [] {
    model::Scheme made;
    made.territory = model::Territory({{"Seriate", "016198", "I628", "seriate", "Bergamo Est", ""}}, {}, {});
    return made;
  }();
  context.scheme = &scheme;
  MemorySource source(document);
  const auto decoder = make_decoder(*profile, context, model::DocumentFormat::xml, source);
  while (auto record = decoder->next()) {
    record->locator = nullptr;
    decoded.records.push_back(std::move(*record));
  }
  decoded.end = decoder->end();
  decoded.facts = decoder->facts();
  return decoded;
}

/// The values of a field over all its items, `-` where an item has none.
inline std::vector<std::string> values(const CsiDecoded& decoded, model::Field field) {
  std::vector<std::string> texts;
  if (decoded.records.empty()) return texts;
  const auto& record = decoded.records.front();
  const auto list = model::info(field).list;
  const auto items = list == model::List::none ? 1U : record.items[static_cast<std::size_t>(list)];
  for (std::uint32_t item = 0; item < items; ++item) {
    const auto* value = record.find(field, item);
    texts.push_back(value == nullptr ? "-" : value->text);
  }
  return texts;
}

/// `severity code path` of each issue of the first record.
inline std::vector<std::string> issues(const CsiDecoded& decoded) {
  std::vector<std::string> lines;
  if (decoded.records.empty()) return lines;
  for (const auto& issue : decoded.records.front().issues) {
    std::string path = issue.at.path;
    if (const auto at = path.find("encounterEvent"); at != std::string::npos) path = path.substr(at);
    lines.push_back(std::string(to_string(issue.severity)) + " " + std::string(to_string(issue.code)) + " " +
                    path);
  }
  return lines;
}

}  // namespace raccordo::codecs
