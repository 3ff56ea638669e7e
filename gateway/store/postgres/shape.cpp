#include "store/postgres/shape.hpp"

#include <algorithm>
#include <cctype>
#include <vector>

namespace raccordo::store {
namespace {

using Words = std::vector<std::string>;

bool is_of_name(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// The end of what begins at `at`: a comment, a quoted text or name, or a body between two `$tag$`. `at`
/// itself if none of these begins there.
std::size_t end_of_opaque(std::string_view sql, std::size_t at) {
  const auto behind = [&](std::string_view end, std::size_t from) {
    const auto found = sql.find(end, from);
    return found == std::string_view::npos ? sql.size() : found + end.size();
  };
  if (sql.substr(at).starts_with("--")) return behind("\n", at);
  if (sql[at] == '\'' || sql[at] == '"') return behind(sql.substr(at, 1), at + 1);
  if (sql[at] != '$') return at;
  auto tag = at + 1;
  while (tag < sql.size() && is_of_name(sql[tag])) ++tag;
  if (tag == sql.size() || sql[tag] != '$') return at;
  return behind(sql.substr(at, tag + 1 - at), tag + 1);
}

/// Names and keywords in lower case, brackets, commas; a semicolon ends a statement.
std::vector<Words> statements_of(std::string_view sql) {
  std::vector<Words> statements(1);
  std::size_t at = 0;
  while (at < sql.size()) {
    if (const auto end = end_of_opaque(sql, at); end != at) {
      at = end;
      continue;
    }
    const char c = sql[at];
    if (is_of_name(c)) {
      std::string word;
      while (at < sql.size() && is_of_name(sql[at]))
        word += static_cast<char>(std::tolower(static_cast<unsigned char>(sql[at++])));
      statements.back().push_back(std::move(word));
      continue;
    }
    if (c == ';') statements.emplace_back();
    if (c == '(' || c == ')' || c == ',') statements.back().emplace_back(1, c);
    ++at;
  }
  return statements;
}

/// The words between the bracket at `open` and its counterpart.
Words inside(const Words& words, std::size_t open) {
  Words found;
  int depth = 0;
  for (auto at = open; at < words.size(); ++at) {
    if (words[at] == ")" && --depth == 0) break;
    if (depth > 0) found.push_back(words[at]);
    if (words[at] == "(") ++depth;
  }
  return found;
}

std::vector<Words> split_at_commas(const Words& words) {
  std::vector<Words> items(1);
  int depth = 0;
  for (const auto& word : words) {
    if (word == "(") ++depth;
    if (word == ")") --depth;
    if (word == "," && depth == 0)
      items.emplace_back();
    else
      items.back().push_back(word);
  }
  return items;
}

std::size_t place_of(const Words& words, std::string_view word) {
  return static_cast<std::size_t>(std::find(words.begin(), words.end(), word) - words.begin());
}

std::string in_brackets(const Words& columns) {
  std::string text;
  for (const auto& each : columns) text += each == "," ? std::string(", ") : each;
  return "(" + text + ")";
}

/// A column with what is said of it, or a key of the table.
void add_item(const Words& item, const std::string& table, PgShape& shape) {
  if (item.empty()) return;
  const auto of = " of " + table;
  const bool is_key = item[0] == "primary" || item[0] == "unique" || item[0] == "check";
  if (!is_key) shape.insert("column " + item[0] + of);
  const auto columns = is_key ? in_brackets(inside(item, place_of(item, "("))) : "(" + item[0] + ")";
  if (place_of(item, "primary") < item.size()) shape.insert("primary key " + columns + of);
  if (place_of(item, "unique") < item.size()) shape.insert("unique key " + columns + of);
  if (place_of(item, "check") < item.size()) shape.insert("check" + of);
}

std::string word_at(const Words& words, std::size_t at) { return at < words.size() ? words[at] : ""; }

void create(const Words& words, PgShape& shape) {
  std::size_t at = 1;
  if (word_at(words, at) == "unique") ++at;
  const auto kind = word_at(words, at);
  const auto name = word_at(words, at + 1);
  if (kind == "trigger") {
    shape.insert("trigger " + name + " of " + word_at(words, place_of(words, "on") + 1));
    return;
  }
  shape.insert(kind + " " + name);
  if (kind != "table") return;
  for (const auto& item : split_at_commas(inside(words, place_of(words, "(")))) add_item(item, name, shape);
}

void drop(const Words& words, PgShape& shape) {
  const auto kind = word_at(words, 1);
  const auto name = word_at(words, 2);
  if (kind == "trigger") {
    shape.erase("trigger " + name + " of " + word_at(words, 4));
    return;
  }
  shape.erase(kind + " " + name);
  if (kind == "table") std::erase_if(shape, [&](const auto& part) { return part.ends_with(" of " + name); });
}

void alter_table(const Words& words, PgShape& shape) {
  const auto table = word_at(words, 2);
  const bool is_column = word_at(words, 4) == "column";
  if (word_at(words, 3) == "add" && is_column) add_item(Words(words.begin() + 5, words.end()), table, shape);
  if (word_at(words, 3) == "drop" && is_column) shape.erase("column " + word_at(words, 5) + " of " + table);
}

}  // namespace

void apply_statements(std::string_view sql, PgShape& shape) {
  for (const auto& words : statements_of(sql)) {
    const auto verb = word_at(words, 0);
    if (verb == "create") create(words, shape);
    if (verb == "drop") drop(words, shape);
    if (verb == "alter" && word_at(words, 1) == "table") alter_table(words, shape);
  }
}

}  // namespace raccordo::store
