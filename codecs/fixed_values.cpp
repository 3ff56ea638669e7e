#include "codecs/fixed_values.hpp"

#include <optional>

#include "base/text.hpp"
#include "codecs/compiled_profile.hpp"
#include "codecs/rule_checks.hpp"
#include "codecs/typed_value.hpp"
#include "model/case_record.hpp"

namespace raccordo::codecs {
namespace {

using model::FieldKind;

std::string near_of(std::string_view wrong, const std::vector<std::string_view>& known) {
  const auto near = base::nearest_name(wrong, known);
  return near.empty() ? "" : "; did you mean `" + near + "`?";
}

/// Why a shared code or a kind of identifier is invalid; nothing if it is valid.
std::optional<std::string> word_fault(std::string_view text, const FieldRule& rule,
                                      const model::Scheme& scheme) {
  const auto kind = model::info(rule.field).kind;
  if (kind == FieldKind::id_type && !model::parse_id_type(text)) {
    return "no kind of identifier" + near_of(text, {"fiscal-code", "stp", "eni", "provisional", "local"}) +
           " Use fiscal-code, stp, eni, provisional or local";
  }
  if (kind == FieldKind::record_kind && !model::parse_record_kind(text))
    return "no kind of record" + near_of(text, {"case", "report"}) + " Use case or report";
  if (kind != FieldKind::code) return std::nullopt;
  const auto system = code_system_of(rule.field);
  const auto* codes = scheme.find(system);
  if (codes == nullptr || codes->find(text) != nullptr) return std::nullopt;
  std::vector<std::string_view> known;
  for (const auto& code : codes->codes()) known.push_back(code.code);
  return "no code of `" + std::string(system) + "`" + near_of(text, known) +
         " Use a shared code, or name the table of the source's codes with `map`";
}

std::optional<std::string> fault_of(const std::string& raw, const FieldRule& rule,
                                    const ValueSetting& setting) {
  const auto& choice = rule.choices.front();
  if (!choice.map.empty()) return std::nullopt;
  const auto text = std::string(base::trim(raw));
  if (choice.type == ValueType::person_id) {
    const auto person = read_person_id(text);
    return person ? std::nullopt : std::optional(person.error().message);
  }
  ValueWarning warning;
  const auto value = read_typed(text, choice, rule.field, setting, warning);
  if (!value) return value.error().message;
  return word_fault(*value, rule, *setting.scheme);
}

void judge(const FieldRule& rule, const ValueSetting& setting, const std::string& file,
           std::vector<FileFault>& faults) {
  const auto tell = [&](std::string_view key, const std::string& text) {
    const auto wrong = fault_of(text, rule, setting);
    if (!wrong) return;
    faults.push_back({file, rule.line,
                      "`" + std::string(key) + "` of `" + std::string(model::info(rule.field).name) +
                          "` is `" + text + "`, which no record could have: " + *wrong});
  };
  if (rule.way == FieldRule::Way::constant) tell("const", rule.constant);
  if (!rule.fallback.empty()) tell("default", rule.fallback);
}

}  // namespace

std::vector<FileFault> fixed_value_faults(const Profile& profile, const model::Scheme& scheme,
                                          const std::string& file) {
  const auto& compiled = profile.compiled();
  const ValueSetting setting{compiled.numbers, compiled.zone.get(), &scheme};
  std::vector<FileFault> faults;
  for (const auto& rule : compiled.fields) judge(rule, setting, file, faults);
  for (const auto& list : compiled.lists) {
    for (const auto& rule : list.fields) judge(rule, setting, file, faults);
  }
  return faults;
}

}  // namespace raccordo::codecs
