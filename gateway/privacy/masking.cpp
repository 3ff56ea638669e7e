#include "privacy/masking.hpp"

#include "privacy/identifier_in_text.hpp"

namespace raccordo::privacy {
namespace {

constexpr std::string_view kMask = "***";
constexpr std::size_t kYearLength = 4;

}  // namespace

std::string mask_value(model::Field field, std::string_view text) {
  using model::Field;
  using model::FieldKind;
  switch (model::info(field).kind) {
    case FieldKind::code:
      return std::string(holds_identifier(text) ? kMask : text);
    case FieldKind::id_type:
    case FieldKind::instant:
    case FieldKind::record_kind:
      return std::string(text);
    case FieldKind::comune:
      return std::string(field == Field::owner ? text : kMask);
    case FieldKind::date:
    case FieldKind::partial_date:
      return std::string(text.substr(0, kYearLength));
    case FieldKind::text:
      if (field == Field::record_id) return std::string(text);
      return std::string(kMask);
    default:
      return std::string(kMask);
  }
}

}  // namespace raccordo::privacy
