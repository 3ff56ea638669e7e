// CodeFinder: finds, without reading all of it, whether a stored record may contain one of some source codes.
// Lets impact and remapping skip most of the store at the speed of a text search.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "model/scheme.hpp"

namespace raccordo::app {

class CodeFinder {
 public:
  explicit CodeFinder(const std::vector<std::string>& codes);
  /// `body` as written by mapping::stored_record. Also finds a code of another table with the same text.
  bool may_hold(std::string_view body) const;

 private:
  using Texts = std::unordered_set<std::string, model::StringHash, std::equal_to<>>;
  bool may_hold_former(std::string_view body) const;
  Texts codes_;
  Texts quoted_;  ///< as in JSON, with their quotes
};

}  // namespace raccordo::app
