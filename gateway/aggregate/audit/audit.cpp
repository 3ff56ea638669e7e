#include "aggregate/audit/audit.hpp"

#include <algorithm>
#include <deque>
#include <iterator>
#include <map>
#include <set>
#include <span>
#include <utility>

#include "aggregate/audit/certificate_check.hpp"
#include "aggregate/layers/relations.hpp"
#include "aggregate/release/rates.hpp"
#include "aggregate/witness/differences.hpp"
#include "base/threads.hpp"

namespace raccordo::aggregate {
namespace {

/// Ownership: refers to the base. Threads: one.
class Audit {
 public:
  explicit Audit(AuditBase& base) : base_(base) {}
  std::optional<base::Fault> run();

 private:
  std::optional<base::Fault> check_layers();
  void watch_rests(std::uint16_t layer);
  std::optional<base::Fault> check_ties(std::uint16_t layer, const Ties& ties);
  std::optional<base::Fault> check_certificates();
  std::vector<std::string> check_each(const std::vector<std::uint32_t>& targets) const;
  std::optional<base::Fault> check_complete() const;
  bool is_of_rate(std::size_t table) const;
  base::Fault fault_at(std::uint32_t target, const std::string& what) const;

  AuditBase& base_;
  std::vector<DifferenceCell> watched_;
  std::set<std::uint32_t> certified_, shown_before_;
};

/// Every layer with those that it is compared to. The differences of all layers are counted in one go.
std::optional<base::Fault> Audit::check_layers() {
  std::vector<TablePair> pairs;
  std::vector<std::size_t> end;  // by layer
  for (std::uint16_t layer = 0; layer <= base_.joint().newest(); ++layer) {
    auto of_layer = pair_tables(base_.plans(), base_.joint().layers, layer);
    std::move(of_layer.begin(), of_layer.end(), std::back_inserter(pairs));
    end.push_back(pairs.size());
  }
  const auto differences = count_differences(pairs, base_.people(), base_.counter());
  for (std::uint16_t layer = 0; layer <= base_.joint().newest(); ++layer) {
    const auto own = plans_of_layer(base_.plans(), layer);
    const auto hidden =
        std::span(base_.protection().hidden).subspan(first_cell_of_layer(base_.plans(), layer));
    const auto& given = base_.joint().layers[layer];
    // The last layer has no digest while it is made.
    if (!given.digest.empty() && digest_of_shown(own, hidden) != given.digest) {
      return base::fault("self-check failed: the register does not give what release " + given.release_id +
                         " showed; the evidence was changed: restore it from a backup");
    }
    const auto begin = layer == 0 ? 0 : end[layer - 1U];
    const auto count = end[layer] - begin;
    const auto ties =
        find_ties(base_.plans(), base_.joint().layers, layer, std::span(pairs).subspan(begin, count),
                  std::span(differences).subspan(begin, count));
    if (auto wrong = check_ties(layer, ties)) return wrong;
    watched_.insert(watched_.end(), ties.sensitive.begin(), ties.sensitive.end());
    for (const auto& change : ties.forbidden) {
      if (base_.protection().hidden[change] == 0)
        return fault_at(change, "a shown cell differs by fewer than k persons from an earlier release");
    }
    if (given.covers_rests) watch_rests(layer);
  }
  return std::nullopt;
}

/// The rests of all cells that the layer shows, except of those that were all shown with the same members
/// before.
void Audit::watch_rests(std::uint16_t layer) {
  const auto own = plans_of_layer(base_.plans(), layer);
  const auto first = first_cell_of_layer(base_.plans(), layer);
  const auto is_old = [&](std::uint32_t cell) { return shown_before_.contains(cell); };
  for (auto& rest : find_rests(relations_of(own, first), own, first, base_.protection().hidden,
                               base_.joint().layers[layer].rules.k)) {
    if (!std::all_of(rest.wholes.begin(), rest.wholes.end(), is_old) ||
        !std::all_of(rest.parts.begin(), rest.parts.end(), is_old))
      watched_.push_back(std::move(rest));
  }
}

std::optional<base::Fault> Audit::check_ties(std::uint16_t layer, const Ties& ties) {
  const auto& withheld =
      layer == base_.joint().newest() ? base_.protection().withheld : base_.joint().layers[layer].withheld;
  const auto first = first_cell_of_layer(base_.plans(), layer);
  for (std::uint32_t place = 0; place < ties.of_cell.size(); ++place) {
    const auto tie = ties.of_cell[place];
    const auto cell = first + place;
    const bool is_hidden = base_.protection().hidden[cell] != 0;
    if (!is_hidden && base_.joint().layers[layer].keeps_back(place))
      return fault_at(cell, "a cell is shown that the published register keeps back");
    if (tie == Tie::none) continue;
    if (tie != Tie::shown) {
      if (!is_hidden)
        return fault_at(cell, "a cell is shown that must be hidden because of an earlier release");
      continue;
    }
    const bool is_kept_back = base_.joint().layers[layer].keeps_back(place);
    if (!is_kept_back) {
      base_.mark_not_sensitive(cell);
      shown_before_.insert(cell);
    }
    if (!is_hidden || is_kept_back) continue;
    const auto table = base_.table_of(cell);
    const auto& id = base_.plans()[table].table.definition.id;
    const bool is_withheld = cell != base_.counter().first_cell(table) &&
                             std::find(withheld.begin(), withheld.end(), id) != withheld.end();
    // Without inhabitants in the year there is no rate.
    if (!is_withheld && !is_of_rate(table))
      return fault_at(cell, "a cell is hidden that was shown with the same members");
  }
  return std::nullopt;
}

bool Audit::is_of_rate(std::size_t table) const {
  const auto& catalogue = base_.joint().layers[base_.plans()[table].layer].catalogue;
  return std::any_of(catalogue.begin(), catalogue.end(), [&](const auto& definition) {
    return definition.id == base_.plans()[table].table.definition.id && is_rate(definition.measure);
  });
}

base::Fault Audit::fault_at(std::uint32_t target, const std::string& what) const {
  const auto cell = base_.place_of(target);
  const auto table = base_.table_of(cell);
  return base::fault("self-check failed: in table '" + base_.plans()[table].table.definition.id + "', cell " +
                     std::to_string(cell - base_.counter().first_cell(table)) + ", " + what +
                     "; nothing was published: please report this");
}

std::optional<base::Fault> Audit::check_certificates() {
  std::map<DifferenceCell, std::uint32_t> number_of;
  for (std::uint32_t i = 0; i < watched_.size(); ++i) number_of[watched_[i]] = base_.tables_end() + i;
  const auto& certificates = base_.protection().certificates;
  std::vector<std::uint32_t> targets;
  for (const auto& certificate : certificates) {
    const auto found = number_of.find(certificate.difference);
    const auto target = found != number_of.end() ? found->second : certificate.cell;
    const bool is_known = certificate.difference.wholes.empty() || found != number_of.end();
    if (!is_known || target >= base_.targets() || !base_.is_sensitive_target(target)) {
      return base::fault("self-check failed: certificate " +
                         std::to_string(&certificate - certificates.data()) +
                         " refers to a cell that is not sensitive");
    }
    targets.push_back(target);
  }
  const auto wrong = check_each(targets);
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (!wrong[i].empty()) return fault_at(targets[i], wrong[i]);
  }
  certified_.insert(targets.begin(), targets.end());
  return std::nullopt;
}

/// What is wrong with each certificate, by its number; each is checked by itself, on any thread.
std::vector<std::string> Audit::check_each(const std::vector<std::uint32_t>& targets) const {
  const auto& certificates = base_.protection().certificates;
  std::vector<std::string> wrong(targets.size());
  std::deque<CertificateCheck> checks;
  for (std::size_t i = 0; i < base::threads_for(targets.size()); ++i) checks.emplace_back(base_);
  base::share_out(checks.size(), targets.size(), [&](std::size_t thread, std::size_t i) {
    wrong[i] = checks[thread].check(targets[i], certificates[i]);
  });
  return wrong;
}

std::optional<base::Fault> Audit::check_complete() const {
  for (std::uint32_t target = 0; target < base_.targets(); ++target) {
    if (!base_.is_sensitive_target(target)) continue;
    if (target < base_.tables_end() && base_.protection().hidden[target] == 0)
      return fault_at(target, "a sensitive cell is shown");
    if (!certified_.contains(target)) return fault_at(target, "a sensitive cell has no certificate");
  }
  return std::nullopt;
}

std::optional<base::Fault> Audit::run() {
  if (auto wrong = check_layers()) return wrong;
  // A rest that is not given away any more, because more was hidden, may keep its certificate.
  std::set<DifferenceCell> needed(watched_.begin(), watched_.end());
  for (const auto& certificate : base_.protection().certificates) {
    const auto& difference = certificate.difference;
    if (!difference.wholes.empty() && needed.insert(difference).second) watched_.push_back(difference);
  }
  base_.watch(watched_);
  if (auto wrong = check_certificates()) return wrong;
  return check_complete();
}

}  // namespace

std::optional<base::Fault> audit(const std::vector<PlannedTable>& plans, const LayeredRegister& joint,
                                 const Protection& protection) {
  AuditBase base(plans, joint, protection);
  return Audit(base).run();
}

}  // namespace raccordo::aggregate
