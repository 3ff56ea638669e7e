#include "app/http/submission_sink.hpp"

#include <algorithm>
#include <array>

#include "app/audit/audit_trail.hpp"
#include "app/http/document_head.hpp"
#include "app/http/fhir_requests.hpp"
#include "app/http/routes.hpp"
#include "app/http/small_body_sink.hpp"
#include "app/http/submission.hpp"
#include "base/digest.hpp"
#include "base/https_url.hpp"
#include "base/text.hpp"
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

/// `X-ReplyTo` of ModI (NONBLOCK_PUSH_REST): where the end of this submission is told. It makes the
/// submission one that is answered 202.
std::optional<Problem> read_reply_to(const Request& request, SubmissionOrder& order) {
  const auto& headers = request.head.headers;
  const auto count = std::count_if(headers.begin(), headers.end(),
                                   [](const auto& each) { return each.first == "x-replyto"; });
  if (count == 0) return std::nullopt;
  const auto refuse = [](const std::string& why) {
    return Problem{"reply-to-outside", "`X-ReplyTo` " + why + "."};
  };
  if (count > 1) return refuse("is sent more than once; send one address");
  const auto sent = request.head.header("x-replyto");
  const auto& webhook = request.client->webhook;
  if (!webhook)
    return refuse("needs a webhook of this client in the configuration of the gateway; there is none");
  const auto url = base::read_https_url(sent);
  if (!url) return refuse("cannot be called: " + url.error().message);
  if (!base::lies_below(*url, webhook->url)) return refuse("does not lie below the webhook of this client");
  if (identifier_in_words("X-ReplyTo", url->path))
    return refuse("holds what looks like an identifier of a person");
  order.reply_to = url->text();
  order.respond_async = true;
  return std::nullopt;
}

/// Whether the path is one of FHIR: /fhir, /fhir/$validate, /fhir/Bundle/$validate.
bool is_fhir_path(std::string_view path) { return path.starts_with("/fhir"); }

/// What cannot be kept of a request to the base of FHIR: conditions in its head, and parameters of $validate.
std::optional<Problem> fault_of_fhir_options(const Request& request) {
  for (const std::string_view name : {"if-none-exist", "if-match", "if-none-match"}) {
    if (request.head.header(name).empty()) continue;
    return Problem{
        "bad-request",
        "A condition in the head (`" + std::string(name) +
            "`) is for a single resource; in a Bundle write `ifNoneExist` into the `request` of the "
            "entry."};
  }
  const auto mode = request.asked("mode");
  if (!mode.empty() && mode != "create" && mode != "update")
    return Problem{"bad-request", "`mode` must be create or update; " + intake::sent_words("mode", mode) +
                                      ". Whether a case may be deleted is not checked beforehand."};
  return std::nullopt;
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
  if (is_fhir_path(request.head.path)) {
    if (auto wrong = fault_of_fhir_options(request)) return wrong;
  }
  const auto key = idempotency_key_of(request, keys);
  if (!key) return key.error();
  if (!order.dry_run) order.idempotency_key = *key;
  order.respond_async = prefers(request.head.header("prefer"), "respond-async");
  return read_reply_to(request, order);
}

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
    if (!accepts_fhir(request)) return no_other_fhir();
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
  const auto format = format_of_body(request, order.source, rules->profile);
  if (!format) return format.error();
  order.format = *format;
  if (const auto* protocol = codecs::find_protocol(rules->profile.format())) {
    const std::array<std::string_view, 2> offers = {"application/json", protocol->media_type()};
    const auto accept = intake::accept_of_r4(request.head.header("accept"));
    if (is_fhir || intake::negotiate(accept, offers) == 1U) order.answer_in = protocol;
  }
  return std::nullopt;
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
  const auto coding = coding_of_body(asked);
  if (!coding) return problem_response(asked, coding.error());
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
  return refuse_coding(request, state, request.config().limits.body);
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
