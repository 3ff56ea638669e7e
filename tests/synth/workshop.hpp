// Data for every set, loaded once: territory, figures, tables and dialects of the four systems.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <vector>

#include "synth/figures.hpp"
#include "synth/inverse_tables.hpp"
#include "synth/source_case.hpp"
#include "synth/territory.hpp"

namespace raccordo::synth {

class Workshop {
 public:
  /// Reads mappings/ and the generator's own figures. Throws std::runtime_error naming what is missing.
  Workshop(const std::filesystem::path& mappings, const std::filesystem::path& data)
      : mappings_(mappings), territory_(load_territory(mappings, data)), figures_(load_figures(data)) {}
  Workshop(const Workshop&) = delete;
  Workshop& operator=(const Workshop&) = delete;

  const Territory& territory() const { return territory_; }
  const std::vector<AreaFigure>& figures() const { return figures_; }
  /// Loads the system's tables when first asked for.
  const Dialect& dialect(System system) {
    auto& desk = desks_[system];
    if (!desk) desk = std::make_unique<Desk>(mappings_, system, territory_);
    return desk->dialect;
  }

 private:
  struct Desk {
    Desk(const std::filesystem::path& mappings, System system, const Territory& territory)
        : tables(mappings, to_string(system)), dialect(system, territory, tables) {}
    InverseTables tables;
    Dialect dialect;
  };
  std::filesystem::path mappings_;
  Territory territory_;
  std::vector<AreaFigure> figures_;
  std::map<System, std::unique_ptr<Desk>> desks_;
};

}  // namespace raccordo::synth
