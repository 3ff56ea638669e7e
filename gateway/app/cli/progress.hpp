// Progress of long work: a bar on a terminal, plain lines elsewhere, on standard error.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace raccordo::app {

class Progress {
 public:
  /// `total` in the same unit as `advance` (bytes, records); 0 if unknown.
  Progress(std::string what, std::uint64_t total);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  /// Shows the new state, at most ten times a second on a terminal and every five seconds elsewhere.
  void at(std::uint64_t done);

 private:
  void show(std::uint64_t done);
  std::string what_;
  std::uint64_t total_;
  bool terminal_;
  bool shown_ = false;
  std::chrono::steady_clock::time_point last_;
};

}  // namespace raccordo::app
