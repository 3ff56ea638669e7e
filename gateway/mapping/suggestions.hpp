// Suggester: which shared codes a missing source code may have meant, by likeness of code and label to the
// shared labels. Called by the mapper for receipts and by app for the worklist.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "model/issue.hpp"
#include "model/scheme.hpp"

namespace raccordo::mapping {

/// Suggestions below this score are not shown.
inline constexpr double kLeastScore = 0.3;
/// So many suggestions at most.
inline constexpr std::size_t kMostSuggestions = 3;

/// Threads: `suggest` may be called from several at once; answers are remembered (bounded), because a batch
/// may hold the same missing code 10,000 times. Ownership: the scheme must outlive it.
class Suggester {
 public:
  explicit Suggester(const model::Scheme& scheme);
  ~Suggester();
  Suggester(const Suggester&) = delete;
  Suggester& operator=(const Suggester&) = delete;

  /// Best first; only codes of `code_system`; empty if nothing is near or the system has no labels to
  /// compare.
  std::vector<model::Suggestion> suggest(std::string_view code_system, std::string_view source_code,
                                         std::string_view source_label) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace raccordo::mapping
