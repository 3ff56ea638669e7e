#include "codecs/csi/csi_values.hpp"

#include <algorithm>
#include <charconv>

#include "base/text.hpp"

namespace raccordo::codecs::xml {
namespace {

int number(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::optional<base::Date> day(std::string_view year, std::string_view month, std::string_view day) {
  base::Date date;
  date.year = static_cast<std::int16_t>(number(year));
  date.month = static_cast<std::uint8_t>(number(month));
  date.day = static_cast<std::uint8_t>(number(day));
  const bool is_complete = month.empty() || date.month != 0;
  if (!is_complete || (!day.empty() && date.day == 0) || !base::is_valid(date)) return std::nullopt;
  return date;
}

bool is_time_of_day(std::string_view text) {
  const auto fraction = text.find('.');
  const auto whole = text.substr(0, fraction);
  if (fraction != std::string_view::npos &&
      (whole.size() != 6 || !base::is_digits(text.substr(fraction + 1)))) {
    return false;
  }
  if (whole.empty()) return true;
  const bool has_length = whole.size() == 2 || whole.size() == 4 || whole.size() == 6;
  if (!has_length || !base::is_digits(whole) || number(whole.substr(0, 2)) > 23) return false;
  if (whole.size() >= 4 && number(whole.substr(2, 2)) > 59) return false;
  return whole.size() < 6 || number(whole.substr(4, 2)) <= 59;
}

bool is_zone(std::string_view text) { return text.size() <= 5 && base::is_digits(text.substr(1)); }

std::string_view without_sign(std::string_view text) {
  return text.substr(0, 1) == "-" ? text.substr(1) : text;
}

}  // namespace

std::optional<base::Date> read_csi_date(std::string_view text) {
  text = base::trim(text);
  if (text.size() == 4 && base::is_digits(text)) return day(text, "", "");
  if (text.size() == 6 && base::is_digits(text)) return day(text.substr(0, 4), text.substr(4), "");
  if (text.size() < 8 || !base::is_digits(text.substr(0, 8))) return std::nullopt;
  const auto rest = text.substr(8);
  const auto sign = rest.find_first_of("+-");
  if (!is_time_of_day(rest.substr(0, sign))) return std::nullopt;
  if (sign != std::string_view::npos && (sign == 0 || !is_zone(rest.substr(sign)))) return std::nullopt;
  const auto date = day(text.substr(0, 4), text.substr(4, 2), text.substr(6, 2));
  return date ? date : day(text.substr(4, 4), text.substr(2, 2), text.substr(0, 2));
}

bool is_csi_money(std::string_view text) {
  const auto point = text.find('.');
  return is_csi_decimal(text) && (point == std::string_view::npos || text.size() - point <= 3);
}

bool is_csi_decimal(std::string_view text) {
  text = without_sign(text);
  const auto point = text.find('.');
  if (!base::is_digits(text.substr(0, point))) return false;
  return point == std::string_view::npos || base::is_digits(text.substr(point + 1));
}

bool has_fiscal_code_shape(std::string_view id) {
  constexpr std::string_view kShape = "LLLLLLDDLDDLDDDL";
  constexpr std::string_view kDigits = "0123456789LMNPQRSTUV";
  if (id.size() != kShape.size()) return false;
  return std::equal(id.begin(), id.end(), kShape.begin(), [&](char letter, char kind) {
    return kind == 'L' ? letter >= 'A' && letter <= 'Z' : kDigits.find(letter) != std::string_view::npos;
  });
}

bool has_person_id_shape(std::string_view id) {
  const auto prefix = id.substr(0, 3);
  const bool is_regional = id.size() == 16 && (prefix == "STP" || prefix == "ENI");
  if (is_regional && base::is_digits(id.substr(3))) return true;
  return has_fiscal_code_shape(id) || (id.size() == 11 && base::is_digits(id));
}

}  // namespace raccordo::codecs::xml
