#include "aggregate/layers/layers.hpp"

#include <algorithm>

#include "aggregate/release/rates.hpp"
#include "base/digest.hpp"

namespace raccordo::aggregate {
int most_k(std::span<const Layer> layers) {
  int most = 0;
  for (const auto& layer : layers) most = std::max(most, layer.rules.k);
  return most;
}

std::vector<model::ExtractDefinition> on_published_clock(std::vector<model::ExtractDefinition> catalogue) {
  for (auto& definition : catalogue) {
    definition.from_seats = true;
    for (auto& choice : definition.by) choice.from_seats = true;
  }
  return catalogue;
}

base::Result<std::vector<PlannedTable>> plan_layers(std::span<const Layer> layers) {
  std::vector<PlannedTable> all;
  for (std::size_t number = 0; number < layers.size(); ++number) {
    const auto& layer = layers[number];
    const auto rates = Rates::plan(layer.catalogue, layer.scheme, layer.period);
    if (!rates) return rates.error();
    auto plans = plan_tables(layer.from_seats ? on_published_clock(rates->counted()) : rates->counted(),
                             layer.scheme, layer.period);
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

}  // namespace raccordo::aggregate
