#include "codecs/typed_value.hpp"

#include <optional>
#include <string>
#include <utility>

#include "base/text.hpp"
#include "base/time.hpp"
#include "base/zone.hpp"

namespace raccordo::codecs {
namespace {

/// The amount without one sign of a currency before or behind it.
std::string_view without_currency(std::string_view text, const std::vector<std::string>* signs) {
  if (signs == nullptr) return text;
  for (const std::string_view sign : *signs) {
    if (text.size() <= sign.size()) continue;
    const auto behind = text.size() - sign.size();
    if (base::to_lower_ascii(text.substr(0, sign.size())) == base::to_lower_ascii(sign))
      return base::trim(text.substr(sign.size()));
    if (base::to_lower_ascii(text.substr(behind)) == base::to_lower_ascii(sign))
      return base::trim(text.substr(0, behind));
  }
  return text;
}

/// The day of a dateTime of FHIR: with an offset from UTC the day in the zone of the profile at that instant,
/// else as written. Nothing if the text is no dateTime.
std::optional<std::string> read_day_of_time(std::string_view text, const base::Zone* zone) {
  constexpr std::size_t kDay = 10;
  if (text.size() <= kDay || text[kDay] != 'T') return std::nullopt;
  const auto civil = base::parse_civil(text);
  if (!civil) return std::nullopt;
  if (!civil->offset_seconds) return base::to_string(civil->date);
  const auto instant = base::to_instant(*civil);
  return base::to_string(zone == nullptr ? base::local_date(instant) : zone->date_of(instant));
}

}  // namespace

ValueResult read_typed(std::string_view text, const Choice& choice, model::Field field,
                       const ValueSetting& setting, ValueWarning& warning) {
  const auto kind = model::info(field).kind;
  switch (choice.type) {
    case ValueType::date:
      if (setting.has_date_times) {
        if (auto day = read_day_of_time(text, setting.zone)) return std::move(*day);
      }
      return read_date(text, choice.dates, kind, choice.first_year);
    case ValueType::hl7_date:
      return read_hl7_date(text, setting.zone, kind, warning);
    case ValueType::instant:
      return read_instant(text, choice.dates, setting.zone, warning, choice.first_year);
    case ValueType::money:
      return read_money(without_currency(text, setting.currencies), setting.numbers);
    case ValueType::number:
      return read_number(text, setting.numbers);
    case ValueType::integer:
      return read_integer(text);
    case ValueType::istat:
    case ValueType::belfiore:
    case ValueType::comune_name:
      return read_comune(text, choice.type, field, setting.scheme);
    case ValueType::text:
    case ValueType::person_id:
    case ValueType::local_id:
      break;
  }
  return std::string(text);
}

}  // namespace raccordo::codecs
