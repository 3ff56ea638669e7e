#include "aggregate/make/making.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "aggregate/audit/audit.hpp"
#include "aggregate/count/group.hpp"
#include "aggregate/evidence/recheck.hpp"
#include "aggregate/make/forget.hpp"
#include "aggregate/make/seated.hpp"
#include "aggregate/make/snapshot_join.hpp"
#include "aggregate/release/disclosure_rules.hpp"
#include "aggregate/release/disclosure_words.hpp"
#include "aggregate/release/rates.hpp"
#include "aggregate/release/release_authority.hpp"
#include "aggregate/release/release_parts.hpp"
#include "aggregate/suppress/suppression.hpp"
#include "aggregate/witness/differences.hpp"
#include "base/stop.hpp"

namespace raccordo::aggregate {
namespace {

constexpr int kLeastK = 3;
constexpr std::size_t kJoint = 2;  // earlier releases that witnesses must hold in

/// Without what only the counting of seats needs.
model::ExtractDefinition as_catalogued(model::ExtractDefinition definition) {
  definition.from_seats = false;
  for (auto& choice : definition.by) choice.from_seats = false;
  return definition;
}

std::vector<TableParts> show(std::span<const PlannedTable> plans, std::span<const std::uint8_t> hidden) {
  std::vector<TableParts> shown;
  std::size_t next = 0;
  for (const auto& plan : plans) {
    TableParts parts{as_catalogued(plan.table.definition), plan.table.dimensions, {}, ""};
    parts.cells.reserve(plan.cells);
    for (const auto& cell : plan.table.cells) {
      const bool is_hidden = hidden[next++] != 0;
      parts.cells.push_back({is_hidden, is_hidden ? 0 : cell.value});
    }
    shown.push_back(std::move(parts));
  }
  return shown;
}

/// A rate without inhabitants is hidden even if its count is not.
void note_hidden(const std::vector<TableParts>& tables, std::span<std::uint8_t> hidden) {
  std::size_t next = 0;
  for (const auto& table : tables) {
    for (const auto& cell : table.cells) hidden[next++] = cell.hidden ? 1 : 0;
  }
}

/// Numbers that an earlier release showed under a smaller k are not repeated. They count as known all the
/// same: no witness may change them.
void hide_outgrown(std::vector<TableParts>& tables, std::span<const PlannedTable> plans, const Rules& rules) {
  for (std::size_t table = 0; table < plans.size(); ++table) {
    const auto& counted = plans[table].table;
    for (std::size_t cell = 0; cell < counted.cells.size(); ++cell) {
      if (is_sensitive(counted, counted.cells[cell], rules)) tables[table].cells[cell] = {true, 0};
    }
  }
}

void tell_withheld(ReleaseParts& parts, const std::vector<std::string>& withheld) {
  for (auto& table : parts.tables) {
    if (std::find(withheld.begin(), withheld.end(), table.definition.id) != withheld.end())
      table.withheld = withheld_in_words();
  }
}

/// Numbers a revision. The published register moves forward only, so earlier periods and such that overlap
/// are refused.
std::optional<base::Fault> place_in_time(Layer& layer, std::span<const Layer> earlier) {
  for (const auto& each : earlier) {
    if (each.release_id == layer.release_id) return base::fault("a release of that id was made before");
    if (each.period.code == layer.period.code) layer.revision = each.revision + 1;
  }
  if (layer.revision > 0 || earlier.empty()) return std::nullopt;
  const auto& newest = *std::max_element(
      earlier.begin(), earlier.end(),
      [](const Layer& one, const Layer& other) { return one.period.last < other.period.last; });
  if (newest.period.last < layer.period.first) return std::nullopt;
  return base::fault("the period " + newest.period.code +
                     " was released before, and what is published only moves forward: release a period that "
                     "begins after it, or revise one of the newest periods");
}

/// True if the oldest layer is needed no more: its period was revised since, or there are enough newer
/// periods.
bool is_past(std::span<const Layer> layers, std::size_t periods) {
  std::set<std::string> newer;
  for (const auto& each : layers.subspan(1)) newer.insert(each.period.code);
  return newer.contains(layers.front().period.code) || newer.size() >= periods;
}

/// The register of all releases with this one, whose layer has no shown cells yet.
struct Joined {
  Evidence evidence;
  Seated seated;
};
base::Result<Joined> join(const model::FactSet& facts, const std::vector<model::ExtractDefinition>& catalogue,
                          const model::Scheme& scheme, const ReleaseRequest& request,
                          const std::vector<model::ExtractDefinition>& counted, const Evidence* earlier) {
  const auto plans = plan_tables(on_published_clock(counted), scheme, request.period);
  if (!plans) return plans.error();
  Layer layer{request.id, request.period, request.rules, catalogue, scheme, {}, {}, "", 0, true, {}, true,
              {}};
  Evidence evidence;
  if (earlier != nullptr) evidence = *earlier;
  if (auto wrong = place_in_time(layer, evidence.layers)) return *wrong;
  auto seated = Seated::take(evidence, facts, *plans, layer, request.key);
  if (!seated) return seated.error();
  layer.kept_back = seated->kept_back();
  layer.waiting = seated->waiting(evidence.layers, layer);
  // A revision keeps the newest periods that can still be revised.
  const auto periods = layer.revision > 0 ? kJoint + 1 : kJoint;
  while (evidence.layers.size() > kJoint && is_past(evidence.layers, periods)) forget_oldest(evidence);
  if (earlier == nullptr) {
    evidence.facts = seated->facts();
  } else {
    join_snapshot(evidence, seated->facts(), static_cast<std::uint16_t>(evidence.layers.size()));
  }
  evidence.layers.push_back(std::move(layer));
  return Joined{std::move(evidence), std::move(*seated)};
}

ReleaseParts parts_of(const ReleaseRequest& request, const Evidence& evidence) {
  ReleaseParts parts;
  parts.id = request.id;
  parts.period = request.period.code;
  parts.revision = evidence.layers.back().revision;
  parts.applied = request.rules;
  parts.rules = rules_in_words(request.rules);
  parts.guarantee = guarantee_in_words(request.rules);
  parts.mapping_versions = request.mapping_versions;
  parts.coverage = request.coverage;
  parts.waiting = evidence.layers.back().waiting;
  return parts;
}

std::optional<base::Fault> check(const std::vector<model::ExtractDefinition>& catalogue,
                                 const ReleaseRequest& request) {
  if (request.rules.k < kLeastK) {
    return base::fault("disclosure.k is " + std::to_string(request.rules.k) +
                       "; the law requires at least 3 units behind a published number: set it to 3 or more");
  }
  if (request.rules.p_percent < 0 || request.rules.p_percent > 99) {
    return base::fault("disclosure.p_percent is " + std::to_string(request.rules.p_percent) +
                       "; it is a share of an amount: set it to a number from 0 to 99");
  }
  if (request.id.empty() || request.id.find_first_of(" \n") != std::string::npos) {
    return base::fault("a release needs an id without blanks");
  }
  if (catalogue.empty()) return base::fault("no extract is catalogued; add one to mappings/extracts");
  return std::nullopt;
}

}  // namespace

base::Result<ProvenRelease> make_proven_release(const model::FactSet& facts,
                                                const std::vector<model::ExtractDefinition>& catalogue,
                                                const model::Scheme& scheme, const ReleaseRequest& request,
                                                const Evidence* earlier) {
  if (auto wrong = check(catalogue, request)) return *wrong;
  const auto rates = Rates::plan(catalogue, scheme, request.period);
  if (!rates) return rates.error();
  auto joined = join(facts, catalogue, scheme, request, rates->counted(), earlier);
  if (!joined) return joined.error();
  auto* const evidence = &joined->evidence;
  auto plans = plan_layers(evidence->layers);
  if (!plans) return plans.error();
  if (earlier != nullptr && !fits(*evidence, *plans)) {
    return base::fault(
        "the evidence of the earlier releases does not fit their tables; restore it from a backup");
  }
  base::stop_point();
  count_layers(*plans, evidence->facts, evidence->former);
  base::stop_point();
  auto protection = suppress(*plans, evidence->joint(), request.key);
  if (!protection.refusal.empty()) return base::fault(protection.refusal);
  auto& layer = evidence->layers.back();
  const auto number = static_cast<std::uint16_t>(evidence->layers.size() - 1);
  const auto first = first_cell_of_layer(*plans, number);
  auto parts = parts_of(request, *evidence);
  parts.tables = show(plans_of_layer(*plans, number), std::span(protection.hidden).subspan(first));
  rates->apply(parts.tables);
  tell_withheld(parts, protection.withheld);
  note_hidden(parts.tables, std::span(protection.hidden).subspan(first));
  if (auto wrong = audit(*plans, evidence->joint(), protection)) return *wrong;
  layer.hidden.assign(protection.hidden.begin() + first, protection.hidden.end());
  layer.withheld = std::move(protection.withheld);
  layer.digest = digest_of_shown(plans_of_layer(*plans, number), layer.hidden);
  hide_outgrown(parts.tables, plans_of_layer(*plans, number), request.rules);
  evidence->certificates = std::move(protection.certificates);
  evidence->published = joined->seated.after(layer);
  return ProvenRelease{ReleaseAuthority::publish(std::move(parts)), write_evidence(*evidence)};
}

bool is_last_proof(const Evidence& evidence, std::int64_t row) {
  return !evidence.layers.back().from_seats || row % static_cast<std::int64_t>(kJoint + 1) == 0;
}

}  // namespace raccordo::aggregate
