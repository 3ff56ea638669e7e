#include "codecs/registry.hpp"

#include "codecs/csv/csv_format.hpp"
#include "codecs/json/json_format.hpp"
#include "codecs/xml/xml_format.hpp"

namespace raccordo::codecs {

base::Result<std::unique_ptr<Selector>> compile_selector(std::string_view text, CompiledProfile& profile) {
  switch (profile.format) {
    case Format::xml:
      return compile_xpath(text, profile.namespaces);
    case Format::csv:
      return compile_csv_column(text, profile.columns);
    case Format::json:
    case Format::ndjson:
      break;
  }
  return compile_json_path(text);
}

std::optional<base::Fault> check_records(const CompiledProfile& profile) {
  if (profile.format == Format::xml) {
    auto checked = check_xml_records(profile.records, profile.namespaces);
    if (!checked) return checked.error();
    return std::nullopt;
  }
  if (profile.format == Format::ndjson && profile.records != "$")
    return base::fault("`records` of format ndjson is `$`; remove the key");
  return check_json_records(profile.records);
}

std::optional<base::Fault> check_each(std::string_view text, const CompiledProfile& profile) {
  const bool is_json = profile.format == Format::json || profile.format == Format::ndjson;
  return is_json ? check_json_each(text) : std::nullopt;
}

std::unique_ptr<Framer> make_framer(const CompiledProfile& profile, const DecodeContext& context,
                                    BodyFormat format, ByteSource& input) {
  switch (format) {
    case BodyFormat::xml:
      return make_xml_framer(profile, context, input);
    case BodyFormat::csv:
      return make_csv_framer(profile, context, input);
    case BodyFormat::ndjson:
      return make_ndjson_framer(profile, context, input);
    case BodyFormat::json:
      break;
  }
  return make_json_framer(profile, context, input);
}

const RecordChecker* find_checker(std::string_view name) { return find_xml_checker(name); }

}  // namespace raccordo::codecs
