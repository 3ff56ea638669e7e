#include "release_costs.hpp"

#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <stdexcept>

namespace raccordo::bench {
namespace {

constexpr double kKilobytes = 1024;        // in a MB
constexpr std::size_t kJoinedFrom = 4;     // number of the first release with a full joint history
constexpr std::size_t kComparedFrom = 14;  // from here on old releases are compared together

double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double processor_time() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// VmHWM, in MB; 0 if it is not known.
double peak_memory() {
  std::ifstream status("/proc/self/status");
  std::string name;
  double kilobytes = 0;
  while (status >> name) {
    if (name == "VmHWM:" && status >> kilobytes) return kilobytes / kKilobytes;
    std::getline(status, name);
  }
  return 0;
}

void print_exponents(const std::vector<ReleaseCost>& costs, std::size_t first) {
  if (costs.size() < first + 1) return;
  std::vector<double> time, of_case, memory;
  for (auto at = first - 1; at < costs.size(); ++at) {
    time.push_back(costs[at].processor);
    of_case.push_back(costs[at].processor / static_cast<double>(costs[at].cases));
    memory.push_back(costs[at].peak_memory);
  }
  std::printf(
      "releases %zu to %zu: fitted exponent over the number of the release: processor time %.2f, of each "
      "stored case "
      "%.2f, memory %.2f\n",
      first, costs.size(), fitted_exponent(time, first), fitted_exponent(of_case, first),
      fitted_exponent(memory, first));
}

}  // namespace

Meter::Meter() {
  malloc_trim(0);
  std::ofstream("/proc/self/clear_refs") << "5";  // VmHWM begins again
  start_ = now();
  processor_start_ = processor_time();
}

ReleaseCost Meter::read() const {
  ReleaseCost cost;
  cost.seconds = now() - start_;
  cost.processor = processor_time() - processor_start_;
  cost.peak_memory = peak_memory();
  return cost;
}

double fitted_exponent(const std::vector<double>& values, std::size_t first) {
  double x_sum = 0, y_sum = 0, xx = 0, xy = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double x = std::log(static_cast<double>(first + i)), y = std::log(values[i]);
    x_sum += x;
    y_sum += y;
    xx += x * x;
    xy += x * y;
  }
  const auto count = static_cast<double>(values.size());
  return (count * xy - x_sum * y_sum) / (count * xx - x_sum * x_sum);
}

void print_growth(const std::vector<ReleaseCost>& given) {
  auto costs = given;
  std::erase_if(costs, [](const auto& cost) { return cost.is_refused; });
  if (costs.size() < 2) return;
  print_exponents(costs, 1);
  print_exponents(costs, kJoinedFrom);
  print_exponents(costs, kComparedFrom);
  const auto dearest =
      std::max_element(costs.begin() + 1, costs.end(),
                       [](const auto& one, const auto& other) { return one.processor < other.processor; });
  std::printf(
      "the dearest later release, %s, took %.1f times the processor time of the first, and %.1f times for "
      "each case\n",
      dearest->period.c_str(), dearest->processor / costs.front().processor,
      dearest->processor / costs.front().processor * static_cast<double>(costs.front().cases) /
          static_cast<double>(dearest->cases));
}

void write_costs(const std::vector<ReleaseCost>& costs, const std::filesystem::path& path) {
  std::ofstream out(path);
  out << "number,period,cases,seconds,processor,memory,hidden,hidden_below,refused\n";
  std::size_t number = 0;
  for (const auto& cost : costs) {
    out << ++number << ',' << cost.period << ',' << cost.cases << ',' << cost.seconds << ',' << cost.processor
        << ',' << cost.peak_memory << ',' << cost.hidden << ',' << cost.hidden_below << ','
        << (cost.is_refused ? 1 : 0) << '\n';
  }
  if (!out.flush()) throw std::runtime_error("cannot write " + path.string());
}

}  // namespace raccordo::bench
