// The Comuni that cases are spread over: which of the four municipal systems each uses, how many cases it
// gets. Read from mappings/scheme and tests/synth/data; used by the sets.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace raccordo::synth {

enum class System { health_portal, isola_bergamasca, bergamo, treviglio, asst };
/// Those of the Comuni.
inline constexpr System kSystems[] = {System::health_portal, System::isola_bergamasca, System::bergamo,
                                      System::treviglio};
/// Name of the source, as in mappings/.
std::string_view to_string(System system);

struct Town {
  std::string name, istat, belfiore, ambito;
  double weight = 1;  ///< invented, but in proportion to the size of the place
  System system = System::health_portal;
};

struct AmbitoFigure {
  std::string ambito;
  int cases = 0;  ///< published at 31.12.2017
};

struct Territory {
  std::vector<Town> towns;
  std::vector<AmbitoFigure> figures;
  std::vector<const Town*> of_ambito(std::string_view ambito) const;
  const Town& by_istat(std::string_view istat) const;
};

/// Throws std::runtime_error if a file is missing.
Territory load_territory(const std::filesystem::path& mappings, const std::filesystem::path& data);

/// Splits `total` over the weights: whole numbers that sum to `total` (largest remainders), and at least one
/// each where total allows.
std::vector<int> apportion(int total, const std::vector<double>& weights);

}  // namespace raccordo::synth
