#include "mapping/packed_fields.hpp"

#include "base/result.hpp"
#include "mapping/packed_bytes.hpp"

namespace raccordo::mapping {

std::string pack_fields(const model::FieldRecord& fields) {
  PackedWriter out;
  out.number(fields.number);
  for (const auto length : fields.items) out.number(length);
  out.number(fields.values.size());
  for (const auto& value : fields.values) {
    out.number(static_cast<std::uint64_t>(value.field));
    out.number(value.item);
    for (const auto* text : {&value.text, &value.table, &value.label}) out.literal(*text);
  }
  return out.take();
}

model::FieldRecord unpack_fields(std::string_view packed) {
  PackedReader in(packed);
  model::FieldRecord fields;
  fields.number = in.number();
  for (auto& length : fields.items) length = static_cast<std::uint32_t>(in.number());
  fields.values.resize(in.length(5));
  for (auto& value : fields.values) {
    const auto field = in.number();
    if (field >= model::kFields) in.mark_bad();
    value.field = static_cast<model::Field>(in.is_bad() ? 0 : field);
    value.item = static_cast<std::uint32_t>(in.number());
    for (auto* text : {&value.text, &value.table, &value.label}) *text = in.literal();
  }
  if (in.is_bad() || !in.at_end()) throw base::SystemFault("packed fields cannot be read");
  return fields;
}

}  // namespace raccordo::mapping
