// Canonical forms of the names in certificates, so that a hand-written entry of clients.yaml matches the
// certificate. Used by clients and clients_file.
#pragma once

#include <string>
#include <string_view>

namespace raccordo::intake {

/// Lower-case hex without colons and blanks; "" if it is not 32 bytes of hex.
std::string canonical_fingerprint(std::string_view text);

/// RFC 4514 without blanks around separators, attribute types in upper case; values as they are.
std::string canonical_distinguished_name(std::string_view text);

/// `dns:`, `email:` (lower case) or `uri:` (as it is). Without a kind, a name with `@` is an e-mail address,
/// one with `://` a URI, another a DNS name. "" if nothing is left.
std::string canonical_san(std::string_view text);

}  // namespace raccordo::intake
