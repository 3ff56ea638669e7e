#include "aggregate/facts/layer_rows.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace raccordo::aggregate {
namespace {

std::int64_t pack(std::int64_t high, std::uint32_t low) { return (high << 32) | low; }
std::uint32_t high_of(std::int64_t value) { return static_cast<std::uint32_t>(value >> 32); }
std::uint32_t low_of(std::int64_t value) { return static_cast<std::uint32_t>(value); }

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
  /// The row without these layers.
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

std::int64_t AsThen::packed() const { return pack(younger, static_cast<std::uint32_t>(unended)); }

AsThen AsThen::unpack(std::int64_t value) {
  return {static_cast<DayNo>(low_of(value)), static_cast<DayNo>(high_of(value))};
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
