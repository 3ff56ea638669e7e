#include "app/http/exchange_sink.hpp"

#include <utility>

#include "app/audit/audit_trail.hpp"
#include "app/exchange/exchange_json.hpp"
#include "app/exchange/new_exchange.hpp"
#include "app/exchange/sent_case.hpp"
#include "app/http/answer_language.hpp"
#include "app/http/document_head.hpp"
#include "app/http/failure_problem.hpp"
#include "app/http/request_act.hpp"
#include "app/http/routes.hpp"
#include "app/http/small_body_sink.hpp"
#include "base/log.hpp"
#include "store/interface/wait_for.hpp"

namespace raccordo::app {
namespace {

using Result = store::SentExchange::Result;

base::Result<SendRequest, Problem> read_send(const Service& service,
                                             const std::shared_ptr<const Request>& request) {
  const AskedExchange asked{request->asked("to"),      request->asked("source"),
                            request->asked("purpose"), request->asked("legal_basis"),
                            request->asked("expires"), request->head.header("raccordo-contact")};
  auto order = read_order(asked, *request->client, request->tables->book().clients, service.clock.now());
  if (!order) return order.error();
  const auto* rules = request->tables->book().find(order->source);
  if (rules == nullptr)
    return Problem{"unknown-source", "There is no source " + order->source + "; /v1/whoami names yours."};
  const auto format = format_of_body(*request, order->source, rules->profile);
  if (!format) return format.error();
  auto key = idempotency_key_of(*request, service.keys);
  if (!key) return key.error();
  return SendRequest{request, std::move(*order), *format, std::move(*key)};
}

net::Response answer_sent(const Service& service, const SendRequest& send, const store::SentExchange& sent,
                          const SentCase& read) {
  const auto& request = *send.request;
  if (sent.result == Result::key_mismatch) return problem_response(request, {"idempotency-mismatch", ""});
  if (sent.result == Result::key_spent) return problem_response(request, {"idempotency-spent", ""});
  const auto row = as_of(sent.row, service.clock.now());
  const auto language = language_of(request);
  auto response =
      json_in(language, sent.status, exchange_json(row, service.keys.sealer, read.issues, language));
  response.headers.emplace_back("location", "/v1/exchanges/" + row.id);
  if (sent.result == Result::replayed) response.headers.emplace_back("idempotency-replayed", "true");
  return response;
}

bool is_restricted(Service& service, const SentCase& read) {
  auto pseudonyms = read.former;
  pseudonyms.push_back(read.pseudonym);
  return !service.store.held().trail_of(pseudonyms).restrictions.empty();
}

/// Audited, so that nobody finds out without a trace whose data are restricted. A restriction that begins
/// right now is found when the case is to be fetched.
net::Response refuse_restricted(Service& service, const SendRequest& send) {
  auto event = act_of(*send.request, service.clock, "exchange.restricted", "");
  event.details.emplace("to", send.order.recipient);
  append_audit(service.store, std::move(event));
  return problem_response(
      *send.request, {"person-restricted",
                      "The processing of this person's data is restricted (art. 18 GDPR), so the case is "
                      "not passed on: nothing was kept. Ask the data protection officer."});
}

net::Response send_case(Service& service, const SendRequest& send, std::string_view body) {
  const auto& request = *send.request;
  const auto read = read_sent_case({request.tables.get(), &service.keys, &service.clock, request.client.get(),
                                    send.order.source, send.format, body});
  if (!read) return problem_response(request, read.error());
  if (is_restricted(service, *read)) return refuse_restricted(service, send);
  auto exchange = seal_exchange({send.order, *read, body, send.format, request.client->name, send.key},
                                service.keys, service.clock.now());
  auto event = act_of(request, service.clock, "exchange.send", exchange.row.id);
  event.at = exchange.row.sent_at;
  event.details.insert({{"to", exchange.row.recipient}, {"purpose", exchange.row.purpose}});
  if (!exchange.row.office.empty()) event.details.emplace("office", exchange.row.office);
  const auto sent = wait_for<store::SentExchange>([&](store::Done<store::SentExchange> done) {
    service.store.exchanges().send(std::move(exchange), std::move(event), std::move(done));
  });
  return answer_sent(service, send, sent, *read);
}

net::Response send_or_fail(Service& service, const SendRequest& send, std::string_view body) {
  try {
    return send_case(service, send, body);
  } catch (const std::exception& error) {
    base::log(base::LogLevel::error, "exchange-failed",
              {{base::LogField::request_id, send.request->head.request_id},
               {base::LogField::source, send.order.source},
               {base::LogField::reason, std::string(error.what())}});
    return problem_response(*send.request, problem_of_failure("unavailable"));
  }
}

}  // namespace

std::variant<net::Response, std::unique_ptr<net::BodySink>> begin_exchange(
    Service& service, std::shared_ptr<const Request> request) {
  const auto held = std::move(request);  // also if it cannot be sent
  const auto& asked = *held;
  auto send = read_send(service, held);
  if (!send) return problem_response(asked, send.error());
  const auto coding = coding_of_body(asked);
  if (!coding) return problem_response(asked, coding.error());
  auto admitted = service.admission.enter(asked.client->name);
  if (auto* refusal = std::get_if<intake::Refusal>(&admitted)) return refuse_admission(asked, *refusal);
  return std::make_unique<ExchangeSink>(service, std::move(*send), *coding,
                                        std::move(std::get<intake::Ticket>(admitted)));
}

ExchangeSink::ExchangeSink(Service& service, SendRequest send, intake::ContentCoding coding,
                           intake::Ticket ticket)
    : service_(service),
      send_(std::make_shared<const SendRequest>(std::move(send))),
      decompressor_(intake::Decompressor::make(coding, {.plain_bytes = limit()})),
      ticket_(std::make_shared<intake::Ticket>(std::move(ticket))) {}

std::optional<net::Response> ExchangeSink::refuse(intake::DecompressState state) {
  const auto& request = *send_->request;
  auto refused = no_memory_ ? std::optional(refuse_admission(request, service_.admission.out_of_memory()))
                            : refuse_coding(request, state, limit());
  if (refused) note_answer(service_, request, *refused);
  return refused;
}

std::optional<net::Response> ExchangeSink::write(std::string_view bytes) {
  return refuse(decompressor_->write(bytes, [this](std::string_view plain) {
    no_memory_ = !ticket_->grow(plain.size());
    if (!no_memory_) body_ += plain;
    return !no_memory_;
  }));
}

void ExchangeSink::complete(net::Responder responder) {
  if (auto refused = refuse(decompressor_->finish())) return responder(std::move(*refused));
  const auto& request = send_->request;
  const auto offer = service_.lanes[Lane::changes].offer(
      request->client->name, 1,
      [&service = service_, send = send_, ticket = ticket_, body = std::move(body_), responder] {
        auto response = send_or_fail(service, *send, body);
        note_answer(service, *send->request, response);
        ticket->release_bytes();
        responder(std::move(response));
      });
  if (offer == WorkerPool::Offer::taken) return;
  auto refused = lane_full(*request, Lane::changes, offer);
  note_answer(service_, *request, refused);
  responder(std::move(refused));
}

}  // namespace raccordo::app
