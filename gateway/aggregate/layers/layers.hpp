// Layers: what the releases of a ledger published, oldest first, and which rows of the common register belong
// to each. A row belongs to one release or to several consecutive ones. Values only; internal to aggregate/:
// stored in the evidence, used by search and audit.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "aggregate/count/group.hpp"
#include "aggregate/facts/fact_columns.hpp"
#include "aggregate/layers/witness.hpp"
#include "aggregate/release/release.hpp"
#include "aggregate/release/release_parts.hpp"

namespace raccordo::aggregate {

/// One release without its numbers, which are counted again.
struct Layer {
  std::string release_id;
  model::Period period;
  Rules rules;
  std::vector<model::ExtractDefinition> catalogue;
  model::Scheme scheme;
  std::vector<std::uint8_t> hidden;   ///< by cell of its tables, in their order
  std::vector<std::string> withheld;  ///< ids of tables of which only the total is shown
  std::string digest;                 ///< SHA-256 (hex) over the shown cells
  int revision = 0;                   ///< of its period: 0 is the first release
  /// Counted from the published register. False of releases that an older program made.
  bool from_seats = false;
  /// By cell of its tables: 1 if it is hidden whatever the witnesses need, because the register is not ready
  /// to show it. Empty if there is none.
  std::vector<std::uint8_t> kept_back = {};

  /// Rests of shown cells have certificates too. False of releases that an older program made.
  bool covers_rests = false;
  WaitingClass waiting = WaitingClass::not_stated;

  bool keeps_back(std::size_t cell) const { return !kept_back.empty() && kept_back[cell] != 0; }
};

/// A value of a person up to a release, corrected later.
struct FormerPerson {
  std::uint32_t person = 0;
  std::uint16_t last_layer = 0;
  model::CodeNo sex = 0;
  base::Date birth;
};

/// The releases of a ledger with their register, for search and audit: the last layer is the one that is made
/// or checked. Refers to what it is made from.
struct LayeredRegister {
  const model::FactSet& facts;
  std::span<const FormerPerson> former;
  std::span<const Layer> layers;
  std::span<const Certificate> certificates;  ///< of the layers except the last

  std::uint16_t newest() const { return static_cast<std::uint16_t>(layers.size() - 1); }
};

/// The largest k of all layers.
int most_k(std::span<const Layer> layers);

/// The catalogue as it is counted from the published register.
std::vector<model::ExtractDefinition> on_published_clock(std::vector<model::ExtractDefinition> catalogue);

/// Plans the tables of all layers, one layer after another. Faults: those of plan_tables and of rates.
base::Result<std::vector<PlannedTable>> plan_layers(std::span<const Layer> layers);

/// The tables of one layer among those of all.
std::span<const PlannedTable> plans_of_layer(const std::vector<PlannedTable>& plans, std::uint16_t layer);

/// SHA-256 (hex) over the cells that a layer shows, by its hidden flags and the counts of its plans.
std::string digest_of_shown(std::span<const PlannedTable> plans, std::span<const std::uint8_t> hidden);

}  // namespace raccordo::aggregate
