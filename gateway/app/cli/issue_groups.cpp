#include "app/cli/issue_groups.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "model/fhir_expression.hpp"

namespace raccordo::app {
namespace {

constexpr std::size_t kNamedRecords = 5;

/// `interventions[*].type` for `interventions[3].type`.
std::string without_positions(const std::string& field) {
  std::string out;
  bool inside = false;
  for (const char letter : field) {
    if (letter == ']') inside = false;
    if (!inside) out += letter;
    if (letter == '[') {
      inside = true;
      out += '*';
    }
  }
  return out;
}

struct Group {
  const model::Issue* first = nullptr;
  std::string field;
  std::size_t issues = 0;
  std::vector<const model::Issue*> records;  ///< one issue of each
};

std::string name_of(const model::Issue& issue) {
  return std::to_string(issue.record) + (issue.record_id.empty() ? "" : " " + issue.record_id);
}

/// The place of the first issue, as the receipt gives it; "" if it has none.
std::string place_of(const model::Issue& issue) {
  const auto& at = issue.at;
  const auto number = std::to_string(at.number);
  switch (at.kind) {
    case model::Place::Kind::none:
      return "";
    case model::Place::Kind::json:
      return at.path.empty() ? "the whole document" : at.path;
    case model::Place::Kind::fhir:
      return (at.number == 0 ? "" : "line " + number + ", ") + model::fhir_expression(at.path);
    case model::Place::Kind::xml:
      return (at.number == 0 ? "" : "line " + number + (at.path.empty() ? "" : ", ")) + at.path;
    case model::Place::Kind::csv:
      return (at.number == 0 ? "" : "row " + number + (at.path.empty() ? "" : ", ")) +
             (at.path.empty() ? "" : "column " + at.path);
  }
  return "";
}

std::string where(const Group& group) {
  const auto place = place_of(*group.first);
  if (group.records.size() == 1) {
    const auto times = group.issues == 1 ? "" : ", " + std::to_string(group.issues) + " times";
    const auto first = place.empty() ? "" : (group.issues == 1 ? " at " : ", first at ") + place;
    return "record " + name_of(*group.first) + times + first;
  }
  std::string names;
  for (std::size_t i = 0; i < std::min(group.records.size(), kNamedRecords); ++i) {
    names += (i == 0 ? "" : ", ") + name_of(*group.records[i]);
  }
  const auto more = group.records.size() - std::min(group.records.size(), kNamedRecords);
  if (more > 0) names += " and " + std::to_string(more) + " more";
  return std::to_string(group.records.size()) + " records (" + names + ")" +
         (place.empty() ? "" : ", first at " + place);
}

}  // namespace

std::vector<std::string> grouped_lines(const std::vector<model::Issue>& issues) {
  using Key = std::tuple<model::Severity, model::IssueCode, std::string, std::string>;
  std::map<Key, std::size_t> known;
  std::vector<Group> groups;
  for (const auto& issue : issues) {
    const auto [at, is_new] = known.try_emplace(
        {issue.severity, issue.code, without_positions(issue.field), issue.message}, groups.size());
    if (is_new) groups.push_back({&issue, issue.field, 0, {}});
    auto& group = groups[at->second];
    ++group.issues;
    if (group.field != issue.field) group.field = without_positions(issue.field);
    if (group.records.empty() || group.records.back()->record != issue.record)
      group.records.push_back(&issue);
  }
  std::vector<std::string> lines;
  for (const auto& group : groups) {
    std::string line = where(group) + ": ";
    line += model::to_string(group.first->severity);
    line += ' ';
    line += model::to_string(group.first->code);
    if (!group.field.empty()) line += " " + group.field;
    lines.push_back(line + ": " + group.first->message);
  }
  return lines;
}

}  // namespace raccordo::app
