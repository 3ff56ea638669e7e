#include "mapping/scheme_search.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "mapping/likeness.hpp"
#include "mapping/suggestions.hpp"
#include "mapping/target_codes.hpp"

namespace raccordo::mapping {
namespace {

std::optional<std::vector<model::Code>> codes_of(const model::Scheme& scheme, std::string_view system) {
  if (system == kTerritory) {
    std::vector<model::Code> out;
    for (const auto& comune : scheme.territory.comuni()) {
      out.push_back({comune.istat_code, comune.name, comune.name, comune.ambito, {}, {}, {}, {}});
    }
    return out;
  }
  const auto* found = scheme.find(system);
  if (!found) return std::nullopt;
  return found->codes();
}

/// All words of a code and its labels, unchanged and without endings.
std::vector<std::string> words_of(const model::Code& code, const model::Abbreviations& abbreviations) {
  auto words = features_of(code.label_it + " " + code.label_en, abbreviations).words;
  for (const auto& text : {code.code, code.label_it, code.label_en}) {
    const auto folded = model::fold_name(text);
    for (const auto word : base::split(folded, ' ')) words.emplace_back(word);
  }
  return words;
}

bool begins_some(std::string_view beginning, const std::vector<std::string>& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& word) { return word.starts_with(beginning); });
}

/// One wrong letter in four, in sufficiently long words.
bool is_near_some(std::string_view word, const std::vector<std::string>& words) {
  const auto slips = word.size() / 4;
  return slips > 0 && std::any_of(words.begin(), words.end(), [&](const std::string& other) {
           return base::edit_distance(word, other, slips) <= slips;
         });
}

/// Every word of the query, as typed or expanded and without ending, begins some word.
bool has_all_words(std::string_view query, const model::Abbreviations& abbreviations,
                   const std::vector<std::string>& words) {
  const auto folded = model::fold_name(query);
  for (const auto word : base::split(folded, ' ')) {
    if (begins_some(word, words) || is_near_some(word, words)) continue;
    const auto stems = features_of(word, abbreviations).words;
    const bool all = !stems.empty() && std::all_of(stems.begin(), stems.end(), [&](const std::string& stem) {
      return begins_some(stem, words);
    });
    if (!all) return false;
  }
  return !folded.empty();
}

struct Hit {
  bool all_words = false;
  double likeness = 0;
  std::size_t place = 0;
};

}  // namespace

std::optional<std::vector<model::Code>> search_scheme(const model::Scheme& scheme, std::string_view system,
                                                      std::string_view query) {
  auto codes = codes_of(scheme, system);
  query = query.substr(0, kComparedBytes);
  if (!codes || query.empty()) return codes;
  const auto wanted = features_of(query, scheme.abbreviations);
  std::vector<Hit> hits;
  for (std::size_t i = 0; i < codes->size(); ++i) {
    const auto& code = (*codes)[i];
    const Hit hit{has_all_words(query, scheme.abbreviations, words_of(code, scheme.abbreviations)),
                  std::max(likeness(wanted, features_of(code.label_it, scheme.abbreviations)),
                           likeness(wanted, features_of(code.label_en, scheme.abbreviations))),
                  i};
    if (hit.all_words || hit.likeness >= kLeastScore) hits.push_back(hit);
  }
  std::stable_sort(hits.begin(), hits.end(), [](const Hit& left, const Hit& right) {
    return left.all_words != right.all_words ? left.all_words : left.likeness > right.likeness;
  });
  std::vector<model::Code> out;
  out.reserve(hits.size());
  for (const auto& hit : hits) out.push_back(std::move((*codes)[hit.place]));
  return out;
}

}  // namespace raccordo::mapping
