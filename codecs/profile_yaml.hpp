// Strict reading of an administrator's YAML: unknown and repeated keys, wrong types, each with its line.
// Called by the profile loader only; headers do not expose yaml-cpp.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "codecs/profile.hpp"

namespace YAML {
class Node;
}

namespace raccordo::codecs {

/// Collects every fault of one file, so that one run shows them all.
class FaultList {
 public:
  explicit FaultList(std::string file) : file_(std::move(file)) {}
  void add(int line, std::string message) { faults_.push_back({file_, line, std::move(message)}); }
  bool empty() const { return faults_.empty(); }
  /// In the order of their lines.
  std::vector<FileFault> take();

 private:
  std::string file_;
  std::vector<FileFault> faults_;
};

/// The line of a node, from 1; 0 if the node is not in the text.
int line_of(const YAML::Node& node);

/// True if `node` is a mapping. Reports anything else, every key that is not in `allowed` (with a near name)
/// and every repeated key. `what` names the block in messages, e.g. "the profile".
bool check_keys(const YAML::Node& node, std::string_view what, std::span<const std::string_view> allowed,
                FaultList& faults);

/// A scalar of `map`; nothing (and a fault) if it is not text; nothing if the key is absent.
std::optional<std::string> read_text(const YAML::Node& map, const char* key, FaultList& faults);
/// `true` or `false`; `otherwise` if absent.
bool read_flag(const YAML::Node& map, const char* key, FaultList& faults, const bool& otherwise);
/// One scalar or a list of scalars; empty if absent.
std::vector<std::string> read_texts(const YAML::Node& map, const char* key, FaultList& faults);
/// Exactly one printable ASCII character (or a tab, written "\t"); nothing if absent or empty.
std::optional<char> read_character(const YAML::Node& map, const char* key, FaultList& faults);

/// "; did you mean `x`?" or "; allowed are a, b, c".
std::string suggest(std::string_view wrong, std::span<const std::string_view> allowed);

}  // namespace raccordo::codecs
