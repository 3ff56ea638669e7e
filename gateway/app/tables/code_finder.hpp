// CodeFinder: tells, without parsing, whether a stored record may hold one of some source codes. Lets impact
// and remapping pass over most of the store at the speed of a text search.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace raccordo::app {

class CodeFinder {
 public:
  explicit CodeFinder(const std::vector<std::string>& codes);
  /// `body` as mapping::stored_record writes it. A code of another table with the same text is found, too.
  bool may_hold(std::string_view body) const;

 private:
  std::unordered_set<std::string> quoted_;  ///< as they stand in JSON, with their quotes
};

}  // namespace raccordo::app
