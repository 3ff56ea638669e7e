// Suggester: suggests shared codes for a missing source code: by similarity of code and label to the shared
// labels, and by the mappings of the tables in force, of the source and of others. Called by the mapper for
// receipts and by app for the worklist. docs/suggestions.md describes the scores and their accuracy.
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
/// Maximum number of suggestions.
inline constexpr std::size_t kMostSuggestions = 3;

/// A code for which a record waits, masked if it contains an identifier, with the details of the record used
/// for suggestions.
struct WaitingCode {
  std::string table, code, label;
  std::string parent = {};              ///< shared area given by the record; or empty
  std::optional<base::Date> date = {};  ///< of the coded item
};

/// A code that no row maps, and its details.
struct MissingCode {
  std::string_view code_system;    ///< the code system of its target
  std::string_view source, table;  ///< the source whose table lacks it
  std::string_view code, label;
  std::string_view parent;  ///< shared code that the record gives as parent, such as its area; or empty
  std::optional<base::Date> date;  ///< of the coded item
};

/// Threads: `suggest` may be called from several at once; results are cached (bounded), because a batch may
/// contain the same missing code 10,000 times. Ownership: the scheme must outlive it.
class Suggester {
 public:
  explicit Suggester(const model::Scheme& scheme, std::vector<PeerTable> peers = {});
  explicit Suggester(const model::Scheme&& scheme, std::vector<PeerTable> peers = {}) = delete;
  ~Suggester();
  Suggester(const Suggester&) = delete;
  Suggester& operator=(const Suggester&) = delete;

  /// Best first, codes that are not valid on the date last; only codes of the code system, and only those
  /// under the area of a joined code (`ANZ|SAD9`); empty if nothing is similar or the system has no labels to
  /// compare.
  std::vector<model::Suggestion> suggest(const MissingCode& missing) const;
  /// The same for receipts and worklists, with the same details. None for a masked code.
  std::vector<model::Suggestion> suggest(std::string_view code_system, std::string_view source,
                                         const WaitingCode& waiting) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace raccordo::mapping
