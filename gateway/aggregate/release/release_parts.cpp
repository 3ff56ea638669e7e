#include "aggregate/release/release_parts.hpp"

namespace raccordo::aggregate {
namespace {

constexpr std::string_view kUnder2 = "under-2-percent";
constexpr std::string_view kFrom2To5 = "2-to-5-percent";

}  // namespace

std::string_view to_string(WaitingClass waiting) {
  switch (waiting) {
    case WaitingClass::under_2_percent:
      return kUnder2;
    case WaitingClass::from_2_to_5_percent:
      return kFrom2To5;
    case WaitingClass::not_stated:
      break;
  }
  return "";
}

WaitingClass parse_waiting(std::string_view text) {
  if (text == kUnder2) return WaitingClass::under_2_percent;
  return text == kFrom2To5 ? WaitingClass::from_2_to_5_percent : WaitingClass::not_stated;
}

}  // namespace raccordo::aggregate
