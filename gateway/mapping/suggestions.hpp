// Suggester: which shared codes a missing source code may have meant: by likeness of code and label to the
// shared labels, and by what the tables in force map already, the source's own and those of others. Called by
// the mapper for receipts and by app for the worklist. How it ranks and how well: docs/suggestions.md.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "mapping/known_rows.hpp"
#include "model/issue.hpp"
#include "model/scheme.hpp"

namespace raccordo::mapping {

/// Suggestions below this score are not shown.
inline constexpr double kLeastScore = 0.3;
/// So many suggestions at most.
inline constexpr std::size_t kMostSuggestions = 3;

/// A code that keeps a record waiting, masked if it holds an identifier, with all that the record says for
/// guessing it.
struct WaitingCode {
  std::string table, code, label;
  std::string parent = {};              ///< shared area that the record gives; or empty
  std::optional<base::Date> date = {};  ///< of the thing coded
};

/// A code that no row maps, and what is known of it.
struct MissingCode {
  std::string_view code_system;    ///< that its target must come from
  std::string_view source, table;  ///< whose table lacks it
  std::string_view code, label;
  std::string_view parent;  ///< shared code that the record names as parent, such as its area; or empty
  std::optional<base::Date> date;  ///< of the thing coded
};

/// Threads: `suggest` may be called from several at once; answers are remembered (bounded), because a batch
/// may hold the same missing code 10,000 times. Ownership: the scheme must outlive it.
class Suggester {
 public:
  explicit Suggester(const model::Scheme& scheme, std::vector<PeerTable> peers = {});
  ~Suggester();
  Suggester(const Suggester&) = delete;
  Suggester& operator=(const Suggester&) = delete;

  /// Best first, codes that are not valid on the date behind all others; only codes of the code system, and
  /// only those under the area that a joined code (`ANZ|SAD9`) names; empty if nothing is near or the system
  /// has no labels to compare.
  std::vector<model::Suggestion> suggest(const MissingCode& missing) const;
  /// The same for receipts and worklists: both ask with the same facts. None for a masked code.
  std::vector<model::Suggestion> suggest(std::string_view code_system, std::string_view source,
                                         const WaitingCode& waiting) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace raccordo::mapping
