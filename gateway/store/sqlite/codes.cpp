#include "store/sqlite/codes.hpp"

namespace raccordo::store {
namespace {

std::uint32_t find_or_add(Connection& db, std::string_view text) {
  {
    auto query = db.query("SELECT no FROM codes WHERE text = ?1", text);
    if (query.step()) return static_cast<std::uint32_t>(query.integer(0));
  }
  return static_cast<std::uint32_t>(db.insert("INSERT INTO codes (text) VALUES (?1)", text));
}

}  // namespace

std::uint32_t CodeDictionary::number(Connection& db, std::string_view text) {
  if (text.empty()) return 0;
  const auto found = numbers_.find(text);
  if (found != numbers_.end()) return found->second;
  const auto no = find_or_add(db, text);
  numbers_.emplace(std::string(text), no);
  return no;
}

}  // namespace raccordo::store
