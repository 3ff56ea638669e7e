#include "app/tables/find_impact.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "app/tables/code_finder.hpp"
#include "app/tables/release_effect.hpp"
#include "base/stop.hpp"
#include "mapping/record_json.hpp"
#include "mapping/remap.hpp"
#include "mapping/stored_record.hpp"
#include "store/interface/case_store.hpp"
#include "store/interface/replays.hpp"

namespace raccordo::app {
namespace {

constexpr std::size_t kExamples = 20;
constexpr std::size_t kBodiesAtOnce = 2000;

/// The result of the version for a code, for any date: its targets; nothing if no row decides it.
std::optional<std::string> verdict_on(const mapping::Table& table, const std::string& code) {
  const auto found = table.find(code, std::nullopt);
  if (found.kind == mapping::Lookup::Kind::mapped) return found.row->target_code;
  if (found.kind == mapping::Lookup::Kind::ignored) return "";
  if (found.kind != mapping::Lookup::Kind::ambiguous) return std::nullopt;
  return "by date";
}

bool has_break(const std::vector<mapping::CodeMove>& moves) {
  return std::any_of(moves.begin(), moves.end(), [](const mapping::CodeMove& move) {
    return move.kind == mapping::CodeMove::Kind::breaks;
  });
}

/// Adds up the changes, record by record.
class StoredImpact {
 public:
  StoredImpact(const mapping::TableSet& tables, std::string table, const model::Scheme& scheme,
               const std::vector<std::string>& codes)
      : tables_(tables), table_(std::move(table)), scheme_(scheme), finder_(codes) {}

  void look_at(std::string_view body) {
    ++all_;
    if (!finder_.may_hold(body)) return;
    auto record = mapping::read_stored_record(body);
    if (!record) return;
    auto moves = mapping::remap(*record, tables_, table_, scheme_);
    if (moves.empty()) return;
    (has_break(moves) ? breaks_ : changes_) += 1;
    note(std::move(moves));
  }

  void put_into(Impact& impact) const {
    impact.changes = changes_;
    impact.breaks = breaks_;
    impact.unchanged = all_ - changes_ - breaks_;
    for (const auto& [key, seen] : codes_) {
      const auto& [kind, code, from, to] = key;
      impact.examples.push_back({kind, code, seen.label, from, to, seen.records});
    }
  }

 private:
  using Key = std::tuple<CodeImpact::Kind, std::string, std::string, std::string>;
  struct Seen {
    std::string label;
    std::uint64_t records = 0;
  };

  /// A record counts once for each code, however often it occurs.
  void note(std::vector<mapping::CodeMove> moves) {
    std::map<Key, std::string> keys;
    for (auto& move : moves) {
      const auto kind =
          move.kind == mapping::CodeMove::Kind::breaks ? CodeImpact::Kind::breaks : CodeImpact::Kind::changes;
      keys.emplace(Key{kind, move.source_code, move.from, move.to}, std::move(move.source_label));
    }
    for (auto& [key, label] : keys) {
      auto& seen = codes_[key];
      seen.label = std::max(seen.label, label);
      ++seen.records;
    }
  }

  const mapping::TableSet& tables_;
  std::string table_;
  const model::Scheme& scheme_;
  CodeFinder finder_;
  std::map<Key, Seen> codes_;
  std::uint64_t all_ = 0, changes_ = 0, breaks_ = 0;
};

void count_stored(store::CaseStore& store, const ActiveTables& tables, Impact& impact) {
  StoredImpact stored(tables.find(impact.source)->tables, impact.table, tables.book().scheme,
                      impact.changed_codes);
  std::int64_t after = 0;
  for (;;) {
    const auto bodies = store.replays().stored_after(impact.source, after, kBodiesAtOnce);
    base::stop_point();
    for (const auto& body : bodies) stored.look_at(body.body);
    if (bodies.size() < kBodiesAtOnce) break;
    after = bodies.back().record;
  }
  stored.put_into(impact);
}

void count_waiting(store::CaseStore& store, const mapping::Table& next, Impact& impact) {
  auto& replays = store.replays();
  const auto counts = replays.count_waiting(impact.source, impact.table, impact.freed_codes);
  impact.frees = counts.for_these_alone;
  impact.helps = counts.for_more;
  for (auto& code : replays.waiting_for(impact.source, impact.table, impact.freed_codes, kExamples)) {
    const auto to = verdict_on(next, code.code).value_or("");
    impact.examples.push_back({CodeImpact::Kind::frees, code.code, code.label, "", to, code.records});
  }
}

}  // namespace

std::string_view to_string(CodeImpact::Kind kind) {
  switch (kind) {
    case CodeImpact::Kind::frees:
      return "frees";
    case CodeImpact::Kind::changes:
      return "changes";
    case CodeImpact::Kind::breaks:
      return "breaks";
  }
  return "";
}

Impact find_impact(store::CaseStore& store, const ActiveTables& tables,
                   const std::shared_ptr<const mapping::Table>& next, const base::Clock& clock) {
  const auto& before = *tables.find(next->source())->tables.find(next->name());
  Impact impact;
  impact.source = next->source();
  impact.table = next->name();
  impact.version = next->version();
  impact.against = before.version();
  impact.changed_codes = mapping::changed_codes(before, *next);
  for (const auto& code : impact.changed_codes) {
    if (verdict_on(*next, code)) impact.freed_codes.push_back(code);
  }
  count_waiting(store, *next, impact);
  count_stored(store, *tables.with(next, clock), impact);
  std::stable_sort(
      impact.examples.begin(), impact.examples.end(),
      [](const CodeImpact& left, const CodeImpact& right) { return left.records > right.records; });
  if (impact.examples.size() > kExamples) impact.examples.resize(kExamples);
  note_release_effect(store, tables, impact);
  return impact;
}

store::BreakCheck break_check(const ActiveTables& tables, const std::shared_ptr<const mapping::Table>& next,
                              const std::vector<std::string>& changed_codes, const base::Clock& clock) {
  return [with_next = tables.with(next, clock), next,
          finder = CodeFinder(changed_codes)](std::string_view body) {
    if (!finder.may_hold(body)) return false;
    auto record = mapping::read_stored_record(body);
    if (!record) return false;
    const auto& source = *with_next->find(next->source());
    return has_break(mapping::remap(*record, source.tables, next->name(), with_next->book().scheme));
  };
}

}  // namespace raccordo::app
