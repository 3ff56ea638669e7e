// Reads one extract definition from its YAML and reports all faults with their lines. Internal to aggregate/:
// called by catalogue_file.cpp. docs/extracts.md documents the structure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "aggregate/release/release.hpp"

namespace YAML {
class Node;
struct Mark;
}  // namespace YAML

namespace raccordo::aggregate {

struct ReadExtract {
  model::ExtractDefinition definition;
  std::string file;
  int id_line = 0;
};

/// Ownership: refers to the list of faults it adds to.
class ExtractReader {
 public:
  ExtractReader(std::string file, std::vector<FileFault>& faults) : file_(std::move(file)), faults_(faults) {}
  /// The definition, possibly incomplete if faults were added; nothing if the document is not a mapping.
  std::optional<ReadExtract> read(const YAML::Node& document);

 private:
  void add(const YAML::Node& at, std::string message);
  void read_member(const std::string& key, const YAML::Node& value);
  void read_kinds(const YAML::Node& value);
  void read_by(const YAML::Node& by);
  void read_choice(const YAML::Node& name, const YAML::Node* value);
  void read_level(const YAML::Node& at, const YAML::Node* value, model::DimensionChoice& choice);
  void read_ages(const YAML::Node& at, const YAML::Node* value, model::DimensionChoice& choice);
  void read_band(const YAML::Node& item, model::DimensionChoice& choice);
  void read_protection(const YAML::Node& protect);
  void read_periods(const YAML::Node& value);
  void check_choices(const YAML::Node& by);
  void check_months(const YAML::Node& document);
  void check_joint(const YAML::Node& document);
  void check_rate(const YAML::Node& document);

  std::string file_;
  std::vector<FileFault>& faults_;
  ReadExtract extract_;
};

/// `0-17` or `85+`.
std::optional<model::AgeBand> parse_age_band(std::string_view text);

}  // namespace raccordo::aggregate
