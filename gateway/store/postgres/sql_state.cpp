#include "store/postgres/sql_state.hpp"

#include <algorithm>
#include <array>

namespace raccordo::store {
namespace {

template <std::size_t N>
bool begins_with_one(std::string_view state, const std::array<std::string_view, N>& classes) {
  return std::any_of(classes.begin(), classes.end(), [&](auto each) { return state.starts_with(each); });
}

}  // namespace

bool tells_no_value(std::string_view state) {
  constexpr std::array<std::string_view, 11> kClasses{"23", "25", "28", "3D", "3F", "40",
                                                      "42", "53", "55", "57", "P0"};
  return begins_with_one(state, kClasses);
}

bool is_blocked(std::string_view state) {
  constexpr std::array<std::string_view, 3> kStates{"55P03", "57014", "40P01"};
  return begins_with_one(state, kStates);
}

bool is_refusal(std::string_view state) {
  constexpr std::array<std::string_view, 6> kStates{"42", "25006", "28", "3D", "3F", "0A000"};
  return begins_with_one(state, kStates);
}

bool is_away(std::string_view state) {
  return state.starts_with("08") || state == "57P01" || state == "57P02" || state == "57P03" ||
         state == "57P05";
}

std::string one_line(std::string_view text) {
  std::string line;
  for (const char c : text) line += c == '\n' ? ' ' : c;
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

}  // namespace raccordo::store
