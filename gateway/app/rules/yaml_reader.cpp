#include "app/rules/yaml_reader.hpp"

#include <charconv>

#include "base/invisible_character.hpp"
#include "base/text.hpp"

namespace raccordo::app {
namespace {

/// What is wrong with any text of the file; "" if nothing.
std::string fault_of_text(const std::string& text) {
  const auto found = base::invisible_character(text);
  if (!found) return "";
  return "has the character " + *found + ", which cannot be seen or changes how the text is shown; remove it";
}

}  // namespace

YamlReader::YamlReader(const YAML::Node& node, std::string where, std::string file, base::FileFaults& faults)
    : node_(node), where_(std::move(where)), file_(std::move(file)), faults_(faults) {
  if (!node_.IsMap()) {
    complain(node_,
             (where_.empty() ? "the file" : "`" + where_ + "`") + " must be a mapping of keys to values");
    node_ = YAML::Node(YAML::NodeType::Map);
  }
}

void YamlReader::complain(const YAML::Node& at, const std::string& message) {
  faults_.push_back({file_, at.Mark().line + 1, message});
}

void YamlReader::scalar(std::string_view key, const std::function<std::string(const std::string&)>& read) {
  known_.emplace(key);
  const YAML::Node value = node_[std::string(key)];
  if (!value) return;
  if (!value.IsScalar()) {
    complain(value, "`" + std::string(key) + "` must be a single value");
    return;
  }
  auto wrong = fault_of_text(value.Scalar());
  if (wrong.empty()) wrong = read(value.Scalar());
  if (!wrong.empty()) complain(value, "`" + std::string(key) + "`: " + wrong);
}

void YamlReader::list(std::string_view key, const std::function<std::string(const std::string&)>& read) {
  known_.emplace(key);
  const YAML::Node values = node_[std::string(key)];
  if (!values) return;
  if (!values.IsSequence()) return complain(values, "`" + std::string(key) + "` must be a list: [..., ...]");
  for (const auto& value : values) {
    const auto wrong = value.IsScalar() ? read(value.Scalar()) : "must be a list of single values";
    if (!wrong.empty()) complain(value, "`" + std::string(key) + "`: " + wrong);
  }
}

void YamlReader::text(std::string_view key, std::string& into) {
  scalar(key, [&](const std::string& value) {
    into = value;
    return std::string(value.empty() ? "must not be empty" : "");
  });
}

void YamlReader::boolean(std::string_view key, bool& into) {
  scalar(key, [&](const std::string& value) -> std::string {
    if (value != "true" && value != "false") return "must be true or false";
    into = value == "true";
    return "";
  });
}

void YamlReader::integer(std::string_view key, long low, long high, std::int64_t& into) {
  scalar(key, [&](const std::string& value) -> std::string {
    std::int64_t number = 0;
    const auto end = value.data() + value.size();
    const auto read = std::from_chars(value.data(), end, number);
    if (read.ec != std::errc() || read.ptr != end || number < low || number > high) {
      return "must be a whole number from " + std::to_string(low) + " to " + std::to_string(high);
    }
    into = number;
    return "";
  });
}

void YamlReader::section(std::string_view key, const std::function<void(YamlReader&)>& read) {
  known_.emplace(key);
  const YAML::Node value = node_[std::string(key)];
  if (!value) return;
  YamlReader inner(value, std::string(key), file_, faults_);
  read(inner);
  inner.finish();
}

void YamlReader::require(std::string_view key) {
  if (!node_[std::string(key)]) {
    complain(node_, "`" + (where_.empty() ? "" : where_ + ".") + std::string(key) + "` is missing: add it");
  }
}

void YamlReader::finish() {
  std::set<std::string> seen;
  for (const auto& entry : node_) {
    const auto name = entry.first.Scalar();
    if (!seen.insert(name).second) complain(entry.first, "`" + name + "` occurs here twice: keep one");
    if (known_.contains(name)) continue;
    std::vector<std::string_view> names(known_.begin(), known_.end());
    const auto near = base::nearest_name(name, names);
    complain(entry.first, "unknown key `" + name + "`" + (where_.empty() ? "" : " in `" + where_ + "`") +
                              (near.empty() ? "; remove it" : "; did you mean `" + near + "`?"));
  }
}

}  // namespace raccordo::app
