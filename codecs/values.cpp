#include "codecs/values.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.hpp"
#include "base/time.hpp"

namespace raccordo::codecs {
namespace {

using model::FieldKind;
using model::IssueCode;

ValueFault bad(IssueCode code, std::string message) {
  return {code, model::Severity::error, std::move(message)};
}

ValueFault bad_number(std::string message) { return bad(IssueCode::bad_number, std::move(message)); }

/// Sign, integer digits without grouping signs, decimals; nothing if the text is not a number of the format.
struct NumberParts {
  bool negative = false;
  std::string whole;
  std::string_view decimals;
};

/// Integer digits with grouping signs removed: groups of three after a first of one to three.
std::optional<std::string> ungroup(std::string_view text, char thousands) {
  if (thousands == '\0' || text.find(thousands) == std::string_view::npos) {
    if (!base::is_digits(text)) return std::nullopt;
    return std::string(text);
  }
  std::string out;
  const auto groups = base::split(text, thousands);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const auto size = groups[i].size();
    if (!base::is_digits(groups[i]) || (i == 0 ? size > 3 : size != 3)) return std::nullopt;
    out += groups[i];
  }
  return out;
}

std::optional<NumberParts> split_number(std::string_view text, const NumberFormat& format) {
  NumberParts parts;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    parts.negative = text.front() == '-';
    text.remove_prefix(1);
  }
  const auto point = text.find(format.decimal);
  if (point != std::string_view::npos) {
    parts.decimals = text.substr(point + 1);
    if (!base::is_digits(parts.decimals)) return std::nullopt;
  }
  auto whole = ungroup(text.substr(0, point), format.thousands);
  if (!whole || whole->empty()) return std::nullopt;
  whole->erase(0, std::min(whole->find_first_not_of('0'), whole->size() - 1));
  parts.whole = std::move(*whole);
  return parts;
}

std::string describe(const NumberFormat& format) {
  std::string out = std::string("with `") + format.decimal + "` before the decimals";
  if (format.thousands == '\0')
    return out + " and no sign between thousands, e.g. 1285" + format.decimal + "50";
  out += std::string(" and `") + format.thousands + "` between thousands at most, e.g. 1";
  return out + format.thousands + "285" + format.decimal + "50";
}

}  // namespace

ValueResult read_money(std::string_view text, const NumberFormat& format) {
  const auto parts = split_number(text, format);
  if (!parts) return bad_number("not an amount; write digits " + describe(format));
  if (parts->decimals.size() > 2) return bad_number("an amount has at most two decimals; round it to cents");
  if (parts->whole.size() > 15) return bad_number("an amount this large is not plausible; correct it");
  std::string out = parts->negative ? "-" : "";
  out += parts->whole;
  out += '.';
  out += parts->decimals;
  out.append(2 - parts->decimals.size(), '0');
  return out;
}

ValueResult read_number(std::string_view text, const NumberFormat& format) {
  const auto parts = split_number(text, format);
  if (!parts) return bad_number("not a number; write digits " + describe(format));
  if (parts->whole.size() + parts->decimals.size() > 30)
    return bad_number("a number has at most 30 digits; correct it");
  std::string out = parts->negative ? "-" : "";
  out += parts->whole;
  if (!parts->decimals.empty()) {
    out += '.';
    out += parts->decimals;
  }
  return out;
}

std::string plain_number(std::string_view text) {
  constexpr long kDigits = 64;
  const auto mark = text.find_first_of("eE");
  long exponent = 0;
  if (mark != std::string_view::npos) {
    auto power = text.substr(mark + 1);
    if (power.starts_with('+')) power.remove_prefix(1);
    const auto read = std::from_chars(power.data(), power.data() + power.size(), exponent);
    if (read.ec != std::errc() || exponent > kDigits || exponent < -kDigits) return std::string(text);
  }
  auto number = text.substr(0, mark);
  const bool negative = number.starts_with('-');
  if (negative) number.remove_prefix(1);
  const auto point = std::min(number.find('.'), number.size());
  std::string digits(number.substr(0, point));
  if (point < number.size()) digits += number.substr(point + 1);
  auto whole = static_cast<long>(point) + exponent;  // digits before the decimal point
  if (whole > kDigits || digits.size() > kDigits) return std::string(text);
  if (whole < 1) digits.insert(0, static_cast<std::size_t>(1 - whole), '0');
  whole = std::max(whole, 1L);
  const auto before = static_cast<std::size_t>(whole);
  if (digits.size() < before) digits.append(before - digits.size(), '0');
  auto decimals = digits.substr(before);
  const bool is_whole = decimals.find_first_not_of('0') == std::string::npos;
  if (!is_whole && mark == std::string_view::npos) return std::string(text);
  decimals.erase(decimals.find_last_not_of('0') + 1);
  digits.resize(before);
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
  const bool is_zero = is_whole && digits == "0";
  return (negative && !is_zero ? "-" : "") + digits + (decimals.empty() ? "" : "." + decimals);
}

ValueResult read_integer(std::string_view text) {
  if (!base::is_digits(text) || text.empty() || text.size() > 18)
    return bad_number("not a whole number of at most 18 digits; write digits only, e.g. 12");
  return std::string(text.substr(std::min(text.find_first_not_of('0'), text.size() - 1)));
}

base::Result<PersonId, ValueFault> read_person_id(std::string_view text) {
  PersonId person;
  person.id = base::to_upper_ascii(text);
  std::erase(person.id, ' ');
  const std::string_view id = person.id;
  const bool alphanumeric = std::all_of(
      id.begin(), id.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
  if (id.size() == 16 && id.starts_with("STP") && base::is_digits(id.substr(3)))
    person.id_type = "stp";
  else if (id.size() == 16 && id.starts_with("ENI") && base::is_digits(id.substr(3)))
    person.id_type = "eni";
  else if (id.size() == 16 && alphanumeric)
    person.id_type = "fiscal-code";
  else if (id.size() == 11 && base::is_digits(id))
    person.id_type = "provisional";
  else
    return bad(IssueCode::bad_fiscal_code,
               "not an identifier of a person: these are " + std::to_string(id.size()) +
                   " characters; give a codice fiscale (16 characters), an STP or ENI code, or a provisional "
                   "code (11 digits)");
  return person;
}

}  // namespace raccordo::codecs
