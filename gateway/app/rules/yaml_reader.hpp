// YamlReader: strict reading of one YAML mapping: unknown keys, wrong types and bad values are collected with
// their line and a near name, never thrown. Used by config.cpp.
#pragma once

#include <yaml-cpp/yaml.h>

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_fault.hpp"

namespace raccordo::app {

class YamlReader {
 public:
  YamlReader(const YAML::Node& node, std::string where, std::string file, base::FileFaults& faults);

  /// Calls `read` with the text of a scalar; `read` returns the fault, or "".
  void scalar(std::string_view key, const std::function<std::string(const std::string&)>& read);
  /// The same for each scalar of a list.
  void list(std::string_view key, const std::function<std::string(const std::string&)>& read);
  void text(std::string_view key, std::string& into);
  void boolean(std::string_view key, bool& into);
  /// A whole number within [low, high].
  void integer(std::string_view key, long low, long high, std::int64_t& into);
  /// Reads a nested mapping.
  void section(std::string_view key, const std::function<void(YamlReader&)>& read);
  /// Adds a fault if a key is missing.
  void require(std::string_view key);
  /// Adds a fault for every key that was not read; call last.
  void finish();

 private:
  void complain(const YAML::Node& at, const std::string& message);
  YAML::Node node_;
  std::string where_, file_;
  base::FileFaults& faults_;
  std::set<std::string, std::less<>> known_;
};

}  // namespace raccordo::app
