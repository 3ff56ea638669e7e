#include "app/http/submission_sink.hpp"

#include <array>

#include "app/http/routes.hpp"
#include "app/http/small_body_sink.hpp"
#include "app/http/submission.hpp"
#include "base/digest.hpp"
#include "base/text.hpp"
#include "intake/idempotency.hpp"
#include "intake/media_type.hpp"

namespace raccordo::app {
namespace {

using intake::DecompressState;

/// Whether a Prefer header (RFC 7240) lists a preference that needs no value.
bool prefers(std::string_view header, std::string_view preference) {
  for (const auto part : base::split(header, ',')) {
    const auto name = part.substr(0, part.find_first_of(";="));
    if (base::to_lower_ascii(base::trim(name)) == preference) return true;
  }
  return false;
}

/// Reads `?dry_run=` and `?on_unmapped=` and the header fields; a problem if one is wrong. `keys` make the
/// digest of the idempotency key.
std::optional<Problem> read_options(const Request& request, const Keyring& keys, SubmissionOrder& order) {
  const auto dry_run = flag_asked(request, "dry_run");
  if (!dry_run) return dry_run.error();
  order.dry_run = dry_run->value_or(false) || is_validation(request);
  const auto on_unmapped = request.asked("on_unmapped");
  if (!on_unmapped.empty() && on_unmapped != "reject" && on_unmapped != "quarantine") {
    return Problem{"bad-request", "`on_unmapped` must be reject or quarantine; " +
                                      intake::sent_words("on_unmapped", on_unmapped) + "."};
  }
  if (on_unmapped == "reject") order.on_unmapped = model::OnUnmapped::reject;
  const auto key = request.head.header("idempotency-key");
  if (!key.empty()) {
    if (!intake::is_idempotency_key(key)) {
      return Problem{"bad-request", "`Idempotency-Key` must be 1 to 255 visible ASCII characters."};
    }
    if (!order.dry_run)
      order.idempotency_key = base::to_hex(base::as_bytes(keys.renewed(keys.names.compute(key))));
  }
  order.respond_async = prefers(request.head.header("prefer"), "respond-async");
  return std::nullopt;
}

std::string list_of(std::span<const std::string_view> types) {
  std::string out;
  for (const auto type : types) out += (out.empty() ? "" : ", ") + std::string(type);
  return out;
}

/// Whether the path is one of FHIR: /fhir, /fhir/$validate, /fhir/Bundle/$validate.
bool is_fhir_path(std::string_view path) { return path.starts_with("/fhir"); }

/// Finds the only source of the caller that takes FHIR; a problem if it has none or several.
std::optional<Problem> find_fhir_source(const Request& request, std::string& found) {
  for (const auto& source : request.client->sources) {
    const auto* rules = request.tables->book().find(source);
    if (rules == nullptr || !model::holds_fhir(rules->profile.format())) continue;
    if (!found.empty()) {
      return Problem{"bad-request",
                     "This client has several sources that take FHIR; post to "
                     "/v1/sources/{source}/submissions of the one that is meant."};
    }
    found = source;
  }
  if (found.empty()) {
    return Problem{"unknown-source",
                   "This client has no source that takes FHIR; /v1/whoami names its sources."};
  }
  return std::nullopt;
}

/// Fills source and format; a problem if the caller has no right or the media type does not match.
std::optional<Problem> read_target(const Request& request, SubmissionOrder& order) {
  const bool is_fhir = is_fhir_path(request.head.path);
  if (is_fhir) {
    if (auto problem = find_fhir_source(request, order.source)) return problem;
  } else {
    order.source = request.parameter("source");
  }
  const auto* rules = request.tables->book().find(order.source);
  if (rules == nullptr) {
    return Problem{"unknown-source", "There is no source " + order.source + "; /v1/whoami names yours."};
  }
  if (!request.client->may_submit(order.source)) {
    return Problem{"missing-right", "This client may not submit for source " + order.source + "."};
  }
  const auto format = rules->profile.format();
  const auto content_type = request.head.header("content-type");
  const auto type = intake::match_document(content_type, format);
  if (!type) {
    return Problem{"unsupported-media-type", "Source " + order.source + " takes " +
                                                 list_of(model::accepted_types(format)) + "; " +
                                                 intake::sent_words("Content-Type", content_type) +
                                                 ". Correct the header, if the document is of such a type."};
  }
  const auto encoding = rules->profile.encoding();
  if (!type->charset.empty() && !encoding.empty() && !intake::names_encoding(type->charset, encoding)) {
    return Problem{"unsupported-media-type",
                   "Source " + order.source + " sends " + encoding + ", but " +
                       intake::sent_words("charset", type->charset) +
                       ": correct the header, or send the document in that encoding."};
  }
  order.format = type->format;
  if (const auto* protocol = codecs::find_protocol(format)) {
    const std::array<std::string_view, 2> offers = {"application/json", protocol->media_type()};
    if (is_fhir || intake::negotiate(request.head.header("accept"), offers) == 1U) order.answer_in = protocol;
  }
  return std::nullopt;
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

/// The spool has no room for the body.
net::Response refuse_room(const Request& request, intake::SpoolRoom room) {
  constexpr int kLater = 60;
  const auto& limits = request.config().limits;
  return problem_response(
      request,
      {"spool-full",
       room == intake::SpoolRoom::client_full
           ? "The bodies of this client that wait to be processed fill its share of the disk (" +
                 std::to_string(limits.spool) +
                 " bytes, `limits.spool`); nothing was stored. Send again once some are processed."
           : "The disk of the gateway has no room for this body (" + std::to_string(limits.spool_reserve) +
                 " bytes stay free, `limits.spool_reserve`); nothing was stored. Send again later.",
       {},
       "",
       kLater});
}

/// Bytes that will be spooled, as far as the head says; 0 if none or unknown.
std::uint64_t announced_for_disk(const SubmissionOrder& order) {
  const auto length = order.request->head.content_length.value_or(0);
  const bool spooled = order.respond_async || length > order.request->config().limits.async_threshold;
  return spooled ? length : 0;
}

}  // namespace

std::variant<net::Response, std::unique_ptr<net::BodySink>> begin_submission(
    Service& service, std::shared_ptr<const Request> request) {
  SubmissionOrder order;
  order.request = std::move(request);
  const auto& asked = *order.request;
  auto problem = read_target(asked, order);
  if (!problem) problem = read_options(asked, service.keys, order);
  if (problem) return problem_response(asked, *problem);
  const auto coding = intake::parse_content_coding(asked.head.header("content-encoding"));
  if (!coding) {
    return problem_response(
        asked, {"unsupported-encoding",
                "Content-Encoding must be identity, gzip or zstd; " +
                    intake::sent_words("Content-Encoding", asked.head.header("content-encoding")) + "."});
  }
  if (const auto bytes = announced_for_disk(order); bytes > 0) {
    const auto room = service.spool.room(asked.client->name, bytes);
    if (room != intake::SpoolRoom::free) return refuse_room(asked, room);
  }
  auto admitted = service.admission.enter(asked.client->name);
  if (auto* refusal = std::get_if<intake::Refusal>(&admitted)) return refuse_admission(asked, *refusal);
  return std::make_unique<SubmissionSink>(service, std::move(order), *coding,
                                          std::move(std::get<intake::Ticket>(admitted)));
}

SubmissionSink::SubmissionSink(Service& service, SubmissionOrder order, intake::ContentCoding coding,
                               intake::Ticket ticket)
    : service_(service),
      order_(std::move(order)),
      decompressor_(
          intake::Decompressor::make(coding, {.plain_bytes = order_.request->config().limits.body})),
      ticket_(std::make_shared<intake::Ticket>(std::move(ticket))) {}

std::optional<net::Response> SubmissionSink::write(std::string_view bytes) {
  const auto state = decompressor_->write(bytes, [this](std::string_view plain) { return take(plain); });
  auto refused = room_ == intake::SpoolRoom::free ? refuse(state) : refuse_room(*order_.request, room_);
  if (refused) note_answer(service_, *order_.request, *refused);
  return refused;
}

bool SubmissionSink::has_room(std::uint64_t bytes) {
  room_ = service_.spool.room(order_.request->client->name, bytes);
  return room_ == intake::SpoolRoom::free;
}

bool SubmissionSink::take(std::string_view plain) {
  if (order_.idempotency_key) digest_.update(plain);
  if (body_.spooled) {
    if (!has_room(plain.size())) return false;
    body_.spooled->write(plain);
    return true;
  }
  const bool fits = body_.bytes.size() + plain.size() <= order_.request->config().limits.async_threshold;
  if (fits && ticket_->grow(plain.size())) {
    body_.bytes += plain;
    return true;
  }
  if (!has_room(body_.bytes.size() + plain.size())) return false;
  body_.spooled = service_.spool.create(service_.clock.now(), order_.request->client->name);
  body_.spooled->write(body_.bytes);
  body_.spooled->write(plain);
  std::string().swap(body_.bytes);
  ticket_->release_bytes();
  return true;
}

std::optional<net::Response> SubmissionSink::refuse(DecompressState state) const {
  const auto& request = *order_.request;
  switch (state) {
    case DecompressState::going:
    case DecompressState::stopped:
      return std::nullopt;
    case DecompressState::too_large:
      return problem_response(
          request, {"body-too-large", "A body may have " + std::to_string(request.config().limits.body) +
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

void SubmissionSink::complete(net::Responder responder) {
  if (auto refused = refuse(decompressor_->finish())) {
    note_answer(service_, *order_.request, *refused);
    return responder(std::move(*refused));
  }
  if (order_.idempotency_key) {
    const auto plain = digest_.finish();
    body_.digest = service_.keys.renewed(service_.keys.names.compute(base::as_bytes(plain)));
  }
  start_submission(service_, std::move(order_), std::move(body_), std::move(ticket_), std::move(responder));
}

}  // namespace raccordo::app
