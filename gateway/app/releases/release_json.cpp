#include "app/releases/release_json.hpp"

#include <utility>

#include "app/audit/audit_trail.hpp"
#include "app/problem/translation.hpp"
#include "app/releases/origins.hpp"
#include "base/json.hpp"
#include "base/stored_damage.hpp"
#include "base/text.hpp"

namespace raccordo::app {
namespace {

/// The members of a release as it is shown: each name once, whatever its stored metadata hold.
class Members {
 public:
  explicit Members(const std::string& metadata) {
    if (!metadata.empty()) document_.Parse(metadata.c_str());
    is_damaged_ = !metadata.empty() && (document_.HasParseError() || !document_.IsObject());
    if (!document_.IsObject()) document_.SetObject();
  }
  bool is_damaged() const { return is_damaged_; }
  void set(const char* name, rapidjson::Value value) {
    while (document_.RemoveMember(name)) {
    }
    document_.AddMember(rapidjson::Value(name, allocator()), std::move(value), allocator());
  }
  void set_text(const char* name, const std::string& value) {
    if (!value.empty()) set(name, text(value));
  }
  /// Why tables were left out.
  void say_reasons_in(Language language) {
    const auto list = document_.FindMember("left_out");
    if (list == document_.MemberEnd() || !list->value.IsArray()) return;
    for (auto& table : list->value.GetArray()) {
      const auto reason = table.IsObject() ? table.FindMember("reason") : rapidjson::Value::MemberIterator();
      if (!table.IsObject() || reason == table.MemberEnd() || !reason->value.IsString()) continue;
      if (const auto said = translated(reason->value.GetString(), language)) reason->value = text(*said);
    }
  }
  rapidjson::Value text(const std::string& value) { return {value.c_str(), allocator()}; }
  rapidjson::Document::AllocatorType& allocator() { return document_.GetAllocator(); }
  std::string write() const {
    base::JsonBuffer buffer;
    base::JsonWriter writer(buffer);
    document_.Accept(writer);
    return std::string(base::view(buffer));
  }

 private:
  rapidjson::Document document_;
  bool is_damaged_ = false;
};

/// Why it was refused, or that its metadata cannot be read.
std::string reason_in(const store::ReleaseRow& row, bool is_damaged, Language language) {
  const auto english = is_damaged
                           ? "The stored metadata of this release cannot be read: `raccordo release verify " +
                                 row.id + "` tells what is damaged."
                           : row.reason;
  return translated(english, language).value_or(english);
}

}  // namespace

std::string release_json(const store::ReleaseRow& row, Audience audience, Language language) {
  Members members(row.metadata);
  if (members.is_damaged() && audience == Audience::open)
    throw base::StoredDamage("the metadata of release " + row.id + " cannot be read");
  members.say_reasons_in(language);
  members.set_text("id", row.id);
  members.set_text("period", row.period);
  members.set_text("state", row.state);
  if (audience != Audience::open) {
    members.set_text("reason", reason_in(row, members.is_damaged(), language));
    members.set_text("note", row.note);
  }
  members.set_text("revision_date", row.revision_date);
  members.set_text("created_at", base::to_string(row.created_at));
  members.set("published", rapidjson::Value(row.published_at.has_value()));
  if (row.published_at) members.set_text("published_at", base::to_string(*row.published_at));
  if (row.ledger_row > 0) {
    rapidjson::Value ledger(rapidjson::kObjectType);
    ledger.AddMember("row", row.ledger_row, members.allocator());
    ledger.AddMember("hash", members.text(row.ledger_hash), members.allocator());
    members.set("ledger", std::move(ledger));
  }
  if (const auto head = head_of_release(row)) {
    rapidjson::Value audit(rapidjson::kObjectType);
    if (audience == Audience::administrators) audit.AddMember("seq", head->seq, members.allocator());
    audit.AddMember("hash", members.text(base::to_hex(base::as_bytes(head->hash))), members.allocator());
    members.set("audit_head", std::move(audit));
  }
  return members.write();
}

}  // namespace raccordo::app
