#include "aggregate/suppress/suppression.hpp"

#include <utility>

#include "aggregate/suppress/sensitive_cells.hpp"
#include "aggregate/suppress/withholding.hpp"
#include "base/stop.hpp"

namespace raccordo::aggregate {
namespace {

constexpr int kCleanUps = 2;

/// Now that all necessary cells are hidden, many witnesses cost less. Cells that no witness needs are shown
/// again.
void clean_up(std::vector<Certified>& items, Holdings& holdings, Certifier& certifier) {
  for (auto& item : items) {
    base::stop_point();
    const double before = holdings.exclusive_cost(item);
    if (before <= 0) continue;
    const auto breaches_before = breaches(item);
    auto old = holdings.drop(item);
    certifier.certify(item);
    const bool is_no_worse = holdings.exclusive_cost(item) <= before && breaches(item) <= breaches_before;
    if (!is_no_worse) holdings.replace(item, std::move(old));
  }
}

/// Until the cells that are shown give no small rest away; true if there were any. Every cell that a witness
/// hides may leave other siblings with a small rest.
bool cover_rests(SearchBase& base, std::vector<Certified>& items, Certifier& certifier) {
  bool has_added = false;
  for (auto added = base.add_rests(); !added.empty(); added = base.add_rests()) {
    has_added = true;
    for (const auto cell : added) {
      base::stop_point();
      items.push_back({cell});
      certifier.certify(items.back());
    }
  }
  return has_added;
}

Certificate certificate_of(const Certified& item, const CellSpace& space) {
  Certificate certificate;
  certificate.cell = space.place_of(item.cell);
  if (space.is_difference(item.cell)) certificate.difference = space.difference(item.cell);
  for (const auto& witness : item.witnesses) certificate.proofs.push_back(witness.proof);
  return certificate;
}

Protection protection_of(const SearchBase& base, const std::vector<Certified>& items,
                         const Withholding& withholding) {
  Protection out;
  out.refusal = withholding.refusal();
  out.withheld = withholding.withheld();
  out.hidden.reserve(base.tables_end());
  for (CellNo cell = 0; cell < base.tables_end(); ++cell) {
    out.hidden.push_back(base.hidden.is_hidden(cell) ? 1 : 0);
  }
  for (const auto& item : items) out.certificates.push_back(certificate_of(item, base.space));
  return out;
}

}  // namespace

Protection suppress(const std::vector<PlannedTable>& plans, const LayeredRegister& joint,
                    std::string_view key) {
  SearchBase base(plans, joint, key);
  Holdings holdings(base.space, base.hidden);
  Certifier certifier(base, holdings);
  Renewal renewal(base, holdings, certifier);
  Withholding withholding(base, holdings, certifier, renewal);

  auto items = renewal.renew();
  const auto renewed = items.size();
  for (const auto cell : find_sensitive(base)) items.push_back({cell});
  for (auto at = renewed; at < items.size(); ++at) base.hidden.hold(items[at].cell);
  for (auto at = renewed; at < items.size(); ++at) {
    base::stop_point();
    if (!renewal.take_over(items[at])) certifier.certify(items[at]);
  }
  cover_rests(base, items, certifier);
  for (int round = 0; round < kCleanUps; ++round) {
    clean_up(items, holdings, certifier);
    cover_rests(base, items, certifier);
  }
  do {
    withholding.resolve(items);
  } while (withholding.refusal().empty() && cover_rests(base, items, certifier));
  return protection_of(base, items, withholding);
}

}  // namespace raccordo::aggregate
