#include "app/exchange/exchange_json.hpp"

#include <utility>

#include "app/exchange/sealed_exchange.hpp"
#include "app/forms/json_forms.hpp"
#include "app/forms/page_json.hpp"
#include "model/document_format.hpp"

namespace raccordo::app {
namespace {

using store::ExchangeState;

void write_state(base::JsonWriter& writer, ExchangeState state, base::Instant at) {
  writer.StartObject();
  base::put(writer, "state", store::to_string(state));
  base::put(writer, "at", base::to_string(at));
  writer.EndObject();
}

/// All states so far, each with its time.
void write_states(base::JsonWriter& writer, const store::ExchangeRow& row) {
  base::key(writer, "states");
  writer.StartArray();
  write_state(writer, ExchangeState::sent, row.sent_at);
  if (row.fetched_at) write_state(writer, ExchangeState::fetched, *row.fetched_at);
  if (row.ended_at) write_state(writer, row.state, *row.ended_at);
  writer.EndArray();
}

std::string_view media_type_of(std::string_view format) {
  const auto known = model::parse_document_format(format);
  if (!known) return "application/octet-stream";
  for (const auto type : model::accepted_types(*known)) {
    if (model::body_format_of_type(*known, type) == known) return type;
  }
  return "application/octet-stream";
}

void write_document(base::JsonWriter& writer, const ExchangeLetter& letter) {
  base::key(writer, "document");
  writer.StartObject();
  base::put(writer, "media_type", media_type_of(letter.format));
  base::put_number(writer, "bytes", letter.bytes);
  base::put(writer, "sha256", letter.digest);
  writer.EndObject();
}

void write_unread(base::JsonWriter& writer, const std::vector<store::UnreadExchanges>& unread) {
  std::uint64_t all = 0;
  for (const auto& each : unread) all += each.count;
  base::key(writer, "unread");
  writer.StartObject();
  base::put_number(writer, "all", all);
  base::key(writer, "by_office");
  writer.StartArray();
  for (const auto& each : unread) {
    if (each.office.empty()) continue;
    writer.StartObject();
    base::put(writer, "office", each.office);
    base::put_number(writer, "count", each.count);
    writer.EndObject();
  }
  writer.EndArray();
  writer.EndObject();
}

}  // namespace

store::ExchangeRow as_of(store::ExchangeRow row, base::Instant now) {
  if (store::is_open(row.state) && row.expires_at <= now) {
    row.state = ExchangeState::expired;
    row.ended_at = row.expires_at;
  }
  return row;
}

void write_exchange_members(base::JsonWriter& writer, const store::ExchangeRow& row,
                            const privacy::Sealer& sealer) {
  const auto letter = open_letter(sealer, row);
  base::put(writer, "id", row.id);
  base::put(writer, "state", store::to_string(row.state));
  base::put(writer, "from", row.sender);
  base::put(writer, "to", row.recipient);
  base::put_if(writer, "office", row.office);
  base::put(writer, "source", row.source);
  base::put(writer, "purpose", row.purpose);
  base::put(writer, "legal_basis", letter.legal_basis);
  base::put(writer, "contact", letter.contact);
  base::put(writer, "expires", letter.expires);
  if (!row.sealed_reason.empty())
    base::put(writer, "reason", open_text(sealer, row.id, ExchangeText::reason, row.sealed_reason));
  write_states(writer, row);
  write_document(writer, letter);
}

std::string exchange_json(const store::ExchangeRow& row, const privacy::Sealer& sealer,
                          const std::vector<model::Issue>& issues, Language language) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  write_exchange_members(writer, row, sealer);
  if (!issues.empty()) {
    base::key(writer, "issues");
    writer.StartArray();
    for (const auto& issue : issues) write_issue(writer, issue, language);
    writer.EndArray();
  }
  writer.EndObject();
  return std::string(base::view(buffer));
}

std::string exchanges_json(const std::vector<store::ExchangeRow>& rows, std::string_view next,
                           const std::vector<store::UnreadExchanges>* unread, const privacy::Sealer& sealer) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  write_page(writer, rows, next, [&](base::JsonWriter& into, const store::ExchangeRow& row) {
    into.StartObject();
    write_exchange_members(into, row, sealer);
    into.EndObject();
  });
  if (unread != nullptr) write_unread(writer, *unread);
  writer.EndObject();
  return std::string(base::view(buffer));
}

}  // namespace raccordo::app
