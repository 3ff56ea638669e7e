#include "app/audit/audit_trail.hpp"

#include <string>
#include <utility>

#include "base/command_line_user.hpp"
#include "base/invisible_character.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "privacy/identifier_in_text.hpp"
#include "store/interface/wait_for.hpp"

namespace raccordo::app {
namespace {

constexpr std::size_t kDigestShown = 8;  // bytes of a keyed digest shown in place of a record id

std::string in_backquotes(std::string_view member) { return "`" + std::string(member) + "`"; }

}  // namespace

store::AuditEvent act_of_command_line(std::string action, std::string object, std::string reason) {
  return {base::system_clock().now(), base::command_line_user(), std::move(action),
          std::move(object),          std::move(reason),         {}};
}

store::AuditEvent act_of_gateway(const base::Clock& clock, std::string action, std::string object) {
  return {clock.now(), std::string(store::kProgram), std::move(action), std::move(object), "", {}};
}

store::AuditHead append_audit(store::CaseStore& store, store::AuditEvent event) {
  return wait_for<store::AuditHead>(
      [&](store::Done<store::AuditHead> done) { store.audit().append(std::move(event), std::move(done)); });
}

base::Result<std::string, Problem> read_reason(std::string_view text) {
  const auto reason = base::trim(text);
  if (reason.empty()) {
    return Problem{"reason-required", "Give `reason`: why you do this; it is kept in the audit."};
  }
  if (reason.size() > kReasonBytes) {
    return Problem{"bad-reason", "`reason` may have " + std::to_string(kReasonBytes) + " bytes; shorten it."};
  }
  if (auto wrong = fault_in_words("reason", reason)) return std::move(*wrong);
  return {boost::system::in_place_value, reason};
}

std::optional<Problem> fault_in_words(std::string_view member, std::string_view text) {
  if (auto wrong = identifier_in_words(member, text)) return wrong;
  if (base::find_bad_utf8(text)) return Problem{"bad-reason", in_backquotes(member) + " must be UTF-8."};
  if (const auto found = base::invisible_character(text)) {
    return Problem{"bad-reason", in_backquotes(member) + " has the character " + *found +
                                     ", which cannot be seen or changes how the text is shown: give one line "
                                     "without it."};
  }
  return std::nullopt;
}

std::optional<Problem> identifier_in_words(std::string_view member, std::string_view text) {
  if (!privacy::holds_identifier(text)) return std::nullopt;
  return Problem{"bad-reason",
                 in_backquotes(member) +
                     " holds what looks like an identifier of a person; it is kept for years, so say "
                     "why, or name the file by its number, without saying who."};
}

std::string record_name(const base::Hmac& key, std::string_view source, std::string_view record_id) {
  const auto digest = key.compute(record_id);
  return std::string(source) + "/keyed-" + base::to_hex(base::as_bytes(digest).substr(0, kDigestShown));
}

void log_head(const store::AuditHead& head) {
  base::log(base::LogLevel::info, "audit-head",
            {{base::LogField::seq, head.seq},
             {base::LogField::hash, base::to_hex(base::as_bytes(head.hash))},
             {base::LogField::date, base::to_string(base::local_date(head.at))}});
}

std::optional<store::AuditHead> head_of_release(const store::ReleaseRow& row) {
  std::string_view head = row.audit_head;
  if (head.starts_with(store::kFormerHead)) head.remove_prefix(store::kFormerHead.size());
  return store::parse_head(head);
}

std::vector<store::AuditHead> heads_in_releases(store::Releases& store) {
  std::vector<store::AuditHead> heads;
  for (const auto& row : store.releases()) {
    if (const auto head = store::parse_head(row.audit_head)) heads.push_back(*head);
  }
  return heads;
}

}  // namespace raccordo::app
