#include "store/codecs/issue_codec.hpp"

#include <cmath>

#include "base/json.hpp"
#include "base/stored_damage.hpp"

namespace raccordo::store {
namespace {

[[noreturn]] void fail() { throw base::StoredDamage("database: a stored issue is damaged"); }

void write_place(base::JsonWriter& writer, const model::Place& place) {
  if (place.kind == model::Place::Kind::none) return;
  base::key(writer, "at");
  writer.StartArray();
  writer.Uint(static_cast<unsigned>(place.kind));
  base::text(writer, place.path);
  writer.Uint64(place.number);
  writer.EndArray();
}

void write_suggestions(base::JsonWriter& writer, const std::vector<model::Suggestion>& suggestions) {
  if (suggestions.empty()) return;
  base::key(writer, "suggestions");
  writer.StartArray();
  for (const auto& each : suggestions) {
    writer.StartArray();
    base::text(writer, each.target);
    base::text(writer, each.label);
    writer.Double(each.score);
    writer.EndArray();
  }
  writer.EndArray();
}

std::string text_of(const rapidjson::Value& object, const char* name) {
  const auto found = object.FindMember(name);
  if (found == object.MemberEnd()) return {};
  if (!found->value.IsString()) fail();
  return std::string(base::view(found->value));
}

model::Place read_place(const rapidjson::Value& object) {
  const auto found = object.FindMember("at");
  if (found == object.MemberEnd()) return {};
  const auto& at = found->value;
  if (!at.IsArray() || at.Size() != 3 || !at[0].IsUint() || !at[1].IsString() || !at[2].IsUint64()) fail();
  if (at[0].GetUint() > static_cast<unsigned>(model::Place::Kind::fhir)) fail();
  return {static_cast<model::Place::Kind>(at[0].GetUint()), std::string(base::view(at[1])),
          at[2].GetUint64()};
}

std::vector<model::Suggestion> read_suggestions(const rapidjson::Value& object) {
  std::vector<model::Suggestion> suggestions;
  const auto found = object.FindMember("suggestions");
  if (found == object.MemberEnd()) return suggestions;
  if (!found->value.IsArray()) fail();
  for (const auto& each : found->value.GetArray()) {
    if (!each.IsArray() || each.Size() != 3 || !each[0].IsString() || !each[1].IsString() ||
        !each[2].IsNumber()) {
      fail();
    }
    const auto score = each[2].GetDouble();
    if (!(score >= 0 && score <= 1)) fail();
    suggestions.push_back({std::string(base::view(each[0])), std::string(base::view(each[1])),
                           std::round(score * 1000) / 1000});
  }
  return suggestions;
}

}  // namespace

std::string encode_issue(const model::Issue& issue) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  base::key(writer, "record");
  writer.Uint64(issue.record);
  base::put_if(writer, "record_id", issue.record_id);
  if (issue.severity == model::Severity::warning) base::put(writer, "severity", "warning");
  base::put(writer, "code", model::to_string(issue.code));
  base::put_if(writer, "field", issue.field);
  base::put_if(writer, "table", issue.table);
  base::put_if(writer, "value", issue.value);
  write_place(writer, issue.at);
  base::put_if(writer, "message", issue.message);
  write_suggestions(writer, issue.suggestions);
  writer.EndObject();
  return std::string(base::view(buffer));
}

model::Issue decode_issue(std::string_view json, model::Outcome outcome) {
  rapidjson::Document document;
  document.Parse(json.data(), json.size());
  if (document.HasParseError() || !document.IsObject()) fail();
  const auto code = model::parse_issue_code(text_of(document, "code"));
  const auto record = document.FindMember("record");
  if (!code || record == document.MemberEnd() || !record->value.IsUint64()) fail();
  model::Issue issue;
  issue.record = record->value.GetUint64();
  issue.record_id = text_of(document, "record_id");
  issue.outcome = outcome;
  issue.severity = document.HasMember("severity") ? model::Severity::warning : model::Severity::error;
  issue.code = *code;
  issue.field = text_of(document, "field");
  issue.table = text_of(document, "table");
  issue.value = text_of(document, "value");
  issue.at = read_place(document);
  issue.message = text_of(document, "message");
  issue.suggestions = read_suggestions(document);
  return issue;
}

std::string encode_versions(const std::map<std::string, std::int32_t>& versions) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  for (const auto& [table, version] : versions) {
    base::key(writer, table);
    writer.Int(version);
  }
  writer.EndObject();
  return std::string(base::view(buffer));
}

std::map<std::string, std::int32_t> decode_versions(std::string_view json) {
  rapidjson::Document document;
  document.Parse(json.data(), json.size());
  if (document.HasParseError() || !document.IsObject()) fail();
  std::map<std::string, std::int32_t> versions;
  for (const auto& member : document.GetObject()) {
    if (!member.value.IsInt()) fail();
    versions.emplace(std::string(base::view(member.name)), member.value.GetInt());
  }
  return versions;
}

}  // namespace raccordo::store
