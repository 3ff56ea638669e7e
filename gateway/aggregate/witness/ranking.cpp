#include "aggregate/witness/ranking.hpp"

#include <utility>

namespace raccordo::aggregate {
namespace {

constexpr int kMostOffers = 1500;   // weighed for one step
constexpr int kMoreOffers = 300;    // once there is one that will do
constexpr int kMostInLedger = 300;  // if each is weighed over several releases

}  // namespace

void Ranking::begin(const Wish& wish, const LayerSpan& layers) {
  wish_ = wish;
  layers_ = layers;
  best_.clear();
  cost_ = 0;
  found_ = false;
  offers_ = 0;
}

void Ranking::offer(std::vector<Edit> edits) {
  ++offers_;
  for (auto& edit : edits) edit.layers = layers_;
  const auto trial = found_ ? draft_.weigh(edits, wish_, cost_) : draft_.weigh(edits, wish_);
  if (!trial) return;
  best_ = std::move(edits);
  cost_ = trial->total();
  found_ = true;
}

bool Ranking::adopt_best() {
  if (found_) draft_.adopt(best_);
  return found_;
}

bool Ranking::is_exhausted() const {
  if (releases_ > 1) return offers_ >= kMostInLedger;
  return offers_ >= (found_ ? kMoreOffers : kMostOffers);
}

}  // namespace raccordo::aggregate
