#include "codecs/profile_yaml.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"

namespace raccordo::codecs {

std::vector<FileFault> FaultList::take() {
  std::stable_sort(faults_.begin(), faults_.end(),
                   [](const FileFault& left, const FileFault& right) { return left.line < right.line; });
  return std::move(faults_);
}

int line_of(const YAML::Node& node) { return node.Mark().line + 1; }

std::string suggest(std::string_view wrong, std::span<const std::string_view> allowed) {
  const auto near = base::nearest_name(wrong, allowed);
  if (!near.empty()) return "; did you mean `" + near + "`?";
  std::string out = "; allowed are ";
  for (std::size_t i = 0; i < allowed.size(); ++i) {
    if (i != 0) out += ", ";
    out += allowed[i];
  }
  return out;
}

bool check_keys(const YAML::Node& node, std::string_view what, std::span<const std::string_view> allowed,
                FaultList& faults) {
  if (!node.IsMap()) {
    faults.add(line_of(node), std::string(what) + " must be a block of `key: value` lines");
    return false;
  }
  std::set<std::string> seen;
  for (const auto& pair : node) {
    if (!pair.first.IsScalar()) {
      faults.add(line_of(pair.first), "a key of " + std::string(what) + " must be a plain word");
      continue;
    }
    const auto& key = pair.first.Scalar();
    if (std::find(allowed.begin(), allowed.end(), key) == allowed.end()) {
      faults.add(line_of(pair.first),
                 "unknown key `" + key + "` in " + std::string(what) + suggest(key, allowed));
    } else if (!seen.insert(key).second) {
      faults.add(line_of(pair.first), "`" + key + "` is given twice in " + std::string(what) + "; keep one");
    }
  }
  return true;
}

std::optional<std::string> read_text(const YAML::Node& map, const char* key, FaultList& faults) {
  const auto node = map[key];
  if (!node) return std::nullopt;
  if (!node.IsScalar()) {
    faults.add(line_of(node), "`" + std::string(key) + "` must be one value, written on its line");
    return std::nullopt;
  }
  return node.Scalar();
}

bool read_flag(const YAML::Node& map, const char* key, FaultList& faults, const bool& otherwise) {
  const auto text = read_text(map, key, faults);
  if (!text) return otherwise;
  if (*text != "true" && *text != "false")
    faults.add(line_of(map[key]), "`" + std::string(key) + "` must be true or false");
  return *text == "true";
}

std::vector<std::string> read_texts(const YAML::Node& map, const char* key, FaultList& faults) {
  std::vector<std::string> out;
  const auto node = map[key];
  if (!node) return out;
  if (node.IsScalar()) return {node.Scalar()};
  if (!node.IsSequence()) {
    faults.add(line_of(node), "`" + std::string(key) + "` must be a list, e.g. [a, b]");
    return out;
  }
  for (const auto& item : node) {
    if (item.IsScalar())
      out.push_back(item.Scalar());
    else
      faults.add(line_of(item), "each item of `" + std::string(key) + "` must be one value");
  }
  return out;
}

std::optional<char> read_character(const YAML::Node& map, const char* key, FaultList& faults) {
  const auto text = read_text(map, key, faults);
  if (!text || text->empty()) return std::nullopt;
  const char only = text->front();
  if (text->size() != 1 || (only != '\t' && (only < ' ' || only > '~'))) {
    faults.add(line_of(map[key]), "`" + std::string(key) + "` must be exactly one ASCII character");
    return std::nullopt;
  }
  return only;
}

}  // namespace raccordo::codecs
