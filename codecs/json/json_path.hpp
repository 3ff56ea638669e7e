// JsonPath: a compiled RFC 9535 selector (the subset of docs/mapping.md#profiles), and how it is evaluated
// on a JsonTree. Made by compile_json_path when a profile is loaded; run by JsonView.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "codecs/json/json_tree.hpp"
#include "codecs/record_view.hpp"

namespace raccordo::codecs {

struct JsonStep;

/// Part of a filter: a test, or tests joined by && or ||.
struct JsonTest {
  enum class Kind : std::uint8_t { exists, equal, not_equal, all, any, negation };
  /// One side of a comparison: a path from `@`, or a literal.
  struct Side {
    bool is_path = false;
    std::vector<JsonStep> path;
    JsonKind kind = JsonKind::null;
    std::string text;
  };
  Kind kind = Kind::exists;
  Side left, right;
  std::vector<JsonTest> parts;
};

struct JsonStep {
  enum class Kind : std::uint8_t { member, index, wildcard, filter };
  Kind kind = Kind::member;
  bool descend = false;  ///< `..`: applies to the node and everything below it
  std::string name;
  std::int64_t index = 0;  ///< negative: from the end
  JsonTest test;
};

class JsonPath final : public Selector {
 public:
  JsonPath(Anchor anchor, std::vector<JsonStep> steps) : anchor_(anchor), steps_(std::move(steps)) {}
  /// What is selected: `values` by RFC 9535; `items`, elements of lists only; `items_or_one`, where one
  /// object counts as a list of one.
  enum class Mode : std::uint8_t { values, items, items_or_one };
  struct Search {
    Mode mode = Mode::values;
    std::vector<Misfit>* misfits = nullptr;  ///< may be null
    StepBudget* budget = nullptr;            ///< may be null; once it is used up, no more is found
  };
  /// Appends the nodes found from `context` (from the root of the tree for `$root`), in document order. Below
  /// `..` nothing is a misfit: it looks everywhere.
  void find(const JsonTree& tree, std::uint32_t context, const Search& search,
            std::vector<model::NodeId>& out) const;
  Anchor anchor() const { return anchor_; }
  const std::vector<JsonStep>& steps() const { return steps_; }

 private:
  Anchor anchor_;
  std::vector<JsonStep> steps_;
};

/// The path, or what is wrong with the text and where.
base::Result<JsonPath> parse_json_path(std::string_view text);

}  // namespace raccordo::codecs
