#include "report/wording.hpp"

#include <cstddef>
#include <cstdlib>

#include "extract/cube.hpp"

namespace raccordo::report {
namespace {

constexpr std::int64_t kMillion = 1'000'000;
constexpr std::int64_t kCentsOfEuro = 100;

std::int64_t rounded(std::int64_t value, std::int64_t unit) {
  const auto half = unit / 2;
  return value < 0 ? -((-value + half) / unit) : (value + half) / unit;
}

/// The smallest number of which a percentage says something (docs/extracts.md#yearly-report).
std::int64_t least_base(model::Measure measure) {
  switch (measure) {
    case model::Measure::amount:
      return 10'000 * kCentsOfEuro;
    case model::Measure::prevalence:
    case model::Measure::incidence:
      return kMillion / 2;
    default:
      return 20;
  }
}

std::string signed_text(std::int64_t value, const std::string& magnitude) {
  if (magnitude.find_first_of("123456789") == std::string::npos) return magnitude;
  return (value < 0 ? "−" : "+") + magnitude;
}

}  // namespace

std::optional<Language> parse_language(std::string_view text) {
  if (text == "it") return Language::it;
  if (text == "en") return Language::en;
  return std::nullopt;
}

std::string_view to_string(Language language) { return language == Language::it ? "it" : "en"; }

std::string Wording::period(std::string_view code) const {
  return language_ == Language::it ? extract::period_label_it(code) : extract::period_label_en(code);
}

std::string Wording::title(const model::ExtractDefinition& definition) const {
  auto text = language_ == Language::it ? definition.title_it : definition.title_en;
  constexpr std::string_view kBrackets = ") (";
  for (auto at = text.find(kBrackets); at != std::string::npos; at = text.find(kBrackets))
    text.replace(at, kBrackets.size(), "; ");
  return text;
}

std::string Wording::whole(std::int64_t number) const {
  std::string digits = std::to_string(std::llabs(number));
  const char separator = language_ == Language::it ? '.' : ',';
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), 1, separator);
  return (number < 0 ? "−" : "") + digits;
}

std::string Wording::decimal(std::int64_t millionths, int decimals) const {
  std::int64_t scale = 1;
  for (int i = 0; i < decimals; ++i) scale *= 10;
  const auto value = rounded(std::llabs(millionths), kMillion / scale);
  auto fraction = std::to_string(value % scale);
  fraction.insert(0, static_cast<std::size_t>(decimals) - fraction.size(), '0');
  return (millionths < 0 && value != 0 ? "−" : "") + whole(value / scale) +
         (language_ == Language::it ? "," : ".") + fraction;
}

std::string Wording::value(model::Measure measure, std::int64_t value) const {
  switch (measure) {
    case model::Measure::amount:
      return whole(rounded(value, kCentsOfEuro));
    case model::Measure::prevalence:
    case model::Measure::incidence:
      return decimal(value, 2);
    default:
      return whole(value);
  }
}

std::string Wording::difference(model::Measure measure, std::int64_t difference) const {
  return signed_text(difference, value(measure, std::llabs(difference)));
}

std::string Wording::growth(model::Measure measure, std::int64_t before, std::int64_t now) const {
  if (before < least_base(measure)) return std::string(kNoGrowth);
  const auto percent = static_cast<double>(now - before) / static_cast<double>(before) * 100;
  const auto millionths = static_cast<std::int64_t>(percent * static_cast<double>(kMillion));
  return signed_text(millionths, decimal(std::llabs(millionths), 1)) + " %";
}

std::string Wording::share(std::size_t part, std::size_t whole) const {
  const auto percent = whole == 0 ? 0
                                  : static_cast<double>(part) / static_cast<double>(whole) * 100 *
                                        static_cast<double>(kMillion);
  return decimal(static_cast<std::int64_t>(percent), 1) + " %";
}

}  // namespace raccordo::report
