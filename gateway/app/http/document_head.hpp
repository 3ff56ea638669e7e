// What the head of a request says about a document in its body, and the answers to one that cannot be read:
// for submissions and exchanges alike.
#pragma once

#include <optional>
#include <string>

#include "app/http/request.hpp"
#include "app/problem/problem.hpp"
#include "app/rules/keyring.hpp"
#include "base/result.hpp"
#include "codecs/profile.hpp"
#include "intake/admission.hpp"
#include "intake/decompress.hpp"
#include "net/http.hpp"

namespace raccordo::app {

/// The form of the body by its Content-Type; or `unsupported-media-type`.
base::Result<model::DocumentFormat, Problem> format_of_body(const Request& request, const std::string& source,
                                                            const codecs::Profile& profile);
/// Or `unsupported-encoding`.
base::Result<intake::ContentCoding, Problem> coding_of_body(const Request& request);
/// The keyed digest of `Idempotency-Key` in hex, as nothing stores a key as it was sent; nothing without one.
base::Result<std::optional<std::string>, Problem> idempotency_key_of(const Request& request,
                                                                     const Keyring& keys);

net::Response refuse_admission(const Request& request, const intake::Refusal& refusal);
/// Nothing if all is well, or the sink itself stopped. `limit`: bytes of a plain body.
std::optional<net::Response> refuse_coding(const Request& request, intake::DecompressState state,
                                           std::uint64_t limit);

}  // namespace raccordo::app
