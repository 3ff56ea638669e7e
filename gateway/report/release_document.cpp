#include "report/release_document.hpp"

#include "base/json.hpp"

namespace raccordo::report {
namespace {

using Value = rapidjson::Value;

const Value* member(const Value& object, const char* name) {
  const auto found = object.FindMember(name);
  return found == object.MemberEnd() ? nullptr : &found->value;
}

std::string text_of(const Value& object, const char* name) {
  const auto* value = member(object, name);
  return value != nullptr && value->IsString() ? std::string(base::view(*value)) : "";
}

/// Calls `take` for each object of a list.
template <class Take>
void each_object(const Value& object, const char* name, Take take) {
  const auto* list = member(object, name);
  if (list == nullptr || !list->IsArray()) return;
  for (const auto& item : list->GetArray()) {
    if (item.IsObject()) take(item);
  }
}

std::vector<FallenSender> senders_of(const Value& senders, const char* list, const char* code) {
  std::vector<FallenSender> fallen;
  each_object(senders, list, [&](const Value& sender) {
    fallen.push_back({text_of(sender, code), text_of(sender, "name"), text_of(sender, "fall") == "stopped"});
  });
  return fallen;
}

}  // namespace

base::Result<ReleaseDocument> read_release_document(const std::string& json) {
  rapidjson::Document parsed;
  parsed.Parse(json.data(), json.size());
  if (parsed.HasParseError() || !parsed.IsObject())
    return base::fault("the document of the release is no JSON object");
  ReleaseDocument document;
  document.created_at = text_of(parsed, "created_at");
  document.revision_date = text_of(parsed, "revision_date");
  if (const auto* senders = member(parsed, "senders"); senders != nullptr && senders->IsObject()) {
    document.senders_compared_with = text_of(*senders, "compared_with");
    document.sources = senders_of(*senders, "sources", "source");
    document.comuni = senders_of(*senders, "comuni", "comune");
  }
  if (const auto* coverage = member(parsed, "coverage"); coverage != nullptr && coverage->IsObject()) {
    for (const auto& source : coverage->GetObject()) {
      if (source.value.IsInt())
        document.coverage[std::string(base::view(source.name))] = source.value.GetInt();
    }
  }
  each_object(parsed, "left_out",
              [&](const Value& table) { document.left_out.push_back(text_of(table, "id")); });
  each_object(parsed, "hidden_totals", [&](const Value& table) {
    const auto* cells = member(table, "cells");
    document.hidden_totals.push_back({text_of(table, "table"), text_of(table, "coarser"),
                                      cells != nullptr && cells->IsArray() ? cells->Size() : 0});
  });
  each_object(parsed, "tables", [&](const Value& table) {
    if (member(table, "withheld") != nullptr) document.withheld.push_back(text_of(table, "id"));
  });
  return document;
}

}  // namespace raccordo::report
