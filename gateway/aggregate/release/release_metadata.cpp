#include "aggregate/release/release_metadata.hpp"

#include <string_view>
#include <utility>

#include "base/json.hpp"
#include "base/stored_damage.hpp"

namespace raccordo::aggregate {
namespace {

/// Reads members of one release and names it in each fault.
class Reader {
 public:
  explicit Reader(std::string release) : release_(std::move(release)) {}

  /// Null if the member is absent.
  const rapidjson::Value* find(const rapidjson::Value& object, const char* name) const {
    if (!object.IsObject()) damaged("hold a value that is no object beside '" + std::string(name) + "'");
    const auto found = object.FindMember(name);
    return found == object.MemberEnd() ? nullptr : &found->value;
  }
  std::string text(const rapidjson::Value& object, const char* name) const {
    const auto* value = find(object, name);
    if (value == nullptr) return "";
    if (!value->IsString()) wrong(name);
    return std::string(base::view(*value));
  }
  std::string required(const rapidjson::Value& object, const char* name) const {
    if (find(object, name) == nullptr) damaged("name an entry without '" + std::string(name) + "'");
    return text(object, name);
  }
  std::uint64_t number(const rapidjson::Value& object, const char* name) const {
    const auto* value = find(object, name);
    if (value != nullptr && !value->IsUint64()) wrong(name);
    return value == nullptr ? 0 : value->GetUint64();
  }
  double share(const rapidjson::Value& object, const char* name) const {
    const auto* value = find(object, name);
    if (value != nullptr && !value->IsNumber()) wrong(name);
    return value == nullptr ? 0 : value->GetDouble();
  }
  template <typename Use>
  void each(const rapidjson::Value& object, const char* name, Use use) const {
    const auto* list = find(object, name);
    if (list == nullptr) return;
    if (!list->IsArray()) wrong(name);
    for (const auto& entry : list->GetArray()) use(entry);
  }
  std::vector<std::string> not_additive(const rapidjson::Value& table) const {
    std::vector<std::string> names;
    const auto* additive = find(table, "additive");
    if (additive == nullptr) return names;
    if (!additive->IsObject()) wrong("additive");
    for (const auto& dimension : additive->GetObject()) {
      if (!dimension.value.IsBool()) wrong("additive");
      if (!dimension.value.GetBool()) names.emplace_back(base::view(dimension.name));
    }
    return names;
  }
  std::vector<std::string> texts(const rapidjson::Value& object, const char* name) const {
    std::vector<std::string> out;
    each(object, name, [&](const rapidjson::Value& entry) {
      if (!entry.IsString()) wrong(name);
      out.emplace_back(base::view(entry));
    });
    return out;
  }
  std::map<std::string, int> percentages(const rapidjson::Value& object, const char* name) const {
    std::map<std::string, int> out;
    const auto* members = find(object, name);
    if (members == nullptr) return out;
    if (!members->IsObject()) wrong(name);
    for (const auto& member : members->GetObject()) {
      if (!member.value.IsInt()) wrong(name);
      out.emplace(base::view(member.name), member.value.GetInt());
    }
    return out;
  }
  [[noreturn]] void damaged(const std::string& what) const {
    throw base::StoredDamage("the metadata of release " + release_ + " " + what);
  }

 private:
  [[noreturn]] void wrong(const char* name) const {
    damaged("hold '" + std::string(name) + "' with another type than it was written with");
  }

  std::string release_;
};

ReleasedTable read_table(const Reader& reader, const rapidjson::Value& table) {
  return {reader.required(table, "id"),       reader.required(table, "title_it"),
          reader.required(table, "title_en"), reader.number(table, "cells"),
          reader.number(table, "hidden"),     reader.share(table, "share_hidden"),
          reader.not_additive(table),         reader.text(table, "withheld")};
}

void read_senders(const Reader& reader, const rapidjson::Value& senders, ReleaseMetadata& out) {
  out.compares_senders = true;
  out.compared_with = reader.text(senders, "compared_with");
  const auto add = [&](const char* list, const char* code, std::vector<ReleaseMetadata::Sender>& to) {
    reader.each(senders, list, [&](const rapidjson::Value& entry) {
      to.push_back(
          {reader.required(entry, code), reader.text(entry, "name"), reader.required(entry, "fall")});
    });
  };
  add("sources", "source", out.sources);
  add("comuni", "comune", out.comuni);
}

}  // namespace

ReleaseMetadata read_release_metadata(const std::string& release, std::string_view json) {
  const Reader reader(release);
  rapidjson::Document document;
  document.Parse(json.data(), json.size());
  if (document.HasParseError() || !document.IsObject()) reader.damaged("cannot be read");
  if (reader.find(document, "tables") == nullptr) reader.damaged("name no tables");
  ReleaseMetadata out;
  reader.each(document, "tables",
              [&](const auto& table) { out.tables.push_back(read_table(reader, table)); });
  reader.each(document, "hidden_totals", [&](const auto& entry) {
    out.hidden_totals.push_back(
        {reader.required(entry, "table"), reader.text(entry, "coarser"), reader.texts(entry, "cells")});
  });
  out.coverage = reader.percentages(document, "coverage");
  out.rules = reader.text(document, "rules");
  out.guarantee = reader.text(document, "guarantee");
  if (const auto* senders = reader.find(document, "senders")) read_senders(reader, *senders, out);
  reader.each(document, "left_out", [&](const auto& entry) {
    out.left_out.push_back({reader.required(entry, "id"), reader.required(entry, "reason")});
  });
  return out;
}

}  // namespace raccordo::aggregate
