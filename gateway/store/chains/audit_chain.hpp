// The audit chain: acts of people and of the program, each with the hash of the previous one, so that changes
// and deletions are detected. Writers of the store append to it inside their own transaction
// (sqlite/audit.hpp): no act without its entry, no entry without its act.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/digest.hpp"
#include "base/time.hpp"

namespace raccordo::store {

/// The actor of acts of the program itself.
inline constexpr std::string_view kProgram = "raccordo";

/// One act. No identifier of a person, name or payload: neither in `object` nor in `details`.
struct AuditEvent {
  base::Instant at;
  std::string actor;   ///< name of a client, `cli:<unix user>`, or `raccordo` for the program itself
  std::string action;  ///< `subject.verb`, such as `table.approve`, `replay.start`, `release.publish`
  std::string object;  ///< the object of the act: `bergamo/intervention`, an id
  std::string reason;  ///< as the actor gave it; "" where none is asked
  std::map<std::string, std::string> details;  ///< `version` -> `8` and the like
};

struct AuditEntry {
  std::int64_t seq = 0;  ///< from 1, without gaps
  AuditEvent event;
  base::Digest hash{};
};

/// The chain up to one entry: a copy kept elsewhere shows whether all entries up to it are unchanged.
struct AuditHead {
  std::int64_t seq = 0;  ///< 0: the chain is empty
  base::Digest hash{};
  base::Instant at;
};

/// `1234:` and the hash in hex: how a head is written in releases and on the command line.
std::string to_string(const AuditHead& head);
/// Reads to_string's form.
std::optional<AuditHead> parse_head(std::string_view text);

/// The bytes that are hashed: JSON with members in fixed order. Same event: same bytes.
std::string canonical(const AuditEvent& event);
/// The members of `details` as JSON: the stored form, and the only form that is accepted when reading.
std::string details_json(const AuditEvent& event);
/// SHA-256 over the previous hash, the number and the event. The first entry follows 32 zero bytes.
base::Digest chain_hash(const base::Digest& before, std::int64_t seq, const AuditEvent& event);

}  // namespace raccordo::store
