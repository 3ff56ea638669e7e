#include "model/document_format.hpp"

#include <algorithm>
#include <array>

namespace raccordo::model {
namespace {

using enum DocumentFormat;
using Words = std::span<const std::string_view>;

constexpr std::array<std::string_view, 3> kXmlTypes = {"application/xml", "text/xml",
                                                       "application/hl7-v3+xml"};
constexpr std::array<std::string_view, 1> kJsonTypes = {"application/json"};
constexpr std::array<std::string_view, 3> kNdjsonTypes = {"application/x-ndjson", "application/jsonl",
                                                          "application/ndjson"};
constexpr std::array<std::string_view, 1> kCsvTypes = {"text/csv"};
constexpr std::array<std::string_view, 1> kXmlEndings = {".xml"};
constexpr std::array<std::string_view, 1> kJsonEndings = {".json"};
constexpr std::array<std::string_view, 2> kNdjsonEndings = {".ndjson", ".jsonl"};
constexpr std::array<std::string_view, 1> kCsvEndings = {".csv"};
constexpr std::array<std::string_view, 2> kFhirTypes = {"application/fhir+json", "application/json"};
constexpr std::array<std::string_view, 4> kFhirNdjsonTypes = {
    "application/fhir+ndjson", "application/x-ndjson", "application/jsonl", "application/ndjson"};
constexpr std::array<DocumentFormat, 1> kAlsoNdjson = {ndjson};
constexpr std::array<DocumentFormat, 1> kAlsoFhirNdjson = {fhir_ndjson};

struct FormatFacts {
  DocumentFormat format;
  std::string_view name, title;
  Words media_types, endings;
  std::span<const DocumentFormat> also_takes = {};
};

constexpr std::array<FormatFacts, 6> kFormats = {
    {{xml, "xml", "XML", kXmlTypes, kXmlEndings},
     {json, "json", "JSON", kJsonTypes, kJsonEndings, kAlsoNdjson},
     {ndjson, "ndjson", "NDJSON", kNdjsonTypes, kNdjsonEndings},
     {csv, "csv", "CSV", kCsvTypes, kCsvEndings},
     {fhir, "fhir", "FHIR R4", kFhirTypes, kJsonEndings, kAlsoFhirNdjson},
     {fhir_ndjson, "fhir-ndjson", "NDJSON of FHIR R4 Bundles", kFhirNdjsonTypes, kNdjsonEndings}}};

constexpr std::array<DocumentFormat, kFormats.size()> listed() {
  std::array<DocumentFormat, kFormats.size()> out{};
  for (std::size_t i = 0; i < kFormats.size(); ++i) out[i] = kFormats[i].format;
  return out;
}
constexpr auto kListed = listed();

constexpr std::array<std::string_view, kFormats.size()> names() {
  std::array<std::string_view, kFormats.size()> out{};
  for (std::size_t i = 0; i < kFormats.size(); ++i) out[i] = kFormats[i].name;
  return out;
}
constexpr auto kNames = names();

const FormatFacts& facts(DocumentFormat format) { return kFormats.at(static_cast<std::size_t>(format)); }

bool contains(Words words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

std::span<const DocumentFormat> document_formats() { return kListed; }
std::span<const std::string_view> document_format_names() { return kNames; }

std::string_view to_string(DocumentFormat format) { return facts(format).name; }
std::string_view title_of(DocumentFormat format) { return facts(format).title; }

std::optional<DocumentFormat> parse_document_format(std::string_view name) {
  for (const auto& known : kFormats) {
    if (known.name == name) return known.format;
  }
  return std::nullopt;
}

std::vector<DocumentFormat> body_formats(DocumentFormat source) {
  std::vector<DocumentFormat> out = {source};
  for (const auto also : facts(source).also_takes) out.push_back(also);
  return out;
}

std::vector<std::string_view> accepted_types(DocumentFormat source) {
  std::vector<std::string_view> out;
  for (const auto format : body_formats(source)) {
    const auto types = facts(format).media_types;
    out.insert(out.end(), types.begin(), types.end());
  }
  return out;
}

std::optional<DocumentFormat> body_format_of_type(DocumentFormat source, std::string_view media_type) {
  for (const auto format : body_formats(source)) {
    if (contains(facts(format).media_types, media_type)) return format;
  }
  return std::nullopt;
}

DocumentFormat body_format_of_file(DocumentFormat source, std::string_view ending) {
  for (const auto format : body_formats(source)) {
    if (contains(facts(format).endings, ending)) return format;
  }
  return source;
}

bool holds_json(DocumentFormat format) { return format == json || format == ndjson; }
bool holds_fhir(DocumentFormat format) { return format == fhir || format == fhir_ndjson; }

}  // namespace raccordo::model
