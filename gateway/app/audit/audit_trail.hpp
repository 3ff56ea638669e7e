// How app tells the audit who did what: the events of callers, of the command line and of the gateway itself,
// the reasons people give, and the heads of the chain that are kept outside the store. Called by routes,
// verbs and background work.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/problem/problem.hpp"
#include "base/result.hpp"
#include "store/interface/case_store.hpp"

namespace raccordo::app {

/// An act of the one who runs a verb.
store::AuditEvent act_of_command_line(std::string action, std::string object, std::string reason = "");
/// What the gateway did by itself.
store::AuditEvent act_of_gateway(const base::Clock& clock, std::string action,
                                 std::string object = "gateway");

/// Appends an act that changes nothing in the store, and waits until it is durable.
store::AuditHead append_audit(store::CaseStore& store, store::AuditEvent event);

/// A reason may have so many bytes.
inline constexpr std::size_t kReasonBytes = 1000;
/// The reason without blanks around it. The problem is `reason-required` or `bad-reason`: too long, with
/// control characters, or naming someone by an identifier.
base::Result<std::string, Problem> read_reason(std::string_view text);
/// What is wrong with a text that may be left out and is kept for years beside an act: a reason, a note.
/// `bad-reason` if it names someone by an identifier; `member` is its name.
std::optional<Problem> fault_in_words(std::string_view member, std::string_view text);

/// How the audit names a record: `bergamo/keyed-` and a keyed digest of its id, for the audit outlives the
/// erasure of the record.
std::string record_name(const base::Hmac& key, std::string_view source, std::string_view record_id);

/// Writes the chain's head to the log: whoever keeps the log can tell later whether entries went.
void log_head(const store::AuditHead& head);
/// The heads kept with finished releases.
std::vector<store::AuditHead> heads_in_releases(store::Releases& store);

}  // namespace raccordo::app
