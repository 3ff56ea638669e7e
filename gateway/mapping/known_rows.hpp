// KnownRows: the mappings of the tables in force for one code system: which labels and codes map to which
// shared codes, and under which parent codes with the same beginning are. Evidence for suggestions; used by
// Suggester only.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "mapping/likeness.hpp"
#include "mapping/table.hpp"
#include "model/scheme.hpp"

namespace raccordo::mapping {

/// A table in force and the code system of its targets.
struct PeerTable {
  std::shared_ptr<const Table> table;
  std::string code_system;
};

/// Maximum number of rows of one code system; a table of 1,000,000 rows must not fill the memory.
inline constexpr std::size_t kMostKnownRows = 20000;

/// A shared parent that a code probably has. `certain`: its codes name the parent; `likely`: all codes with
/// the same beginning have it.
struct ParentGuess {
  std::string parent;
  enum class Strength : std::uint8_t { certain, likely } strength = Strength::likely;
};

/// Threads: const and safe once built. Ownership: keeps the tables' texts as copies.
class KnownRows {
 public:
  /// Rows that map, of all peers of that code system.
  KnownRows(const model::Scheme& scheme, std::string_view code_system, const std::vector<PeerTable>& peers);

  /// A shared code with its score, from 0 to 1, and the number of sources that agree.
  using Visit = std::function<void(std::string_view target, double score, std::size_t sources)>;
  /// Rows whose label has a word in common.
  void by_label(const Features& label, const Visit& visit) const;
  /// Rows of the same or nearly the same code: strong evidence if of its own table (another validity, `SAD2`
  /// and `SAD`), weak evidence if of other sources and the code has letters.
  void by_code(std::string_view source, std::string_view table, std::string_view code,
               const Visit& visit) const;
  /// The common parent of the codes of the same table with the same beginning, if at least three exist and
  /// all agree.
  std::optional<ParentGuess> parent_of(std::string_view source, std::string_view table,
                                       std::string_view code) const;

 private:
  struct Label {
    std::string target;
    Features features;
    std::vector<std::string> sources;
  };
  struct Coded {
    std::string target, owner;  ///< owner: source and table
    std::string whole, stem;    ///< the code's tokens; the stem omits the last one
  };
  struct Votes {
    std::string parent;
    std::size_t rows = 0;
    bool unanimous = true;
  };
  void add(const Row& row, const Table& table, const model::Code* target);
  void add_label(const Row& row, const std::string& source);
  void add_votes(const Row& row, const std::string& owner, const std::string& parent);
  enum class Fit : std::uint8_t { same, near };
  void visit_codes(const std::vector<std::uint32_t>& places, std::string_view owner, Fit fit,
                   const Visit& visit) const;
  const model::Abbreviations& abbreviations_;
  std::vector<Label> labels_;
  std::vector<Coded> coded_;
  model::StringMap<std::uint32_t> label_places_;                 ///< by target and folded label
  model::StringMap<std::vector<std::uint32_t>> labels_by_word_;  ///< by stem
  model::StringMap<std::vector<std::uint32_t>> by_whole_, by_stem_;
  model::StringMap<Votes> votes_;  ///< by owner and beginning
};

/// The part of a code before a separator: `ANZ` of `ANZ|SAD9`, `MF` of `MF.01`; empty if there is none.
std::string_view code_beginning(std::string_view code);

}  // namespace raccordo::mapping
