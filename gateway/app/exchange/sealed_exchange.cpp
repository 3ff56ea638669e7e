#include "app/exchange/sealed_exchange.hpp"

#include <array>
#include <charconv>
#include <utility>

#include "base/json.hpp"
#include "base/stored_damage.hpp"
#include "mapping/stored_record.hpp"

namespace raccordo::app {
namespace {

std::string context_of(std::string_view id, std::string_view part) {
  return "exchange|" + std::string(id) + "|" + std::string(part);
}

std::string open_part(const privacy::Sealer& sealer, std::string_view id, std::string_view part,
                      std::string_view sealed) {
  auto plain = sealer.open(sealed, context_of(id, part));
  if (!plain) throw base::StoredDamage("exchange: its " + std::string(part) + " does not open");
  return std::move(*plain);
}

constexpr std::array<std::string_view, 3> kTextParts = {"document", "reason", "record-id"};

std::string_view part_of(ExchangeText which) { return kTextParts.at(static_cast<std::size_t>(which)); }

std::string text_of(const rapidjson::Document& json, const char* name) {
  const auto found = json.FindMember(name);
  return found != json.MemberEnd() && found->value.IsString() ? std::string(base::view(found->value))
                                                              : std::string();
}

}  // namespace

std::string seal_letter(const privacy::Sealer& sealer, std::string_view id, const ExchangeLetter& letter) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  base::put(writer, "legal_basis", letter.legal_basis);
  base::put(writer, "contact", letter.contact);
  base::put(writer, "expires", letter.expires);
  base::put(writer, "format", letter.format);
  base::put(writer, "digest", letter.digest);
  base::put_number(writer, "bytes", letter.bytes);
  writer.EndObject();
  return sealer.seal(base::view(buffer), context_of(id, "letter"));
}

ExchangeLetter open_letter(const privacy::Sealer& sealer, const store::ExchangeRow& row) {
  const auto plain = open_part(sealer, row.id, "letter", row.sealed_letter);
  rapidjson::Document json;
  json.Parse(plain.data(), plain.size());
  if (json.HasParseError() || !json.IsObject()) throw base::StoredDamage("exchange: its letter is no JSON");
  ExchangeLetter letter{text_of(json, "legal_basis"), text_of(json, "contact"), text_of(json, "expires"),
                        text_of(json, "format"), text_of(json, "digest")};
  const auto bytes = json.FindMember("bytes");
  if (bytes != json.MemberEnd() && bytes->value.IsUint64()) letter.bytes = bytes->value.GetUint64();
  return letter;
}

/// The identifier, which stored records do not have, stands before the record with its length.
std::string seal_case(const privacy::Sealer& sealer, std::string_view id, const model::CaseRecord& record) {
  const auto person = privacy::SecretOpener::open(record.person.id, privacy::SecretOpener::Purpose::seal);
  auto plain = std::to_string(person.size()) + ":";
  plain += person;
  plain += mapping::stored_record(record);
  return sealer.seal(plain, context_of(id, "case"));
}

model::CaseRecord open_case(const privacy::Sealer& sealer, std::string_view id, std::string_view sealed) {
  const auto plain = open_part(sealer, id, "case", sealed);
  const auto colon = plain.find(':');
  std::size_t length = 0;
  const auto read = std::from_chars(plain.data(), plain.data() + plain.size(), length);
  const bool whole = colon != std::string::npos && read.ec == std::errc() &&
                     read.ptr == plain.data() + colon && length <= plain.size() - colon - 1;
  if (!whole) throw base::StoredDamage("exchange: its case has no identifier");
  auto record = mapping::read_stored_record(std::string_view(plain).substr(colon + 1 + length));
  if (!record) throw base::StoredDamage("exchange: its case cannot be parsed");
  record->person.id = base::Secret(plain.substr(colon + 1, length));
  return std::move(*record);
}

std::string seal_text(const privacy::Sealer& sealer, std::string_view id, ExchangeText which,
                      std::string_view plain) {
  return sealer.seal(plain, context_of(id, part_of(which)));
}

std::string open_text(const privacy::Sealer& sealer, std::string_view id, ExchangeText which,
                      std::string_view sealed) {
  return open_part(sealer, id, part_of(which), sealed);
}

}  // namespace raccordo::app
