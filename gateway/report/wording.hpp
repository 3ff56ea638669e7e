// Wording: the language of a report, and how it writes numbers, labels and periods. Internal to report/
// except for Language.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "extract/words.hpp"
#include "model/extract.hpp"

namespace raccordo::report {

enum class Language { it, en };
std::optional<Language> parse_language(std::string_view text);  // "it", "en"
std::string_view to_string(Language language);

/// In place of a percentage that says nothing.
inline constexpr std::string_view kNoGrowth = "–";

class Wording {
 public:
  explicit Wording(Language language) : language_(language) {}
  Language language() const { return language_; }

  /// The text of the language, not escaped.
  std::string_view operator()(extract::Words words) const {
    return language_ == Language::it ? words.it : words.en;
  }
  const std::string& label(const model::Category& category) const {
    return language_ == Language::it ? category.label_it : category.label_en;
  }
  const std::string& label(const model::TableDimension& dimension) const {
    return language_ == Language::it ? dimension.label_it : dimension.label_en;
  }
  /// Never with two pairs of brackets behind each other, as titles of rates of older releases have.
  std::string title(const model::ExtractDefinition& definition) const;
  std::string period(std::string_view code) const;

  /// `12.345` in Italian, `12,345` in English.
  std::string whole(std::int64_t number) const;
  /// With that many decimals of `millionths`, rounded half away from zero.
  std::string decimal(std::int64_t millionths, int decimals) const;
  /// A value of a cell: counts whole, amounts in whole euro, rates with two decimals.
  std::string value(model::Measure measure, std::int64_t value) const;
  /// The same with a sign: `+149`, `−12`, `0`.
  std::string difference(model::Measure measure, std::int64_t value) const;
  /// `+12,4 %`; "–" if `before` is too small for a percentage: below 20 persons, cases or interventions,
  /// 10,000 euro, or 0.5 per 1,000 inhabitants.
  std::string growth(model::Measure measure, std::int64_t before, std::int64_t now) const;
  /// A share of a whole: `4,2 %`.
  std::string share(std::size_t part, std::size_t whole) const;

 private:
  Language language_;
};

}  // namespace raccordo::report
