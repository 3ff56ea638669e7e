#include "codecs/registry.hpp"

#include "codecs/csi/acknowledgement.hpp"
#include "codecs/csi/csi_checker.hpp"
#include "codecs/csv/csv_format.hpp"
#include "codecs/fhir/fhir_answer.hpp"
#include "codecs/fhir/fhir_format.hpp"
#include "codecs/json/json_format.hpp"
#include "codecs/protocol.hpp"
#include "codecs/xml/xml_format.hpp"

namespace raccordo::codecs {

base::Result<std::unique_ptr<Selector>> compile_selector(std::string_view text, CompiledProfile& profile) {
  switch (profile.format) {
    case model::DocumentFormat::xml:
      return compile_xpath(text, profile.namespaces);
    case model::DocumentFormat::csv:
      return compile_csv_column(text, profile.columns);
    case model::DocumentFormat::fhir:
    case model::DocumentFormat::fhir_ndjson:
      return compile_fhir_path(text, profile);
    case model::DocumentFormat::json:
    case model::DocumentFormat::ndjson:
      break;
  }
  return compile_json_path(text);
}

std::optional<base::Fault> check_records(const CompiledProfile& profile) {
  if (profile.format == model::DocumentFormat::xml) {
    auto checked = check_xml_records(profile.records, profile.namespaces);
    if (!checked) return checked.error();
    return std::nullopt;
  }
  if (model::holds_fhir(profile.format)) return check_fhir_records(profile.records);
  if (profile.format == model::DocumentFormat::ndjson && profile.records != "$")
    return base::fault("`records` of format ndjson is `$`; remove the key");
  return check_json_records(profile.records);
}

std::optional<base::Fault> check_each(std::string_view text, const CompiledProfile& profile) {
  return model::holds_json(profile.format) ? check_json_each(text) : std::nullopt;
}

std::unique_ptr<Framer> make_framer(const CompiledProfile& profile, const DecodeContext& context,
                                    model::DocumentFormat format, ByteSource& input) {
  switch (format) {
    case model::DocumentFormat::xml:
      return make_xml_framer(profile, context, input);
    case model::DocumentFormat::csv:
      return make_csv_framer(profile, context, input);
    case model::DocumentFormat::ndjson:
      return make_ndjson_framer(profile, context, input);
    case model::DocumentFormat::fhir:
    case model::DocumentFormat::fhir_ndjson:
      return make_fhir_framer(profile, context, format, input);
    case model::DocumentFormat::json:
      break;
  }
  return make_json_framer(profile, context, input);
}

const RecordChecker* find_checker(std::string_view name) {
  return name == "csi-phases" ? &csi_phases() : nullptr;
}

const Protocol* find_protocol(model::DocumentFormat format) {
  if (model::holds_fhir(format)) return &fhir_answers();
  return format == model::DocumentFormat::xml ? &hl7_acknowledgements() : nullptr;
}

}  // namespace raccordo::codecs
