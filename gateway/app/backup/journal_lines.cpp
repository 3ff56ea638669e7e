#include "app/backup/journal_lines.hpp"

#include <algorithm>
#include <array>

#include "base/json.hpp"
#include "base/text.hpp"

namespace raccordo::app {
namespace {

constexpr std::array<std::string_view, 5> kKinds = {"erase-record", "erase-person", "restrict", "lift",
                                                    "publish"};

std::string_view text_of(const rapidjson::Value& json, const char* name) {
  const auto found = json.FindMember(name);
  return found != json.MemberEnd() && found->value.IsString() ? base::view(found->value) : std::string_view();
}

std::int64_t number_of(const rapidjson::Value& json, const char* name) {
  const auto found = json.FindMember(name);
  return found != json.MemberEnd() && found->value.IsInt64() ? found->value.GetInt64() : 0;
}

void put_reach(base::JsonWriter& writer, const store::RecordReach& reach) {
  if (!reach.comuni.is_all()) {
    base::key(writer, "comuni");
    writer.StartArray();
    for (const auto& code : reach.comuni.codes()) base::text(writer, code);
    writer.EndArray();
  }
  base::put_if(writer, "client", reach.client);
  base::put_if(writer, "comune", reach.comune);
  base::put_if(writer, "body", reach.body);
}

store::RecordReach read_reach(const rapidjson::Value& json) {
  store::RecordReach reach;
  const auto comuni = json.FindMember("comuni");
  if (comuni != json.MemberEnd() && comuni->value.IsArray()) {
    model::Comuni::Codes codes;
    for (const auto& each : comuni->value.GetArray()) {
      if (each.IsString()) codes.emplace(base::view(each));
    }
    reach.comuni = model::Comuni(std::move(codes));
  }
  reach.client = text_of(json, "client");
  reach.comune = text_of(json, "comune");
  reach.body = text_of(json, "body");
  return reach;
}

}  // namespace

std::string write_act(const store::Keepsake& act) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  base::put_number(writer, "at", act.at.micros);
  base::put(writer, "kind", kKinds.at(static_cast<std::size_t>(act.kind)));
  base::put(writer, "mark", base::to_hex(base::as_bytes(act.mark)));
  put_reach(writer, act.reach);
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
  const auto kind = std::find(kKinds.begin(), kKinds.end(), text_of(document, "kind"));
  const auto mark = base::from_hex(text_of(document, "mark"));
  if (kind == kKinds.end() || !mark || mark->size() != act.mark.size()) return std::nullopt;
  act.kind = static_cast<store::Keepsake::Kind>(kind - kKinds.begin());
  std::copy(mark->begin(), mark->end(), act.mark.begin());
  act.at = {number_of(document, "at")};
  act.reach = read_reach(document);
  act.object = text_of(document, "object");
  act.actor = text_of(document, "actor");
  act.reason = text_of(document, "reason");
  return act;
}

}  // namespace raccordo::app
