#include "synth/territory.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "synth/csv_reader.hpp"
#include "synth/random.hpp"

namespace raccordo::synth {
namespace {

constexpr std::string_view kBergamo = "016024", kTreviglio = "016219";

System system_of(const Town& town) {
  if (town.istat == kBergamo) return System::bergamo;
  if (town.istat == kTreviglio) return System::treviglio;
  return town.ambito == "isola-bergamasca" ? System::isola_bergamasca : System::health_portal;
}

/// Log-normal size for a Comune whose weight is not listed, always the same for the same Comune.
double usual_weight(const std::string& istat) {
  Random random(std::stoull(istat));
  double sum = 0;
  for (int i = 0; i < 12; ++i) sum += random.unit();
  return std::exp(0.7 + 0.7 * (sum - 6));
}

}  // namespace

std::string_view to_string(System system) {
  switch (system) {
    case System::health_portal:
      return "health-portal";
    case System::isola_bergamasca:
      return "isola-bergamasca";
    case System::bergamo:
      return "bergamo";
    case System::treviglio:
      return "treviglio";
    case System::asst:
      return "asst";
  }
  return "";
}

std::vector<const Town*> Territory::of_ambito(std::string_view ambito) const {
  std::vector<const Town*> found;
  for (const auto& town : towns) {
    if (town.ambito == ambito) found.push_back(&town);
  }
  return found;
}

const Town& Territory::by_istat(std::string_view istat) const {
  const auto found =
      std::find_if(towns.begin(), towns.end(), [&](const Town& town) { return town.istat == istat; });
  if (found == towns.end()) throw std::runtime_error("no Comune " + std::string(istat));
  return *found;
}

Territory load_territory(const std::filesystem::path& mappings, const std::filesystem::path& data) {
  Territory territory;
  for (const auto& row : read_csv(mappings / "scheme" / "territory.csv")) {
    if (!cell(row, "successor").empty()) continue;  // a Comune that ceased
    Town town{cell(row, "comune"), cell(row, "istat_code"), cell(row, "belfiore_code"), cell(row, "ambito")};
    town.weight = usual_weight(town.istat);
    town.system = system_of(town);
    territory.towns.push_back(std::move(town));
  }
  for (const auto& row : read_csv(data / "large_comuni.csv")) {
    const auto& listed = territory.by_istat(cell(row, "istat_code"));
    territory.towns[static_cast<std::size_t>(&listed - territory.towns.data())].weight =
        std::stod(cell(row, "weight"));
  }
  for (const auto& row : read_csv(data / "ambiti.csv")) {
    territory.figures.push_back({cell(row, "ambito"), std::stoi(cell(row, "cases"))});
  }
  return territory;
}

std::vector<int> apportion(int total, const std::vector<double>& weights) {
  const int floor = total >= static_cast<int>(weights.size()) ? 1 : 0;
  const int spread = total - floor * static_cast<int>(weights.size());
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<int> shares(weights.size());
  std::vector<std::pair<double, std::size_t>> remainders;
  int given = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double exact = spread * weights[i] / sum;
    const int whole = static_cast<int>(exact);
    shares[i] = floor + whole;
    given += whole;
    remainders.emplace_back(whole - exact, i);
  }
  std::sort(remainders.begin(), remainders.end());
  for (int i = 0; i < spread - given; ++i) ++shares[remainders[static_cast<std::size_t>(i)].second];
  return shares;
}

}  // namespace raccordo::synth
