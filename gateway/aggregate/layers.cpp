#include "aggregate/layers.hpp"

#include <algorithm>

#include "aggregate/rates.hpp"
#include "base/digest.hpp"

namespace raccordo::aggregate {
namespace {

/// Writes rows of one dossier into another.
class RowCopier {
 public:
  explicit RowCopier(const FactColumns& from) : from_(from) {}
  void copy(std::size_t row, std::uint16_t first_layer, std::uint16_t last_layer) {
    auto item = from_.cases[row];
    const auto& next = from_.cases[row + 1];
    append(from_.needs, item.first_need, next.first_need, to_.needs);
    append(from_.interventions, item.first_intervention, next.first_intervention, to_.interventions);
    item.first_need = needs_;
    item.first_intervention = interventions_;
    item.first_layer = first_layer;
    item.last_layer = last_layer;
    to_.cases.push_back(item);
    needs_ = static_cast<std::uint32_t>(to_.needs.size());
    interventions_ = static_cast<std::uint32_t>(to_.interventions.size());
  }
  /// The row but for what it says of these layers.
  void copy_without(std::size_t row, const LayerSpan& layers) {
    const auto& item = from_.cases[row];
    if (item.first_layer < layers.first)
      copy(row, item.first_layer, std::min<std::uint16_t>(item.last_layer, layers.first - 1));
    if (item.last_layer > layers.last)
      copy(row, std::max<std::uint16_t>(item.first_layer, layers.last + 1), item.last_layer);
  }
  /// The row copied last.
  void keep_as_then(const AsThen& kept) {
    auto& item = to_.cases.back();
    if (item.born != 0) item.born += kept.younger;
    if (kept.unended == 0) return;
    if (item.closed >= kept.unended) item.closed = 0;
    if (item.closed == 0) item.closure = 0;
    for (auto at = item.first_intervention; at < to_.interventions.size(); ++at) {
      auto& end = to_.interventions[at].end;
      if (end >= kept.unended) end = 0;
    }
  }
  FactColumns finish() {
    CaseRow end;
    end.first_need = needs_;
    end.first_intervention = interventions_;
    to_.cases.push_back(end);
    return std::move(to_);
  }

 private:
  template <class T>
  static void append(const std::vector<T>& from, std::uint32_t begin, std::uint32_t end, std::vector<T>& to) {
    to.insert(to.end(), from.begin() + begin, from.begin() + end);
  }

  const FactColumns& from_;
  FactColumns to_;
  std::uint32_t needs_ = 0, interventions_ = 0;
};

bool tells_of(const CaseRow& item, std::int64_t layer) {
  return item.first_layer <= layer && layer <= item.last_layer;
}

}  // namespace

int most_k(std::span<const Layer> layers) {
  int most = 0;
  for (const auto& layer : layers) most = std::max(most, layer.rules.k);
  return most;
}

base::Result<std::vector<PlannedTable>> plan_layers(std::span<const Layer> layers) {
  std::vector<PlannedTable> all;
  for (std::size_t number = 0; number < layers.size(); ++number) {
    const auto& layer = layers[number];
    const auto rates = Rates::plan(layer.catalogue, layer.scheme, layer.period);
    if (!rates) return rates.error();
    auto plans = plan_tables(rates->counted(), layer.scheme, layer.period);
    if (!plans) return plans.error();
    for (auto& plan : *plans) {
      plan.layer = static_cast<std::uint16_t>(number);
      all.push_back(std::move(plan));
    }
  }
  return all;
}

std::span<const PlannedTable> plans_of_layer(const std::vector<PlannedTable>& plans, std::uint16_t layer) {
  const auto first =
      std::find_if(plans.begin(), plans.end(), [&](const PlannedTable& plan) { return plan.layer == layer; });
  const auto last =
      std::find_if(first, plans.end(), [&](const PlannedTable& plan) { return plan.layer != layer; });
  return {first, last};
}

std::string digest_of_shown(std::span<const PlannedTable> plans, std::span<const std::uint8_t> hidden) {
  std::string shown;
  std::size_t cell = 0;
  for (const auto& plan : plans) {
    shown += plan.table.definition.id + "\n";
    for (const auto& counted : plan.table.cells) {
      shown += hidden[cell++] != 0 ? "c" : std::to_string(counted.value);
      shown += ' ';
    }
  }
  return base::sha256_hex(shown);
}

void cut_out_layers(FactColumns& dossier, const LayerSpan& layers) {
  RowCopier copier(dossier);
  for (std::size_t row = 0; row < dossier.case_count(); ++row) {
    const auto& item = dossier.cases[row];
    copier.copy_without(row, layers);
    const auto first = std::max(item.first_layer, layers.first);
    const auto last = std::min(item.last_layer, layers.last);
    if (first <= last) copier.copy(row, first, last);
  }
  dossier = copier.finish();
}

void stand_as_in(FactColumns& dossier, std::uint16_t layer, std::int64_t other, const AsThen& kept) {
  RowCopier copier(dossier);
  for (std::size_t row = 0; row < dossier.case_count(); ++row) {
    copier.copy_without(row, {layer, layer});
    if (!tells_of(dossier.cases[row], other)) continue;
    copier.copy(row, layer, layer);
    copier.keep_as_then(kept);
  }
  dossier = copier.finish();
}

bool stands_in(const FactColumns& dossier, std::uint16_t first, std::uint16_t last) {
  return std::any_of(dossier.cases.begin(), dossier.cases.end() - 1, [&](const CaseRow& item) {
    return item.first_layer <= last && item.last_layer >= first;
  });
}

}  // namespace raccordo::aggregate
