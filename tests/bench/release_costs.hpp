// What each release of a ledger cost, and how the cost grows with their number. Used by ledger_bench; the
// Python script plot_costs.py draws the file.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace raccordo::bench {

struct ReleaseCost {
  std::string period;
  std::size_t cases = 0;                ///< in the store
  double seconds = 0, processor = 0;    ///< passed, and of all threads
  double peak_memory = 0;               ///< of the program while the release was made, in MB
  double hidden = 0, hidden_below = 0;  ///< percent of all cells: from Ambito up, and below
  bool is_refused = false;
};

/// Measures one piece of work. Threads: one.
class Meter {
 public:
  /// Begins. The most memory is measured from here on, with what the program holds already.
  Meter();
  /// Time and memory since; the other values are left to the caller.
  ReleaseCost read() const;

 private:
  double start_ = 0, processor_start_ = 0;
};

/// The exponent e of the best fit of `value = c * number^e`, by least squares of the logarithms. `values` are
/// those of the numbers `first`, `first` + 1 and so on, all above 0.
double fitted_exponent(const std::vector<double>& values, std::size_t first);

/// Prints the exponents of time and memory over the number of the release, of all releases, from the fourth
/// on (protected with two older ones) and from the 14th on (compared with twelve), and how much dearer than
/// the first the dearest was. Refused releases are left out.
void print_growth(const std::vector<ReleaseCost>& costs);

/// One line for each release, with a heading. Throws std::runtime_error if the file cannot be written.
void write_costs(const std::vector<ReleaseCost>& costs, const std::filesystem::path& path);

}  // namespace raccordo::bench
