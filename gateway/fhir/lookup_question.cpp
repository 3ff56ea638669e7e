#include <array>
#include <charconv>

#include "base/text.hpp"
#include "fhir/lookup.hpp"

namespace raccordo::fhir {
namespace {

constexpr std::array<std::string_view, 9> kLookup = {
    "url", "system", "code", "coding", "codeableConcept", "version", "date", "displayLanguage", "_format"};
constexpr std::array<std::string_view, 10> kValidate = {
    "url",  "system",          "code",    "coding", "codeableConcept", "version",
    "date", "displayLanguage", "_format", "display"};
constexpr std::array<std::string_view, 8> kExpand = {"url",  "filter",     "count",           "offset",
                                                     "date", "activeOnly", "displayLanguage", "_format"};
constexpr std::size_t kMostCount = 1000;
constexpr std::string_view kValueSet = "/fhir/ValueSet/";

std::optional<Language> language_of(const Parameters& parameters) {
  const auto text = base::to_lower_ascii(text_of(parameters, {"displayLanguage"}));
  if (text.empty()) return std::nullopt;
  return text.starts_with("en") ? Language::english : Language::italian;
}

std::optional<base::Date> date_of(const Parameters& parameters, Remarks& faults) {
  const auto text = text_of(parameters, {"date"});
  const auto date = base::parse_iso_date(text);
  if (!text.empty() && (!date || !date->is_full()))
    faults.push_back({"", "`date` must be a day such as 2017-03-31."});
  return date;
}

base::Result<CodeQuestion, Remarks> read_question(const Parameters& parameters,
                                                  std::span<const std::string_view> known) {
  auto faults = unknown_parameters(parameters, known);
  Coding coding{std::string(text_of(parameters, {"system", "url"})),
                std::string(text_of(parameters, {"code"})), std::string(text_of(parameters, {"display"})),
                std::string(text_of(parameters, {"version"}))};
  for (const auto& parameter : parameters) {
    if (coding.code.empty() && !parameter.codings.empty()) coding = parameter.codings.front();
  }
  if (coding.code.empty() || coding.system.empty())
    faults.push_back({"", "Say which code: `system` and `code`, or `coding`."});
  CodeQuestion question;
  if (const auto id = id_of_code_system(coding.system)) question.system = *id;
  question.code = coding.code;
  question.display = coding.display;
  question.version = coding.version;
  question.language = language_of(parameters);
  question.date = date_of(parameters, faults);
  if (!faults.empty()) return faults;
  return question;
}

std::size_t number_of(const Parameters& parameters, std::string_view name, std::size_t otherwise,
                      Remarks& faults) {
  const auto text = text_of(parameters, {name});
  if (text.empty()) return otherwise;
  std::size_t value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc() || end != text.data() + text.size())
    faults.push_back({"", "`" + std::string(name) + "` must be a whole number from 0."});
  return value;
}

}  // namespace

base::Result<CodeQuestion, Remarks> lookup_question(const Parameters& parameters) {
  return read_question(parameters, kLookup);
}

base::Result<CodeQuestion, Remarks> validate_question(const Parameters& parameters) {
  return read_question(parameters, kValidate);
}

base::Result<ExpandQuestion, Remarks> expand_question(const Parameters& parameters) {
  auto faults = unknown_parameters(parameters, kExpand);
  ExpandQuestion question;
  const auto url = text_of(parameters, {"url"});
  const auto at = url.rfind(kValueSet);
  if (at != std::string_view::npos) {
    question.system = url.substr(at + kValueSet.size());
  } else if (const auto id = id_of_code_system(url)) {
    question.system = *id;
  } else {
    faults.push_back(
        {"", "`url` must be the address of a shared system: {public_url}/fhir/ValueSet/area, say."});
  }
  question.filter = text_of(parameters, {"filter"});
  question.count = std::min(number_of(parameters, "count", kMostCount, faults), kMostCount);
  question.offset = number_of(parameters, "offset", 0, faults);
  question.language = language_of(parameters).value_or(Language::italian);
  question.date = date_of(parameters, faults);
  const auto active = text_of(parameters, {"activeOnly"});
  if (!active.empty() && active != "true" && active != "false")
    faults.push_back({"", "`activeOnly` must be true or false."});
  if (active == "true") question.codes = ExpandQuestion::Codes::active;
  if (!faults.empty()) return faults;
  return question;
}

}  // namespace raccordo::fhir
