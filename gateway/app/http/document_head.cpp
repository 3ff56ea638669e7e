#include "app/http/document_head.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "app/http/routes.hpp"
#include "base/text.hpp"
#include "intake/idempotency.hpp"
#include "intake/media_type.hpp"

namespace raccordo::app {
namespace {

using intake::DecompressState;

std::string list_of(std::span<const std::string_view> types) {
  std::string out;
  for (const auto type : types) out += (out.empty() ? "" : ", ") + std::string(type);
  return out;
}

}  // namespace

base::Result<model::DocumentFormat, Problem> format_of_body(const Request& request, const std::string& source,
                                                            const codecs::Profile& profile) {
  const auto format = profile.format();
  const auto content_type = request.head.header("content-type");
  const auto type = intake::match_document(content_type, format);
  if (!type) {
    return Problem{"unsupported-media-type", "Source " + source + " takes " +
                                                 list_of(model::accepted_types(format)) + "; " +
                                                 intake::sent_words("Content-Type", content_type) +
                                                 ". Correct the header, if the document is of such a type."};
  }
  if (model::holds_fhir(format) && !type->fhir_version.empty() && !intake::names_r4(type->fhir_version)) {
    return Problem{"unsupported-media-type", "Source " + source + " takes FHIR R4 (`fhirVersion=4.0`); " +
                                                 intake::sent_words("fhirVersion", type->fhir_version) +
                                                 ": send the document as R4, and correct the header."};
  }
  const auto encoding = profile.encoding();
  if (!type->charset.empty() && !encoding.empty() && !intake::names_encoding(type->charset, encoding)) {
    return Problem{"unsupported-media-type",
                   "Source " + source + " sends " + encoding + ", but " +
                       intake::sent_words("charset", type->charset) +
                       ": correct the header, or send the document in that encoding."};
  }
  return type->format;
}

base::Result<intake::ContentCoding, Problem> coding_of_body(const Request& request) {
  const auto sent = request.head.header("content-encoding");
  if (const auto coding = intake::parse_content_coding(sent)) return *coding;
  return Problem{"unsupported-encoding", "Content-Encoding must be identity, gzip or zstd; " +
                                             intake::sent_words("Content-Encoding", sent) + "."};
}

base::Result<std::optional<std::string>, Problem> idempotency_key_of(const Request& request,
                                                                     const Keyring& keys) {
  const auto key = request.head.header("idempotency-key");
  if (key.empty()) {
    const auto& headers = request.head.headers;
    const bool is_sent = std::any_of(headers.begin(), headers.end(), [](const net::Header& header) {
      return header.first == "idempotency-key";
    });
    if (!is_sent) return std::optional<std::string>();
    return Problem{"bad-request",
                   "`Idempotency-Key` is empty, so it cannot recognise a repetition: send 1 to 255 visible "
                   "ASCII characters, or leave the header out."};
  }
  if (!intake::is_idempotency_key(key))
    return Problem{"bad-request", "`Idempotency-Key` must be 1 to 255 visible ASCII characters."};
  return std::optional(base::to_hex(base::as_bytes(keys.renewed(keys.names.compute(key)))));
}

net::Response refuse_admission(const Request& request, const intake::Refusal& refusal) {
  auto response = problem_response(
      request,
      {refusal.status == 429 ? "too-many-requests" : "overloaded",
       refusal.status == 429 ? "This client has too many submissions in progress; wait for their answers."
                             : "The gateway is overloaded; send again later.",
       {},
       "",
       static_cast<int>(refusal.retry_after.count())});
  for (auto& header : refusal.headers()) {
    if (header.first != "Retry-After") response.headers.push_back(std::move(header));
  }
  return response;
}

std::optional<net::Response> refuse_coding(const Request& request, DecompressState state,
                                           std::uint64_t limit) {
  switch (state) {
    case DecompressState::going:
    case DecompressState::stopped:
      return std::nullopt;
    case DecompressState::too_large:
      return problem_response(request,
                              {"body-too-large", "A body may have " + std::to_string(limit) +
                                                     " bytes once decompressed; send smaller documents."});
    case DecompressState::ratio:
      return problem_response(request, {"compressed-bomb", ""});
    case DecompressState::corrupt:
    case DecompressState::truncated:
      break;
  }
  return problem_response(
      request,
      {"malformed-document", "The body is no whole " + std::string(request.head.header("content-encoding")) +
                                 " stream: compress it again. Nothing was stored."});
}

}  // namespace raccordo::app
