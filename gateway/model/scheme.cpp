#include "model/scheme.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"

namespace raccordo::model {
namespace {

/// Accented Latin letters of Italian names and their plain form.
constexpr std::array<std::pair<std::string_view, char>, 26> kAccents = {{
    {"\u00e0", 'a'}, {"\u00e1", 'a'}, {"\u00e2", 'a'}, {"\u00e4", 'a'}, {"\u00e8", 'e'}, {"\u00e9", 'e'},
    {"\u00ea", 'e'}, {"\u00ec", 'i'}, {"\u00ed", 'i'}, {"\u00f2", 'o'}, {"\u00f3", 'o'}, {"\u00f6", 'o'},
    {"\u00f9", 'u'}, {"\u00fa", 'u'}, {"\u00fc", 'u'}, {"\u00e7", 'c'}, {"\u00f1", 'n'}, {"\u00c0", 'a'},
    {"\u00c8", 'e'}, {"\u00c9", 'e'}, {"\u00cc", 'i'}, {"\u00d2", 'o'}, {"\u00d9", 'u'}, {"\u00c1", 'a'},
    {"\u00d3", 'o'}, {"\u00dc", 'u'},
}};

/// A folded name with every form of saint abbreviated: `s pellegrino terme`; empty if it has none.
std::string with_short_saints(std::string_view folded) {
  std::string out;
  bool shortened = false;
  for (const auto word : base::split(folded, ' ')) {
    const bool saint = word == "san" || word == "santo" || word == "santa" || word == "sant";
    shortened = shortened || saint;
    out += (out.empty() ? "" : " ") + (saint ? std::string("s") : std::string(word));
  }
  return shortened ? out : std::string();
}

/// The abbreviated names that only one Comune can have.
StringMap<std::size_t> short_saints(const std::vector<Comune>& comuni) {
  StringMap<std::size_t> shortened;
  std::vector<std::string> shared;
  for (std::size_t i = 0; i < comuni.size(); ++i) {
    const auto name = with_short_saints(fold_name(comuni[i].name));
    if (!name.empty() && !shortened.emplace(name, i).second) shared.push_back(name);
  }
  for (const auto& name : shared) shortened.erase(name);
  return shortened;
}

/// A name, and the letters of a province in brackets behind it: `Zogno (BG)`.
struct NameAndProvince {
  std::string_view name, province;
};

NameAndProvince split_province(std::string_view name) {
  constexpr std::size_t kBracketed = 4;
  const auto text = base::trim(name);
  const auto begin = text.size() - std::min(text.size(), kBracketed);
  if (begin == 0 || text.back() != ')' || text[begin] != '(') return {text, {}};
  return {text.substr(0, begin), text.substr(begin + 1, 2)};
}

/// True if the Comune is in the province, as far as known here: of Lombardy, by the first three digits of its
/// ISTAT code.
bool lies_in(std::string_view istat, std::string_view province) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kProvinces = {{{"012", "VA"},
                                                                                         {"013", "CO"},
                                                                                         {"014", "SO"},
                                                                                         {"015", "MI"},
                                                                                         {"016", "BG"},
                                                                                         {"017", "BS"},
                                                                                         {"018", "PV"},
                                                                                         {"019", "CR"},
                                                                                         {"020", "MN"},
                                                                                         {"097", "LC"},
                                                                                         {"098", "LO"},
                                                                                         {"108", "MB"}}};
  if (province.empty()) return true;
  for (const auto& [digits, letters] : kProvinces) {
    if (istat.starts_with(digits)) return base::to_upper_ascii(province) == letters;
  }
  return true;
}

template <class Fits>
const FormerComune* first_of(const std::vector<FormerComune>& former, Fits fits) {
  const auto found = std::find_if(former.begin(), former.end(), fits);
  return found == former.end() ? nullptr : &*found;
}

}  // namespace

std::string fold_name(std::string_view utf8) {
  std::string out;
  bool gap = false;
  const auto emit = [&](char c) {
    if (gap && !out.empty()) out += ' ';
    gap = false;
    out += c;
  };
  for (std::size_t i = 0; i < utf8.size();) {
    const char c = utf8[i];
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      emit(c);
      ++i;
    } else if (c >= 'A' && c <= 'Z') {
      emit(static_cast<char>(c - 'A' + 'a'));
      ++i;
    } else {
      bool folded = false;
      for (const auto& [accented, plain] : kAccents) {
        if (utf8.substr(i).starts_with(accented)) {
          emit(plain);
          i += accented.size();
          folded = true;
          break;
        }
      }
      if (!folded) {
        gap = true;
        ++i;
      }
    }
  }
  return out;
}

std::string district_code(std::string_view district) {
  std::string slug = fold_name(district);
  for (char& c : slug) {
    if (c == ' ') c = '-';
  }
  return "district-" + slug;
}

CodeSystem::CodeSystem(std::string id, std::vector<Code> codes)
    : id_(std::move(id)), codes_(std::move(codes)) {
  for (std::size_t i = 0; i < codes_.size(); ++i) index_.emplace(codes_[i].code, i);
}

const Code* CodeSystem::find(std::string_view code) const {
  const auto found = index_.find(code);
  return found == index_.end() ? nullptr : &codes_[found->second];
}

Territory::Territory(std::vector<Comune> comuni, std::map<std::string, std::string> ambito_labels,
                     std::map<std::string, std::string> group_labels)
    : comuni_(std::move(comuni)),
      ambito_labels_(std::move(ambito_labels)),
      group_labels_(std::move(group_labels)) {
  for (std::size_t i = 0; i < comuni_.size(); ++i) {
    by_istat_.emplace(comuni_[i].istat_code, i);
    by_belfiore_.emplace(comuni_[i].belfiore_code, i);
    by_name_.emplace(fold_name(comuni_[i].name), i);
  }
  for (const auto& [name, place] : short_saints(comuni_)) by_name_.emplace(name, place);
}

const Comune* Territory::by_istat(std::string_view code) const {
  const auto found = by_istat_.find(code);
  return found == by_istat_.end() ? nullptr : &comuni_[found->second];
}

const Comune* Territory::by_belfiore(std::string_view code) const {
  const auto found = by_belfiore_.find(base::to_upper_ascii(code));
  return found == by_belfiore_.end() ? nullptr : &comuni_[found->second];
}

const Comune* Territory::by_name(std::string_view name) const {
  const auto [plain, province] = split_province(name);
  const auto found = by_name_.find(fold_name(plain));
  if (found == by_name_.end()) return nullptr;
  const auto& comune = comuni_[found->second];
  return lies_in(comune.istat_code, province) ? &comune : nullptr;
}

void Territory::add_alias(std::string_view name, std::string_view istat_code) {
  const auto found = by_istat_.find(istat_code);
  if (found != by_istat_.end()) by_name_.emplace(fold_name(name), found->second);
}

void Territory::add_former(FormerComune former) { former_.push_back(std::move(former)); }

const FormerComune* Territory::former_by_istat(std::string_view code) const {
  return first_of(former_, [&](const FormerComune& each) { return each.istat_code == code; });
}

const FormerComune* Territory::former_by_belfiore(std::string_view code) const {
  const auto upper = base::to_upper_ascii(code);
  return first_of(former_, [&](const FormerComune& each) { return each.belfiore_code == upper; });
}

const FormerComune* Territory::former_by_name(std::string_view name) const {
  const auto [plain, province] = split_province(name);
  const auto folded = fold_name(plain);
  return first_of(former_, [&folded, province = province](const FormerComune& each) {
    return fold_name(each.name) == folded && lies_in(each.istat_code, province);
  });
}

}  // namespace raccordo::model
