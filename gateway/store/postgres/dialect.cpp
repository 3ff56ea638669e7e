#include "store/postgres/dialect.hpp"

#include <array>

#include "base/result.hpp"

namespace raccordo::store {
namespace {

constexpr std::string_view kMark = "\xEF\xBF\xBE";  // U+FFFE

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The end of the quoted text that begins at `at`. A quote within it is written twice: two quoted texts.
std::size_t end_of_quoted(std::string_view sql, std::size_t at) {
  const auto end = sql.find(sql[at], at + 1);
  return end == std::string_view::npos ? sql.size() : end + 1;
}

struct Spelling {
  std::string_view sqlite, postgres;
};
constexpr std::array kSpellings{Spelling{"x''", "'\\x'::bytea"}, Spelling{" CROSS JOIN ", " JOIN "}};

}  // namespace

std::string to_postgres(std::string_view sql) {
  std::string out;
  out.reserve(sql.size() + 16);
  int parameters = 0;
  std::size_t at = 0;
  while (at < sql.size()) {
    const auto rest = sql.substr(at);
    bool spelled = false;
    for (const auto& each : kSpellings) {
      if (!rest.starts_with(each.sqlite)) continue;
      out += each.postgres;
      at += each.sqlite.size();
      spelled = true;
      break;
    }
    if (spelled) continue;
    if (sql[at] == '\'' || sql[at] == '"') {
      const auto end = end_of_quoted(sql, at);
      out += sql.substr(at, end - at);
      at = end;
    } else if (sql[at] == '?') {
      out += '$';
      if (++at == sql.size() || !is_digit(sql[at])) out += std::to_string(++parameters);
    } else {
      out += sql[at++];
    }
  }
  return out;
}

std::string_view table_of_insert(std::string_view sql) {
  constexpr std::string_view kBegin = "INSERT INTO ";
  if (!sql.starts_with(kBegin)) return {};
  sql.remove_prefix(kBegin.size());
  return sql.substr(0, sql.find(' '));
}

std::string to_numbered(std::string_view sql, std::size_t values) {
  constexpr std::string_view kValues = " VALUES (";
  const auto columns = sql.find('(');
  const auto given = sql.find(kValues);
  if (table_of_insert(sql).empty() || columns > given || given == std::string_view::npos)
    throw base::SystemFault("database: not an INSERT of one row");
  const auto after = given + kValues.size();
  return std::string(sql.substr(0, columns + 1)) + "no, " +
         std::string(sql.substr(columns + 1, after - columns - 1)) + "$" + std::to_string(values) + ", " +
         std::string(sql.substr(after));
}

namespace {

/// The end of the list that begins after an opening parenthesis at `from`.
std::size_t end_of_list(std::string_view sql, std::size_t from) {
  std::size_t open = 1;
  for (auto at = from; at < sql.size(); ++at) {
    if (sql[at] == '\'') at = end_of_quoted(sql, at) - 1;
    if (sql[at] == '(') ++open;
    if (sql[at] == ')' && --open == 0) return at;
  }
  throw base::SystemFault("database: a list has no end");
}

}  // namespace

std::string to_gathered(std::string_view sql, const std::vector<std::string_view>& types, Numbered numbered) {
  const auto translated = to_postgres(sql);
  const std::string_view whole = translated;
  constexpr std::string_view kValues = " VALUES (";
  const auto columns = whole.find('('), given = whole.find(kValues);
  if (table_of_insert(whole).empty() || columns > given || given == std::string_view::npos)
    throw base::SystemFault("database: not an INSERT of one row");
  const auto first = given + kValues.size(), end = end_of_list(whole, first);
  const auto after = whole.substr(end + 1);
  if (after.find('$') != std::string_view::npos)
    throw base::SystemFault("database: a parameter after the values of an INSERT of many rows");
  std::string row;
  for (const char c : whole.substr(first, end - first)) row += c == '$' ? "g.a" : std::string(1, c);
  std::string arrays, names;
  for (std::size_t i = 0; i < types.size(); ++i) {
    const auto number = std::to_string(i + 1);
    arrays += (i == 0 ? "$" : ", $") + number + "::" + std::string(types[i]) + "[]";
    names += (i == 0 ? "a" : ", a") + number;
  }
  const bool has_number = numbered == Numbered::yes;
  std::string out(whole.substr(0, columns + 1));
  out += (has_number ? "no, " : "") + std::string(whole.substr(columns + 1, given - columns - 1));
  out += " SELECT " + (has_number ? "g.a" + std::to_string(types.size()) + ", " : std::string()) + row;
  return out + " FROM unnest(" + arrays + ") AS g(" + names + ")" + std::string(after);
}

bool is_escaped(std::string_view text) { return text.find(kMark) != std::string_view::npos; }

bool needs_escape(std::string_view text) {
  return text.find('\0') != std::string_view::npos || is_escaped(text);
}

std::string escape_text(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    if (text.front() == '\0') {
      out += std::string(kMark) + '0';
      text.remove_prefix(1);
    } else if (text.starts_with(kMark)) {
      out += std::string(kMark) + '1';
      text.remove_prefix(kMark.size());
    } else {
      out += text.front();
      text.remove_prefix(1);
    }
  }
  return out;
}

std::string unescape_text(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    if (text.starts_with(kMark) && text.size() > kMark.size()) {
      if (text[kMark.size()] == '0') {
        out += '\0';
      } else {
        out += kMark;
      }
      text.remove_prefix(kMark.size() + 1);
    } else {
      out += text.front();
      text.remove_prefix(1);
    }
  }
  return out;
}

}  // namespace raccordo::store
