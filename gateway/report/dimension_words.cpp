#include "report/dimension_words.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <utility>

#include "base/text.hpp"

namespace raccordo::report {
namespace {

using extract::Words;
using model::Dimension;

constexpr std::array<Words, 4> kLevels = {{{"Comune", "Comune"},
                                           {"gruppo di Comuni", "group of Comuni"},
                                           {"Ambito", "Ambito"},
                                           {"distretto", "district"}}};
/// In the order of model::Dimension; territory and residence have the word of their level.
constexpr std::array<Words, 12> kDimensions = {{{"", ""},
                                                {" di residenza", " of residence"},
                                                {"area di intervento", "area"},
                                                {"tipologia di intervento", "type of intervention"},
                                                {"sesso", "sex"},
                                                {"età", "age"},
                                                {"cittadinanza", "citizenship"},
                                                {"canale di accesso", "channel of access"},
                                                {"bisogno", "need"},
                                                {"motivo di chiusura", "reason of closure"},
                                                {"forma di gestione", "form of management"},
                                                {"mese", "month"}}};

/// The items of `[a, {b: c}, {d: [e, f]}]` without its brackets: cut at commas outside brackets.
std::vector<std::string_view> items_of(std::string_view list) {
  std::vector<std::string_view> items;
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (list[i] == '[' || list[i] == '{') ++depth;
    if (list[i] == ']' || list[i] == '}') --depth;
    if (list[i] != ',' || depth != 0) continue;
    items.push_back(base::trim(list.substr(begin, i - begin)));
    begin = i + 1;
  }
  items.push_back(base::trim(list.substr(begin)));
  return items;
}

/// `area`, `{territory: district}` or `{age: [0-64, 65+]}`.
std::optional<model::DimensionChoice> read_choice(std::string_view item) {
  std::string_view value;
  if (item.starts_with('{') && item.ends_with('}')) {
    item = item.substr(1, item.size() - 2);
    const auto colon = item.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    value = base::trim(item.substr(colon + 1));
    item = base::trim(item.substr(0, colon));
  }
  const auto dimension = model::parse_dimension(item);
  if (!dimension) return std::nullopt;
  model::DimensionChoice choice{*dimension, model::TerritoryLevel::ambito, {}, false};
  if (const auto level = model::parse_territory_level(value)) choice.level = *level;
  if (value.starts_with('[') && value.ends_with(']')) {
    for (const auto band : items_of(value.substr(1, value.size() - 2)))
      choice.ages.push_back({0, -1, std::string(band)});
  }
  return choice;
}

}  // namespace

std::string choice_in_words(const model::DimensionChoice& choice, const Wording& say) {
  std::string word(say(kDimensions.at(static_cast<std::size_t>(choice.dimension))));
  if (choice.dimension == Dimension::territory || choice.dimension == Dimension::residence)
    return std::string(say(kLevels.at(static_cast<std::size_t>(choice.level)))) + word;
  if (choice.dimension != Dimension::age || choice.ages.empty()) return word;
  std::string bands;
  for (const auto& band : choice.ages) bands += (bands.empty() ? "" : ", ") + band.code;
  return word + " (" + bands + ")";
}

std::string enumerated(const std::vector<std::string>& names, const Wording& say) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? say({" e ", " and "}) : std::string_view(", ");
    text += names[i];
  }
  return text;
}

std::string by_in_words(std::string_view by, const Wording& say) {
  constexpr std::string_view kBegin = "by: [";
  if (!by.starts_with(kBegin) || !by.ends_with(']')) return "";
  std::vector<std::string> names;
  for (const auto item : items_of(by.substr(kBegin.size(), by.size() - kBegin.size() - 1))) {
    const auto choice = read_choice(item);
    if (!choice) return "";
    names.push_back(choice_in_words(*choice, say));
  }
  return enumerated(names, say);
}

}  // namespace raccordo::report
