#include "mapping/suggestions.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <mutex>
#include <string>

#include "mapping/likeness.hpp"
#include "mapping/target_codes.hpp"

namespace raccordo::mapping {
namespace {

using Suggestions = std::vector<model::Suggestion>;

/// One shared code, ready for comparison: by its label alone and together with its parent's label.
struct Target {
  std::string code, label;
  Features alone, with_parent;
};
using Targets = std::vector<Target>;

Targets targets_of(const model::Territory& territory) {
  Targets targets;
  for (const auto& comune : territory.comuni()) {
    const auto features = features_of(comune.name);
    targets.push_back({comune.istat_code, comune.name, features, features});
  }
  return targets;
}

Targets targets_of(const model::Scheme& scheme, const model::CodeSystem& system) {
  Targets targets;
  const auto* parents = parent_system(scheme, system);
  for (const auto& code : system.codes()) {
    const auto* parent = parents ? parents->find(code.parent) : nullptr;
    const auto together = parent ? code.label_it + " " + parent->label_it : code.label_it;
    targets.push_back({code.code, code.label_it, features_of(code.label_it), features_of(together)});
  }
  return targets;
}

Targets targets_of(const model::Scheme& scheme, std::string_view system) {
  if (system == kTerritory) return targets_of(scheme.territory);
  const auto* found = scheme.find(system);
  return found ? targets_of(scheme, *found) : Targets();
}

/// A code may match by itself, by its label or by both; what code and label say of the parent, too, tells
/// equal labels of two areas apart.
double score_of(const std::array<Features, 3>& sources, const Target& target) {
  constexpr double whole_share = 0.2;
  double best = 0;
  for (const auto& source : sources) {
    best = std::max({best, likeness(source, target.alone), likeness(source, target.with_parent)});
  }
  const auto whole = likeness(sources.back(), target.with_parent);
  return std::round(((1 - whole_share) * best + whole_share * whole) * 100) / 100;
}

Suggestions rank(const Targets& targets, std::string_view code, std::string_view label) {
  const std::array<Features, 3> sources = {features_of(label), features_of(code),
                                           features_of(std::string(code) + " " + std::string(label))};
  Suggestions all;
  for (const auto& target : targets) {
    const auto score = score_of(sources, target);
    if (score >= kLeastScore) all.push_back({target.code, target.label, score});
  }
  std::stable_sort(all.begin(), all.end(), [](const model::Suggestion& left, const model::Suggestion& right) {
    return left.score > right.score;
  });
  if (all.size() > kMostSuggestions) all.resize(kMostSuggestions);
  return all;
}

}  // namespace

class Suggester::Impl {
 public:
  explicit Impl(const model::Scheme& scheme) : scheme_(scheme) {}

  Suggestions suggest(std::string_view system, std::string_view code, std::string_view label) {
    const auto key = std::string(system) + '\x1f' + std::string(code) + '\x1f' + std::string(label);
    std::shared_ptr<const Targets> targets;
    {
      const std::lock_guard lock(mutex_);
      if (const auto found = answers_.find(key); found != answers_.end()) return found->second;
      targets = targets_for(system);
    }
    auto answer = rank(*targets, code, label);
    const std::lock_guard lock(mutex_);
    if (answers_.size() >= kRemembered) answers_.clear();
    answers_.insert_or_assign(key, answer);
    return answer;
  }

 private:
  /// Answers kept; a hostile batch with ever new codes must not fill the memory.
  static constexpr std::size_t kRemembered = 10000;

  const std::shared_ptr<const Targets>& targets_for(std::string_view system) {
    auto found = targets_.find(system);
    if (found == targets_.end()) {
      auto made = std::make_shared<const Targets>(targets_of(scheme_, system));
      found = targets_.emplace(std::string(system), std::move(made)).first;
    }
    return found->second;
  }

  const model::Scheme& scheme_;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const Targets>, std::less<>> targets_;
  model::StringMap<Suggestions> answers_;
};

Suggester::Suggester(const model::Scheme& scheme) : impl_(std::make_unique<Impl>(scheme)) {}
Suggester::~Suggester() = default;

Suggestions Suggester::suggest(std::string_view code_system, std::string_view source_code,
                               std::string_view source_label) const {
  // More than a label's length says nothing more, and must not be remembered.
  return impl_->suggest(code_system, source_code.substr(0, kComparedBytes),
                        source_label.substr(0, kComparedBytes));
}

}  // namespace raccordo::mapping
