#include "app/backup/journal_lines.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/json.hpp"
#include "base/text.hpp"
#include "store/interface/keepsake_kind.hpp"

namespace raccordo::app {
namespace {

std::string_view text_of(const rapidjson::Value& json, const char* name) {
  const auto found = json.FindMember(name);
  return found != json.MemberEnd() && found->value.IsString() ? base::view(found->value) : std::string_view();
}

std::int64_t number_of(const rapidjson::Value& json, const char* name) {
  const auto found = json.FindMember(name);
  return found != json.MemberEnd() && found->value.IsInt64() ? found->value.GetInt64() : 0;
}

void put_words(base::JsonWriter& writer, const char* name, const auto& words) {
  base::key(writer, name);
  writer.StartArray();
  for (const auto& word : words) base::text(writer, word);
  writer.EndArray();
}

std::vector<std::string> words_of(const rapidjson::Value& json, const char* name) {
  std::vector<std::string> words;
  const auto found = json.FindMember(name);
  if (found == json.MemberEnd() || !found->value.IsArray()) return words;
  for (const auto& each : found->value.GetArray()) {
    if (each.IsString()) words.emplace_back(base::view(each));
  }
  return words;
}

bool read_digest(std::string_view hex, base::Digest& digest) {
  const auto bytes = base::from_hex(hex);
  if (!bytes || bytes->size() != digest.size()) return false;
  std::copy(bytes->begin(), bytes->end(), digest.begin());
  return true;
}

void put_records(base::JsonWriter& writer, const std::vector<store::ErasedRecord>& records) {
  base::key(writer, "records");
  writer.StartArray();
  for (const auto& each : records) {
    writer.StartObject();
    base::put(writer, "digest", base::to_hex(base::as_bytes(each.digest)));
    base::put_if(writer, "key", each.key);
    if (!each.owners.empty()) put_words(writer, "owners", each.owners);
    writer.EndObject();
  }
  writer.EndArray();
}

bool read_records(const rapidjson::Value& json, std::vector<store::ErasedRecord>& records) {
  const auto found = json.FindMember("records");
  if (found == json.MemberEnd() || !found->value.IsArray()) return true;
  for (const auto& each : found->value.GetArray()) {
    store::ErasedRecord record;
    if (!each.IsObject() || !read_digest(text_of(each, "digest"), record.digest)) return false;
    record.key = text_of(each, "key");
    record.owners = words_of(each, "owners");
    records.push_back(std::move(record));
  }
  return true;
}

}  // namespace

std::string write_act(const store::Keepsake& act) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  base::put_number(writer, "at", act.at.micros);
  base::put(writer, "kind", store::to_string(act.kind));
  base::put(writer, "mark", base::to_hex(base::as_bytes(act.mark)));
  if (!act.comuni.is_all()) put_words(writer, "comuni", act.comuni.codes());
  if (!act.records.empty()) put_records(writer, act.records);
  base::put_if(writer, "object", act.object);
  base::put(writer, "actor", act.actor);
  base::put_if(writer, "reason", act.reason);
  writer.EndObject();
  return std::string(base::view(buffer));
}

std::optional<store::Keepsake> read_act(std::string_view json) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag>(json.data(), json.size());
  if (document.HasParseError() || !document.IsObject()) return std::nullopt;
  store::Keepsake act;
  const auto kind = store::parse_keepsake_kind(text_of(document, "kind"));
  if (!kind || !read_digest(text_of(document, "mark"), act.mark)) return std::nullopt;
  if (!read_records(document, act.records)) return std::nullopt;
  act.kind = *kind;
  act.at = {number_of(document, "at")};
  if (document.HasMember("comuni")) {
    const auto codes = words_of(document, "comuni");
    act.comuni = model::Comuni(model::Comuni::Codes(codes.begin(), codes.end()));
  }
  act.object = text_of(document, "object");
  act.actor = text_of(document, "actor");
  act.reason = text_of(document, "reason");
  return act;
}

}  // namespace raccordo::app
