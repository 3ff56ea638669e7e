// Audit events of app: of callers, of the command line and of the gateway itself, the reasons people give,
// and the heads of the chain kept outside the store. Called by routes, verbs and background work.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/problem/problem.hpp"
#include "base/result.hpp"
#include "store/interface/case_store.hpp"

namespace raccordo::app {

/// An act of the person who runs a verb.
store::AuditEvent act_of_command_line(std::string action, std::string object, std::string reason = "");
/// An act of the gateway itself.
store::AuditEvent act_of_gateway(const base::Clock& clock, std::string action,
                                 std::string object = "gateway");

/// Appends an act that changes nothing in the store, and waits until it is durable.
store::AuditHead append_audit(store::CaseStore& store, store::AuditEvent event);

/// Maximum length of a reason in bytes.
inline constexpr std::size_t kReasonBytes = 1000;
/// The reason without surrounding blanks. The problem is `reason-required` or `bad-reason`: too long, or
/// as in fault_in_words.
base::Result<std::string, Problem> read_reason(std::string_view text);
/// Checks an optional text that is stored for years with an act: a reason, a note. `bad-reason` if it
/// contains the identifier of a person, or a character that cannot be seen or changes how the text is shown
/// (base/invisible_character.hpp; line ends too); `member` is its name.
std::optional<Problem> fault_in_words(std::string_view member, std::string_view text);
/// The same for codes of a source, which may have any characters: only identifiers of persons are refused.
std::optional<Problem> identifier_in_words(std::string_view member, std::string_view text);

/// The name of a record in the audit: `bergamo/keyed-` and a keyed digest of its id, because the audit
/// outlives the erasure of the record.
std::string record_name(const base::Hmac& key, std::string_view source, std::string_view record_id);

/// Logs the chain's head: with the log, missing entries can be detected later.
void log_head(const store::AuditHead& head);
/// The head stored with a release; of one that a restore entered, that of the audit which was lost.
std::optional<store::AuditHead> head_of_release(const store::ReleaseRow& row);
/// The heads stored with finished releases, without those of an audit that was lost.
std::vector<store::AuditHead> heads_in_releases(store::Releases& store);

}  // namespace raccordo::app
