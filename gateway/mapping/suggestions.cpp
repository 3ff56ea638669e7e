#include "mapping/suggestions.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <mutex>
#include <string>

#include "mapping/likeness.hpp"
#include "mapping/target_codes.hpp"
#include "model/masked_code.hpp"

namespace raccordo::mapping {
namespace {

/// One shared code, prepared for comparison: by its label alone and together with its parent's label.
struct Target {
  std::string code, label, parent;
  std::optional<base::Date> valid_from, valid_to;
  Features alone, with_parent;
};

/// All evidence for the codes of one system.
struct Evidence {
  std::vector<Target> targets;
  model::StringMap<std::size_t> places;
  std::unique_ptr<const KnownRows> known;
};

/// A candidate: `score` decides, dates are checked last.
struct Candidate {
  const Target* target = nullptr;
  double score = 0;
  std::string_view why;  ///< as model::Suggestion::why
};
using Candidates = std::vector<Candidate>;

/// Stored for each code, so that those not valid on a date can be ranked last.
constexpr std::size_t kKept = 12;
/// A code outside the likely, not certain, parent.
constexpr double kOutside = 0.8;
/// For each further source with the same mapping of the label.
constexpr double kAgreement = 0.02;
/// A second kind of evidence for the same code.
constexpr double kBothKinds = 0.05;
constexpr double kAlike = 0.8;

std::vector<Target> targets_of(const model::Territory& territory, const model::Abbreviations& words) {
  std::vector<Target> targets;
  for (const auto& comune : territory.comuni()) {
    const auto features = features_of(comune.name, words);
    targets.push_back({comune.istat_code, comune.name, "", {}, {}, features, features});
  }
  return targets;
}

std::vector<Target> targets_of(const model::Scheme& scheme, const model::CodeSystem& system) {
  std::vector<Target> targets;
  const auto* parents = parent_system(scheme, system);
  for (const auto& code : system.codes()) {
    const auto* parent = parents ? parents->find(code.parent) : nullptr;
    const auto together = parent ? code.label_it + " " + parent->label_it : code.label_it;
    targets.push_back({code.code, code.label_it, code.parent, code.valid_from, code.valid_to,
                       features_of(code.label_it, scheme.abbreviations),
                       features_of(together, scheme.abbreviations)});
  }
  return targets;
}

std::shared_ptr<const Evidence> evidence_of(const model::Scheme& scheme, std::string_view system,
                                            const std::vector<PeerTable>& peers) {
  auto evidence = std::make_shared<Evidence>();
  const auto* found = scheme.find(system);
  if (system == kTerritory) {
    evidence->targets = targets_of(scheme.territory, scheme.abbreviations);
  } else if (found) {
    evidence->targets = targets_of(scheme, *found);
  }
  for (std::size_t i = 0; i < evidence->targets.size(); ++i) {
    evidence->places.emplace(evidence->targets[i].code, i);
  }
  evidence->known = std::make_unique<const KnownRows>(scheme, system, peers);
  return evidence;
}

/// A code may match by itself, by its label or by both; the parent in code and label distinguishes equal
/// labels of two areas.
double score_of(const std::array<Features, 3>& sources, const Target& target) {
  constexpr double whole_share = 0.2;
  double best = 0;
  for (const auto& source : sources) {
    best = std::max({best, likeness(source, target.alone), likeness(source, target.with_parent)});
  }
  const auto whole = likeness(sources.back(), target.with_parent);
  return (1 - whole_share) * best + whole_share * whole;
}

bool is_valid_on(const Target& target, const base::Date& date) {
  return (!target.valid_from || *target.valid_from <= date) && (!target.valid_to || date <= *target.valid_to);
}

}  // namespace

class Suggester::Impl {
 public:
  Impl(const model::Scheme& scheme, std::vector<PeerTable> peers)
      : scheme_(scheme), peers_(std::move(peers)) {}

  std::vector<model::Suggestion> suggest(const MissingCode& missing) {
    const auto remembered = ranked(missing, parent_by_table(missing));
    auto order = *remembered;
    if (missing.date) {
      std::stable_partition(order.begin(), order.end(),
                            [&](const Candidate& each) { return is_valid_on(*each.target, *missing.date); });
    }
    if (order.size() > kMostSuggestions) order.resize(kMostSuggestions);
    std::vector<model::Suggestion> out;
    for (const auto& each : order) {
      // Thousandths are the same number wherever the score is written and read again.
      out.push_back({each.target->code, each.target->label, std::round(each.score * 1000) / 1000, each.why});
    }
    return out;
  }

 private:
  /// Maximum number of cached results; a hostile batch of new codes must not fill the memory.
  static constexpr std::size_t kRemembered = 10000;

  std::shared_ptr<const Candidates> ranked(const MissingCode& missing,
                                           const std::optional<ParentGuess>& by_table) {
    auto key = by_table ? by_table->parent : std::string();
    for (const auto part :
         {missing.code_system, missing.source, missing.table, missing.parent, missing.code, missing.label}) {
      key.append(1, '\x1f').append(part);
    }
    std::shared_ptr<const Evidence> evidence;
    {
      const std::lock_guard lock(mutex_);
      if (const auto found = answers_.find(key); found != answers_.end()) return found->second;
      if (const auto known = evidence_.find(missing.code_system); known != evidence_.end())
        evidence = known->second;
    }
    if (!evidence) evidence = make_evidence(missing.code_system);
    auto answer = std::make_shared<const Candidates>(rank(*evidence, missing, by_table));
    const std::lock_guard lock(mutex_);
    if (answers_.size() >= kRemembered) answers_.clear();
    answers_.insert_or_assign(key, answer);
    return answer;
  }

  /// Computed without the lock, which short answers need as well. If two compute at once the first result is
  /// kept.
  std::shared_ptr<const Evidence> make_evidence(std::string_view system) {
    auto evidence = evidence_of(scheme_, system, peers_);
    const std::lock_guard lock(mutex_);
    return evidence_.emplace(std::string(system), std::move(evidence)).first->second;
  }

  /// The beginning of a joined code, looked up in the source's own table of parents: `ANZ` in `area`.
  std::optional<ParentGuess> parent_by_table(const MissingCode& missing) const {
    const auto beginning = code_beginning(missing.code);
    if (beginning.empty() || missing.code_system != kInterventionSystem) return std::nullopt;
    for (const auto& peer : peers_) {
      if (peer.table->source() != missing.source || peer.code_system != kAreaSystem) continue;
      const auto found = peer.table->find(beginning, missing.date);
      if (found.kind == Lookup::Kind::mapped) {
        return ParentGuess{found.row->target_code, ParentGuess::Strength::certain};
      }
    }
    return std::nullopt;
  }

  static std::optional<ParentGuess> parent_of(const Evidence& evidence, const MissingCode& missing) {
    auto guess = evidence.known->parent_of(missing.source, missing.table, missing.code);
    if (guess && guess->strength == ParentGuess::Strength::certain) return guess;
    if (missing.parent.empty()) return guess;
    return ParentGuess{std::string(missing.parent), ParentGuess::Strength::likely};
  }

  struct Score {
    double value = 0;
    std::string_view why;
  };

  /// The best score of each target, in the order of the targets.
  std::vector<Score> scores(const Evidence& evidence, const MissingCode& missing,
                            const std::optional<ParentGuess>& parent) const {
    const std::array<Features, 3> sources = {
        features_of(missing.label, scheme_.abbreviations), features_of(missing.code, scheme_.abbreviations),
        features_of(std::string(missing.code) + " " + std::string(missing.label), scheme_.abbreviations)};
    // A beginning that names the parent must not be the only evidence for codes with the parent's word in
    // their label.
    const bool named = parent && parent->strength == ParentGuess::Strength::certain;
    const auto rest = missing.code.substr(named ? code_beginning(missing.code).size() : 0);
    const auto own = features_of(std::string(rest) + " " + std::string(missing.label), scheme_.abbreviations);
    std::vector<double> by_words, by_labels(evidence.targets.size(), 0), by_codes = by_labels;
    for (const auto& target : evidence.targets) {
      by_words.push_back(!named || likeness(own, target.alone) > 0 ? score_of(sources, target) : 0);
    }
    const auto note = [&](std::vector<double>& into, std::string_view code, double score) {
      const auto found = evidence.places.find(code);
      if (found != evidence.places.end()) into[found->second] = std::max(into[found->second], score);
    };
    const auto labels = [&](std::string_view code, double score, std::size_t agreeing) {
      const auto more = score >= kAlike ? kAgreement * static_cast<double>(agreeing - 1) : 0;
      note(by_labels, code, std::min(1.0, score + more));
    };
    evidence.known->by_label(sources[0].empty() ? own : sources[0], labels);
    evidence.known->by_code(
        missing.source, missing.table, missing.code,
        [&](std::string_view code, double score, std::size_t) { note(by_codes, code, score); });
    std::vector<Score> out;
    for (std::size_t i = 0; i < by_words.size(); ++i)
      out.push_back(best_of(by_words[i], by_labels[i], by_codes[i]));
    return out;
  }

  static Score best_of(double by_words, double by_label, double by_code) {
    const auto by_text = std::max(by_words, by_label);
    const bool both = by_text >= kLeastScore && by_code > 0;
    const auto* const why = by_code > by_text ? "code" : by_label > by_words ? "label" : "words";
    return {std::min(1.0, std::max(by_text, by_code) + (both ? kBothKinds : 0)), why};
  }

  Candidates rank(const Evidence& evidence, const MissingCode& missing,
                  const std::optional<ParentGuess>& by_table) const {
    const auto parent = by_table ? by_table : parent_of(evidence, missing);
    const auto all = scores(evidence, missing, parent);
    Candidates out;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const auto& target = evidence.targets[i];
      auto [score, why] = all[i];
      if (parent && target.parent != parent->parent) {
        if (parent->strength == ParentGuess::Strength::certain) continue;
        score *= kOutside;
      }
      score = std::round(score * 100) / 100;
      if (score >= kLeastScore) out.push_back({&target, score, why});
    }
    std::stable_sort(out.begin(), out.end(),
                     [](const Candidate& left, const Candidate& right) { return left.score > right.score; });
    if (out.size() > kKept) out.resize(kKept);
    return out;
  }

  const model::Scheme& scheme_;
  const std::vector<PeerTable> peers_;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const Evidence>, std::less<>> evidence_;
  model::StringMap<std::shared_ptr<const Candidates>> answers_;
};

Suggester::Suggester(const model::Scheme& scheme, std::vector<PeerTable> peers)
    : impl_(std::make_unique<Impl>(scheme, std::move(peers))) {}
Suggester::~Suggester() = default;

std::vector<model::Suggestion> Suggester::suggest(const MissingCode& missing) const {
  auto shortened = missing;
  // More than the length of a label is irrelevant, and must not be cached.
  shortened.code = missing.code.substr(0, kComparedBytes);
  shortened.label = missing.label.substr(0, kComparedBytes);
  return impl_->suggest(shortened);
}

std::vector<model::Suggestion> Suggester::suggest(std::string_view code_system, std::string_view source,
                                                  const WaitingCode& waiting) const {
  if (model::is_masked_code(waiting.code)) return {};
  return suggest(
      {code_system, source, waiting.table, waiting.code, waiting.label, waiting.parent, waiting.date});
}

}  // namespace raccordo::mapping
