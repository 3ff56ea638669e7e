#include "app/problem/phrases.hpp"

#include <map>

#include "app/problem/catalogue.hpp"
#include "app/problem/error_catalogue.hpp"
#include "base/text.hpp"

namespace raccordo::app {
namespace {

using Values = std::map<std::string_view, std::string>;

/// What is filled in is not searched for names again.
std::string filled(std::string_view sentence, const Values& values) {
  std::string out;
  while (!sentence.empty()) {
    const auto open = sentence.find('{');
    out += sentence.substr(0, open);
    if (open == std::string_view::npos) break;
    sentence.remove_prefix(open);
    const auto close = sentence.find('}');
    const auto found =
        close == std::string_view::npos ? values.end() : values.find(sentence.substr(1, close - 1));
    if (found == values.end()) {
      out += '{';
      sentence.remove_prefix(1);
    } else {
      out += found->second;
      sentence.remove_prefix(close + 1);
    }
  }
  return out;
}

std::string in_backticks(std::string_view text) { return "`" + std::string(text) + "`"; }

std::string part_in_words(std::string_view part, Language language) {
  const auto bracket = part.find('[');
  const auto& fields = catalogue().fields;
  const auto found = fields.find(part.substr(0, bracket));
  if (found == fields.end()) return std::string(part);
  std::string words(found->second.in(language));
  if (bracket == std::string_view::npos) return words;
  const auto index = part.substr(bracket + 1, part.size() - bracket - 2);
  if (!part.ends_with(']') || !base::is_digits(index) || index.size() > 9) return std::string(part);
  return words + " " + std::to_string(std::stoul(std::string(index)) + 1);
}

}  // namespace

std::string field_in_words(std::string_view field, Language language) {
  std::string out;
  for (const auto part : base::split(field, '.')) {
    if (!out.empty()) out += ", ";
    out += part_in_words(part, language);
  }
  return out;
}

std::string message_in(const model::Issue& issue, Language language) {
  if (language == Language::en && !issue.message.empty()) return issue.message;
  const auto* page = find_error(model::to_string(issue.code));
  if (page == nullptr) return issue.message;
  const bool warns = issue.severity == model::Severity::warning && !page->warning.en.empty();
  const auto& sentence = warns ? page->warning : page->issue;
  std::string out;
  if (!issue.field.empty()) {
    out = filled(catalogue().field.in(language), {{"field", field_in_words(issue.field, language)}});
  }
  return out + filled(sentence.in(language),
                      {{"table", in_backticks(issue.table)}, {"value", in_backticks(issue.value)}});
}

std::string_view sentence_in(std::string_view name, Language language) {
  const auto& others = catalogue().others;
  const auto found = others.find(name);
  return found == others.end() ? std::string_view() : found->second.in(language);
}

}  // namespace raccordo::app
