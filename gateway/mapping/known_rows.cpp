#include "mapping/known_rows.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "mapping/target_codes.hpp"

namespace raccordo::mapping {
namespace {

constexpr std::string_view kSeparators = "|./-_ ";
constexpr char kBetween = '\x1f';
/// A row that shares only one of the most common words is not evidence, and checking all of them costs too
/// much.
constexpr std::size_t kMostRowsOfWord = 2000;
/// Fewer rows with the same beginning may agree by chance.
constexpr std::size_t kLeastVotes = 3;

constexpr double kSameCodeOfTable = 0.9;
constexpr double kNearCodeOfTable = 0.8;
constexpr double kSameCodeElsewhere = 0.6;
constexpr double kNearCodeElsewhere = 0.45;
/// A label known from a table counts a little less than the shared label itself.
constexpr double kKnownLabel = 0.97;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string owner_of(std::string_view source, std::string_view table) {
  return std::string(source) + kBetween + std::string(table);
}

/// A code as runs of letters and of digits, each run a token: `AN.04bis` is `an 4 bis`.
std::vector<std::string> tokens_of(std::string_view code) {
  std::vector<std::string> tokens;
  const auto folded = model::fold_name(code.substr(0, kComparedBytes));
  for (const auto word : base::split(folded, ' ')) {
    for (std::size_t at = 0; at < word.size();) {
      auto end = at + 1;
      while (end < word.size() && is_digit(word[end]) == is_digit(word[at])) ++end;
      auto token = word.substr(at, end - at);
      while (token.size() > 1 && token.front() == '0') token.remove_prefix(1);
      tokens.emplace_back(token);
      at = end;
    }
  }
  return tokens;
}

std::string joined(const std::vector<std::string>& tokens, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += (i == 0 ? "" : " ") + tokens[i];
  return out;
}

/// A code without its last token, if the rest is meaningful: `SAD` of `SAD2`, but not `C` of `C1`.
std::string stem_of(const std::vector<std::string>& tokens) {
  if (tokens.size() < 2) return "";
  auto stem = joined(tokens, tokens.size() - 1);
  return tokens.size() > 2 || stem.size() > 1 ? stem : std::string();
}

bool has_two_letters(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; }) >= 2;
}

}  // namespace

std::string_view code_beginning(std::string_view code) {
  const auto at = code.find_first_of(kSeparators);
  return at == std::string_view::npos ? std::string_view() : code.substr(0, at);
}

KnownRows::KnownRows(const model::Scheme& scheme, std::string_view code_system,
                     const std::vector<PeerTable>& peers)
    : abbreviations_(scheme.abbreviations) {
  const auto* system = scheme.find(code_system);
  for (const auto& peer : peers) {
    if (peer.code_system != code_system) continue;
    for (const auto& row : peer.table->rows()) {
      if (coded_.size() == kMostKnownRows) return;
      if (row.status != RowStatus::approved || !maps(row.relationship)) continue;
      add(row, *peer.table, system ? system->find(row.target_code) : nullptr);
    }
  }
}

void KnownRows::add(const Row& row, const Table& table, const model::Code* target) {
  const auto owner = owner_of(table.source(), table.name());
  const auto tokens = tokens_of(row.source_code);
  const auto place = static_cast<std::uint32_t>(coded_.size());
  coded_.push_back({row.target_code, owner, joined(tokens, tokens.size()), stem_of(tokens)});
  by_whole_[coded_.back().whole].push_back(place);
  if (!coded_.back().stem.empty()) by_stem_[coded_.back().stem].push_back(place);
  add_label(row, table.source());
  if (target && !target->parent.empty()) add_votes(row, owner, target->parent);
}

void KnownRows::add_label(const Row& row, const std::string& source) {
  auto features = features_of(row.source_label, abbreviations_);
  if (features.empty()) return;
  const auto key = row.target_code + kBetween + model::fold_name(row.source_label);
  const auto place = static_cast<std::uint32_t>(labels_.size());
  const auto [found, fresh] = label_places_.emplace(key, place);
  if (!fresh) {
    auto& sources = labels_[found->second].sources;
    if (std::find(sources.begin(), sources.end(), source) == sources.end()) sources.push_back(source);
    return;
  }
  for (const auto& word : features.words) labels_by_word_[word].push_back(place);
  labels_.push_back({row.target_code, std::move(features), {source}});
}

void KnownRows::add_votes(const Row& row, const std::string& owner, const std::string& parent) {
  const auto beginning = code_beginning(row.source_code);
  // Without a separator the first character may be that of the parent: 2 of 204.
  const auto begins = beginning.empty() ? std::string_view(row.source_code).substr(0, 1) : beginning;
  auto& votes = votes_[owner + kBetween + std::string(begins)];
  if (votes.rows == 0) votes.parent = parent;
  votes.unanimous = votes.unanimous && votes.parent == parent;
  ++votes.rows;
}

void KnownRows::by_label(const Features& label, const Visit& visit) const {
  std::vector<std::uint32_t> places;
  for (const auto& word : label.words) {
    const auto found = labels_by_word_.find(word);
    if (found == labels_by_word_.end() || found->second.size() > kMostRowsOfWord) continue;
    places.insert(places.end(), found->second.begin(), found->second.end());
  }
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  for (const auto place : places) {
    const auto& known = labels_[place];
    visit(known.target, kKnownLabel * likeness(label, known.features), known.sources.size());
  }
}

void KnownRows::visit_codes(const std::vector<std::uint32_t>& places, std::string_view owner, Fit fit,
                            const Visit& visit) const {
  const bool same = fit == Fit::same;
  for (const auto place : places) {
    const auto& known = coded_[place];
    if (known.owner == owner) {
      visit(known.target, same ? kSameCodeOfTable : kNearCodeOfTable, 1);
    } else if (has_two_letters(same ? known.whole : known.stem.empty() ? known.whole : known.stem)) {
      visit(known.target, same ? kSameCodeElsewhere : kNearCodeElsewhere, 1);
    }
  }
}

void KnownRows::by_code(std::string_view source, std::string_view table, std::string_view code,
                        const Visit& visit) const {
  const auto tokens = tokens_of(code);
  if (tokens.empty()) return;
  const auto owner = owner_of(source, table);
  const auto whole = joined(tokens, tokens.size());
  const auto stem = stem_of(tokens);
  const auto look = [&](const auto& index, const std::string& key, Fit fit) {
    const auto found = key.empty() ? index.end() : index.find(key);
    if (found != index.end()) visit_codes(found->second, owner, fit, visit);
  };
  look(by_whole_, whole, Fit::same);
  look(by_whole_, stem, Fit::near);
  if (has_two_letters(whole) || tokens.size() > 1) look(by_stem_, whole, Fit::near);
}

std::optional<ParentGuess> KnownRows::parent_of(std::string_view source, std::string_view table,
                                                std::string_view code) const {
  if (code.empty()) return std::nullopt;
  const auto beginning = code_beginning(code);
  const auto begins = beginning.empty() ? code.substr(0, 1) : beginning;
  const auto found = votes_.find(owner_of(source, table) + kBetween + std::string(begins));
  if (found == votes_.end() || !found->second.unanimous || found->second.rows < kLeastVotes) {
    return std::nullopt;
  }
  return ParentGuess{found->second.parent,
                     beginning.empty() ? ParentGuess::Strength::likely : ParentGuess::Strength::certain};
}

}  // namespace raccordo::mapping
