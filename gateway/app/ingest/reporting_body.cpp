#include "app/ingest/reporting_body.hpp"

#include <optional>
#include <utility>

#include "base/text.hpp"
#include "mapping/record_json.hpp"
#include "mapping/stored_record.hpp"
#include "model/masked_code.hpp"
#include "privacy/code_masking.hpp"

namespace raccordo::app {
namespace {

std::optional<std::string> body_in(std::string_view stored_body) {
  const auto record = mapping::read_stored_record(stored_body);
  return record ? std::optional(body_code(record->managed_by)) : std::nullopt;
}

std::optional<std::string> body_in_sealed(const Keyring& keys, std::string_view sealed,
                                          const std::string& context) {
  const auto opened = keys.sealer.open(sealed, context);
  if (!opened) return std::nullopt;
  const auto fields = mapping::read_field_record(*opened);
  if (!fields) return std::nullopt;
  const auto* value = fields->record.find(model::Field::managed_by);
  if (value == nullptr) return std::string();
  // As the mapper does: digits are no person's code.
  return body_code(base::is_digits(value->text) ? value->text : privacy::mask_code(keys.names, value->text));
}

}  // namespace

std::string body_code(std::string_view managed_by) {
  if (model::is_masked_code(managed_by)) return std::string(managed_by);
  auto code = base::to_upper_ascii(base::trim(managed_by));
  std::erase(code, ' ');
  return code;
}

std::function<bool(std::string_view, std::string_view)> names_body(const Keyring& keys, std::string context,
                                                                   std::string code) {
  return [&keys, context = std::move(context), code = std::move(code)](std::string_view body,
                                                                       std::string_view sealed) {
    const auto found = body.empty() ? body_in_sealed(keys, sealed, context) : body_in(body);
    return found && *found == code;
  };
}

}  // namespace raccordo::app
