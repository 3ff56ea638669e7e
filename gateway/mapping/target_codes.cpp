#include "mapping/target_codes.hpp"

#include <algorithm>
#include <vector>

#include "base/text.hpp"
#include "mapping/csv_sheet.hpp"

namespace raccordo::mapping {
namespace {

constexpr std::size_t kStem = 4;  ///< letters that make two words akin: pasti, pasto

std::vector<std::string_view> words_of(std::string_view name) {
  std::vector<std::string_view> words;
  while (!name.empty()) {
    const auto end = std::min(name.find_first_of("-._ "), name.size());
    if (end >= kStem) words.push_back(name.substr(0, end));
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return words;
}

/// Equal but for the last two letters: trasporto, trasporti.
bool are_akin(std::string_view left, std::string_view right) {
  constexpr std::size_t ending = 2;
  const auto shorter = std::min(left.size(), right.size());
  const auto longer = std::max(left.size(), right.size());
  const auto same = std::max(kStem, shorter - ending);
  return longer <= same + ending && left.substr(0, same) == right.substr(0, same);
}

std::size_t shared_words(std::string_view left, std::string_view right) {
  std::size_t shared = 0;
  const auto others = words_of(right);
  for (const auto word : words_of(left)) {
    shared += std::any_of(others.begin(), others.end(), [&](auto other) { return are_akin(word, other); });
  }
  return shared;
}

/// The codes below the area that the wrong one names, without the area.
std::vector<std::string_view> names_below(std::string_view area, const std::vector<std::string_view>& codes) {
  std::vector<std::string_view> names;
  for (const auto code : codes) {
    if (code.starts_with(area)) names.push_back(code.substr(area.size()));
  }
  return names;
}

/// The code that `wrong`, `area.name`, may mean: with the same area and nearly the same name or a shared
/// word, else a near one with a shared word. "" if none.
std::string near_code(std::string_view wrong, const std::vector<std::string_view>& codes) {
  const auto area = wrong.substr(0, wrong.find('.') + 1);
  if (area.empty()) return base::nearest_name(wrong, codes);
  const auto name = wrong.substr(area.size());
  const auto names = names_below(area, codes);
  auto best = base::nearest_name(name, names);
  if (!best.empty()) return std::string(area) + best;
  std::size_t most = 0;
  for (const auto candidate : names) {
    const auto shared = shared_words(name, candidate);
    if (shared < most || shared == 0 || (shared == most && candidate.size() >= best.size())) continue;
    most = shared;
    best = candidate;
  }
  if (most > 0) return std::string(area) + best;
  std::vector<std::string_view> akin;
  for (const auto code : codes) {
    if (shared_words(name, code.substr(code.find('.') + 1)) > 0) akin.push_back(code);
  }
  return base::nearest_name(wrong, akin);
}

}  // namespace

TargetCodes::TargetCodes(const model::Scheme& scheme, std::string_view code_system) : scheme_(scheme) {
  if (code_system == kTerritory) {
    territory_ = &scheme.territory;
  } else {
    system_ = scheme.find(code_system);
  }
}

bool TargetCodes::contains(std::string_view code) const {
  // A Comune that was merged counts for its successor (settle_comuni): a table that names it stays in force.
  if (territory_)
    return territory_->by_istat(code) != nullptr || territory_->former_by_istat(code) != nullptr;
  return system_ && system_->find(code) != nullptr;
}

bool TargetCodes::lacks_parent(std::string_view code) const {
  const auto* found = system_ ? system_->find(code) : nullptr;
  if (!found || found->parent.empty()) return false;
  const auto* parents = parent_system(scheme_, *system_);
  return !parents || !parents->find(found->parent);
}

std::string TargetCodes::hint(std::string_view wrong) const {
  constexpr std::size_t longest_code = 100;
  if (!system_ || wrong.size() > longest_code) return {};
  std::vector<std::string_view> codes;
  codes.reserve(system_->codes().size());
  for (const auto& code : system_->codes()) codes.emplace_back(code.code);
  const auto near = near_code(wrong, codes);
  return near.empty() ? std::string() : ", did you mean " + in_quotes(near) + "?";
}

const model::CodeSystem* parent_system(const model::Scheme& scheme, const model::CodeSystem& system) {
  return system.id() == kInterventionSystem ? scheme.find(kAreaSystem) : &system;
}

}  // namespace raccordo::mapping
