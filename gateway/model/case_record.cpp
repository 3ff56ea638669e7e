#include "model/case_record.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace raccordo::model {
namespace {
constexpr std::array<std::string_view, 5> kIdTypes = {"fiscal-code", "stp", "eni", "provisional", "local"};
constexpr std::array<std::string_view, 2> kKinds = {"case", "report"};
}  // namespace

std::string_view to_string(RecordKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

std::optional<RecordKind> parse_record_kind(std::string_view text) {
  const auto found = std::find(kKinds.begin(), kKinds.end(), text);
  if (found == kKinds.end()) return std::nullopt;
  return static_cast<RecordKind>(found - kKinds.begin());
}

std::string_view to_string(IdType type) { return kIdTypes[static_cast<std::size_t>(type)]; }

std::optional<IdType> parse_id_type(std::string_view text) {
  const auto found = std::find(kIdTypes.begin(), kIdTypes.end(), text);
  if (found == kIdTypes.end()) return std::nullopt;
  return static_cast<IdType>(found - kIdTypes.begin());
}

std::string to_string(Money money) {
  const bool negative = money.cents < 0;
  const auto cents =
      negative ? -static_cast<std::uint64_t>(money.cents) : static_cast<std::uint64_t>(money.cents);
  auto fraction = std::to_string(cents % 100);
  if (fraction.size() == 1) fraction.insert(0, "0");
  return (negative ? "-" : "") + std::to_string(cents / 100) + "." + fraction;
}

std::optional<Money> parse_money(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const auto point = text.find('.');
  if (point == std::string_view::npos || point == 0 || point > 15 || text.size() != point + 3)
    return std::nullopt;
  std::int64_t cents = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == point) continue;
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    cents = cents * 10 + (text[i] - '0');
  }
  return Money{negative ? -cents : cents};
}

}  // namespace raccordo::model
