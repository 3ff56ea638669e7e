#include "codecs/compiled_profile.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace raccordo::codecs {
namespace {

/// The first of the parts of `code` between the joiners that is a null word; "" if there is none.
std::string_view null_part_of(const CompiledProfile& profile, const FieldRule& rule, std::string_view code) {
  if (rule.way == FieldRule::Way::constant || code == rule.fallback) return "";
  const bool joins = rule.way == FieldRule::Way::join && !rule.joiner.empty();
  while (true) {
    const auto end = joins ? code.find(rule.joiner) : code.npos;
    const auto part = base::trim(code.substr(0, end));
    if (profile.is_null_word(part)) return part;
    if (end == code.npos) return "";
    code.remove_prefix(end + rule.joiner.size());
  }
}

/// The coded fields of the rules, each with its tables.
void add_coded(const std::vector<FieldRule>& rules, std::vector<model::CodedField>& out) {
  for (const auto& rule : rules) {
    if (model::info(rule.field).kind != model::FieldKind::code) continue;
    const bool is_one = rule.way != FieldRule::Way::choose;
    for (const auto& choice : rule.choices) {
      model::CodedField coded{rule.field, choice.map, rule.joiner, rule.constant};
      const auto same = [&](const model::CodedField& other) {
        return other.field == coded.field && other.table == coded.table;
      };
      if (std::none_of(out.begin(), out.end(), same)) out.push_back(std::move(coded));
      if (is_one) break;
    }
  }
}

bool uses(const FieldRule& rule, std::string_view table) {
  return std::any_of(rule.choices.begin(), rule.choices.end(),
                     [&](const Choice& choice) { return choice.map == table; });
}

}  // namespace

const std::string& Profile::source() const { return compiled_->source; }
const std::string& Profile::title() const { return compiled_->title; }
model::DocumentFormat Profile::format() const { return compiled_->format; }
model::Sender Profile::sender() const { return compiled_->sender; }
std::string Profile::encoding() const {
  if (!compiled_->encoding.empty() || compiled_->format == model::DocumentFormat::xml)
    return compiled_->encoding;
  return "UTF-8";
}
const std::vector<Profile::TableUse>& Profile::tables() const { return compiled_->tables; }

std::vector<model::CodedField> Profile::coded_fields() const {
  std::vector<model::CodedField> fields;
  add_coded(compiled_->fields, fields);
  for (const auto& list : compiled_->lists) add_coded(list.fields, fields);
  return fields;
}

std::string Profile::null_word_in(std::string_view table, std::string_view code) const {
  const auto part_in = [&](const std::vector<FieldRule>& rules) -> std::string_view {
    for (const auto& rule : rules) {
      const auto part = uses(rule, table) ? null_part_of(*compiled_, rule, code) : "";
      if (!part.empty()) return part;
    }
    return "";
  };
  auto part = part_in(compiled_->fields);
  for (const auto& list : compiled_->lists) {
    if (part.empty()) part = part_in(list.fields);
  }
  return std::string(part);
}

model::RecordKey Profile::record_key() const { return compiled_->key; }

bool CompiledProfile::is_null_word(std::string_view text) const {
  return std::any_of(nulls.begin(), nulls.end(), [text](const std::string& word) {
    return word.size() == text.size() && base::to_lower_ascii(text) == word;
  });
}

}  // namespace raccordo::codecs
