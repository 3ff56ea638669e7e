// Values: dates, instants, amounts, numbers and identifiers; what is accepted is in canonical form.
#include "base/time.hpp"
#include "codecs/values.hpp"
#include "fuzz_support.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace raccordo;
  using model::FieldKind;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::vector<std::string> patterns = {"%Y-%m-%d", "%d/%m/%y %H:%M:%S"};
  codecs::ValueWarning warning;
  for (const auto& date : {codecs::read_date(text, patterns, FieldKind::partial_date),
                           codecs::read_hl7_date(text, nullptr, FieldKind::partial_date, warning)}) {
    if (date && !base::parse_iso_date(*date)) std::abort();
  }
  for (const auto& instant : {codecs::read_instant(text, patterns, nullptr, warning),
                              codecs::read_hl7_date(text, nullptr, FieldKind::instant, warning)}) {
    if (instant && !base::parse_instant(*instant)) std::abort();
  }
  const codecs::NumberFormat format{',', '.'};
  const auto money = codecs::read_money(text, format);
  if (money && (money->size() < 4 || (*money)[money->size() - 3] != '.')) std::abort();
  if (money && !codecs::read_number(text, format)) std::abort();
  const auto person = codecs::read_person_id(text);
  if (person && person->id.size() != 16 && person->id.size() != 11) std::abort();
  return 0;
}
