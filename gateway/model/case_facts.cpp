#include "model/case_facts.hpp"

namespace raccordo::model {

// The texts are in the other's own table, so each is added again, with the same number.
CodePool::CodePool(const CodePool& other) {
  for (const auto* text : other.texts_) intern(*text);
}

CodeNo CodePool::intern(std::string_view text) {
  const auto found = numbers_.find(text);
  if (found != numbers_.end()) return found->second;
  const auto number = static_cast<CodeNo>(texts_.size());
  const auto inserted = numbers_.emplace(std::string(text), number).first;
  texts_.push_back(&inserted->first);
  return number;
}

std::optional<CodeNo> CodePool::find(std::string_view text) const {
  const auto found = numbers_.find(text);
  if (found == numbers_.end()) return std::nullopt;
  return found->second;
}

}  // namespace raccordo::model
