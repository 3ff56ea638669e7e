#include "codecs/typed_value.hpp"

#include <string>

namespace raccordo::codecs {

ValueResult read_typed(std::string_view text, const Choice& choice, model::Field field,
                       const ValueSetting& setting, ValueWarning& warning) {
  const auto kind = model::info(field).kind;
  switch (choice.type) {
    case ValueType::date:
      return read_date(text, choice.dates, kind);
    case ValueType::hl7_date:
      return read_hl7_date(text, setting.zone, kind, warning);
    case ValueType::instant:
      return read_instant(text, choice.dates, setting.zone, warning);
    case ValueType::money:
      return read_money(text, setting.numbers);
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
      break;
  }
  return std::string(text);
}

}  // namespace raccordo::codecs
