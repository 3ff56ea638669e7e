#include "app/exchange/office_contact.hpp"

#include <algorithm>
#include <array>

#include "base/invisible_character.hpp"
#include "base/text.hpp"
#include "privacy/identifier_in_text.hpp"

namespace raccordo::app {
namespace {

/// Beginnings of words in addresses of offices.
constexpr std::array<std::string_view, 46> kOfficeWords = {
    "ambito", "anagraf", "anzian",  "area",   "assist",  "asst",     "ats",      "casa",
    "cdc",    "comun",   "consult", "contat", "dipart",  "direz",    "disab",    "distr",
    "famigl", "fragil",  "info",    "inclus", "integr",  "minor",    "pec",      "piano",
    "polit",  "porta",   "post",    "presid", "protoc",  "pua",      "punto",    "salut",
    "segret", "serviz",  "settor",  "social", "solidar", "sportell", "struttur", "supporto",
    "tutel",  "uffic",   "unita",   "urp",    "welfare", "zona"};
/// Titles of persons, as words.
constexpr std::array<std::string_view, 17> kTitles = {
    "sig",   "signor", "signora", "sigra", "dott", "dottor",  "dottssa", "dottoressa", "dr",
    "drssa", "dssa",   "ing",     "avv",   "prof", "profssa", "geom",    "rag"};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

/// Calls `use` with each run of letters; points within a word (`dott.ssa`) are left out.
template <class Use>
bool any_word(std::string_view lower, Use use) {
  std::string word;
  for (std::size_t i = 0; i <= lower.size(); ++i) {
    if (i < lower.size() && is_letter(lower[i])) {
      word.push_back(lower[i]);
    } else if (i < lower.size() && lower[i] == '.' && i + 1 < lower.size() && is_letter(lower[i + 1])) {
      continue;
    } else {
      if (!word.empty() && use(word)) return true;
      word.clear();
    }
  }
  return false;
}

bool names_office(std::string_view local_part) {
  std::size_t begin = 0;
  while (begin < local_part.size()) {
    const auto end = std::min(local_part.find_first_of("._-+", begin), local_part.size());
    const auto word = local_part.substr(begin, end - begin);
    if (std::any_of(kOfficeWords.begin(), kOfficeWords.end(),
                    [&](std::string_view office) { return word.starts_with(office); }))
      return true;
    begin = end + 1;
  }
  return false;
}

/// Whether an address in the text does not name an office before its `@`.
bool has_personal_address(std::string_view lower) {
  constexpr std::string_view kEnds = " ,;:<>()[]\"'";
  for (auto at = lower.find('@'); at != std::string_view::npos; at = lower.find('@', at + 1)) {
    const auto before = lower.substr(0, at);
    const auto cut = before.find_last_of(kEnds);
    if (!names_office(cut == std::string_view::npos ? before : before.substr(cut + 1))) return true;
  }
  return false;
}

bool is_title(std::string_view word) {
  return std::find(kTitles.begin(), kTitles.end(), word) != kTitles.end();
}

}  // namespace

std::string person_in_words(std::string_view name, std::string_view text) {
  const auto lower = base::to_lower_ascii(text);
  if (has_personal_address(lower))
    return "`" + std::string(name) +
           "` has an e-mail address that does not name an office; give one such as servizi.sociali@..., or a "
           "telephone number.";
  if (any_word(lower, is_title))
    return "`" + std::string(name) + "` names a person by a title; name an office.";
  return "";
}

std::string fault_of_contact(std::string_view text) {
  if (text.empty())
    return "`Raccordo-Contact` is missing: name the office that answers questions, such as `Servizio "
           "sociale, "
           "tel. 035 000000`.";
  if (text.size() > kContactBytes)
    return "`Raccordo-Contact` may have " + std::to_string(kContactBytes) + " bytes.";
  if (base::find_bad_utf8(text)) return "`Raccordo-Contact` must be UTF-8.";
  if (base::invisible_character(text))
    return "`Raccordo-Contact` has a character that cannot be seen or changes how the text is shown.";
  if (privacy::holds_identifier(text))
    return "`Raccordo-Contact` holds what looks like an identifier of a person; name an office.";
  return person_in_words("Raccordo-Contact", text);
}

}  // namespace raccordo::app
