// FhirPath: a compiled selector of a FHIR profile. Made by fhir_path_parser.cpp when a profile is loaded; run
// by FhirView on the Bundle of a record.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "codecs/fhir/fhir_bundle.hpp"
#include "codecs/record_view.hpp"

namespace raccordo::codecs {

struct FhirTest;

struct FhirStep {
  enum class Kind : std::uint8_t {
    member,
    index,
    where,
    first,
    last,
    exists,
    empty,
    negate,
    of_type,
    extension,
    resolve
  };
  Kind kind = Kind::member;
  std::string name;            ///< member; type of of_type; url of extension
  std::size_t index = 0;       ///< from 0
  std::vector<FhirTest> test;  ///< of where and exists: at most one
};

/// Where a path starts: at the item (or the record), at the record (`$root`), at the Bundle (`%bundle`), at
/// the newest meta.lastUpdated of the record's resources (`%lastUpdated`), or at a literal.
enum class FhirStart : std::uint8_t { context, record, bundle, last_updated, literal };

struct FhirExpression {
  FhirStart start = FhirStart::context;
  std::vector<FhirStep> steps;
  JsonKind kind = JsonKind::string;  ///< of a literal
  std::string text;                  ///< of a literal
};

/// A condition: tests joined by `and` and `or`, comparisons, and paths that are true.
struct FhirTest {
  enum class Kind : std::uint8_t { holds, equal, not_equal, all, any };
  Kind kind = Kind::holds;
  FhirExpression left, right;
  std::vector<FhirTest> parts;
};

/// What all selectors of a FHIR profile have in common.
class FhirSelector : public Selector {
 public:
  using Nodes = std::vector<model::NodeId>;
  struct Search {
    const FhirBundle* bundle = nullptr;
    std::uint32_t record = 0;
    std::vector<Misfit>* misfits = nullptr;  ///< may be null
    StepBudget* budget = nullptr;            ///< may be null; once it is used up, no more is found
  };
  /// Appends the nodes found from `context`, in the order of the Bundle.
  virtual void find(const Search& search, model::NodeId context, Nodes& out) const = 0;
  /// What find() chooses from by `where(system = '...')`, and the systems named there; nothing for a selector
  /// that does not choose in this way.
  struct Candidates {
    Nodes nodes;
    std::string systems;
  };
  virtual void find_by_system(const Search&, model::NodeId, Candidates&) const {}
};

class FhirPath final : public FhirSelector {
 public:
  explicit FhirPath(FhirExpression expression) : expression_(std::move(expression)) {}
  void find(const Search& search, model::NodeId context, Nodes& out) const override;
  void find_by_system(const Search& search, model::NodeId context, Candidates& out) const override;

 private:
  FhirExpression expression_;
};

class FhirEach final : public FhirSelector {
 public:
  FhirEach(std::string type, FhirPath of, std::vector<FhirTest> where, std::vector<FhirPath> except)
      : type_(std::move(type)), of_(std::move(of)), where_(std::move(where)), except_(std::move(except)) {}
  void find(const Search& search, model::NodeId context, Nodes& out) const override;

 private:
  std::string type_;
  FhirPath of_;
  std::vector<FhirTest> where_;   ///< at most one
  std::vector<FhirPath> except_;  ///< at most one
};

/// Whether a condition is true of a node.
bool fhir_test_holds(const FhirTest& test, const FhirSelector::Search& search, model::NodeId context);

/// exists(), empty() and not() give a truth value, which has no node of its own: the value is in bits above
/// the node where it was asked for.
inline constexpr model::NodeId kTruth = model::NodeId{1} << 62, kIsTrue = model::NodeId{1} << 61;
inline bool is_truth(model::NodeId node) { return (node & kTruth) != 0; }
inline std::uint32_t node_of(model::NodeId node) { return static_cast<std::uint32_t>(node); }

/// The path and the literals it compares in modifier extensions, or what is wrong with the text and where.
struct ParsedFhirPath {
  FhirExpression expression;
  std::vector<std::string> modifiers;
};
base::Result<ParsedFhirPath> parse_fhir_path(std::string_view text);
struct ParsedFhirTest {
  FhirTest test;
  std::vector<std::string> modifiers;
};
base::Result<ParsedFhirTest> parse_fhir_test(std::string_view text);

/// Whether the text is the name of a resource type: letters, the first a capital.
bool is_fhir_type(std::string_view text);

}  // namespace raccordo::codecs
