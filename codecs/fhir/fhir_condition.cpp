#include "codecs/fhir/fhir_condition.hpp"

#include "base/text.hpp"

namespace raccordo::codecs {
namespace {

/// A token of a search: without `|` the system may be any; before `|` it is the system, perhaps none.
struct Token {
  std::optional<std::string> system;
  std::string value;
};

std::optional<Token> read_token(std::string_view search) {
  constexpr std::string_view parameter = "identifier=";
  if (!search.starts_with(parameter) || search.find('&') != std::string_view::npos) return std::nullopt;
  const auto plain = base::percent_decode(search.substr(parameter.size()));
  if (!plain) return std::nullopt;
  const auto bar = plain->rfind('|');
  if (bar == std::string::npos) return Token{std::nullopt, *plain};
  return Token{plain->substr(0, bar), plain->substr(bar + 1)};
}

}  // namespace

std::optional<std::string> own_identifier(const FhirBundle& bundle, std::uint32_t resource,
                                          std::string_view search) {
  const auto token = read_token(search);
  if (!token || token->value.empty()) return std::nullopt;
  const auto& tree = bundle.tree();
  const auto list = tree.member(resource, "identifier");
  if (list == kNoJsonNode || tree.at(list).kind != JsonKind::array) return std::nullopt;
  for (auto each = tree.at(list).first; each != kNoJsonNode; each = tree.at(each).next) {
    if (tree.at(each).kind != JsonKind::object || bundle.text_of(each, "value") != token->value) continue;
    if (!token->system || bundle.text_of(each, "system") == *token->system) return token->value;
  }
  return std::nullopt;
}

}  // namespace raccordo::codecs
