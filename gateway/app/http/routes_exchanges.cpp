#include <array>
#include <utility>

#include "app/backup/journal.hpp"
#include "app/exchange/exchange_document.hpp"
#include "app/exchange/exchange_json.hpp"
#include "app/exchange/exchange_order.hpp"
#include "app/exchange/sealed_exchange.hpp"
#include "app/forms/body_reader.hpp"
#include "app/http/exchange_sink.hpp"
#include "app/http/request_act.hpp"
#include "app/http/routes.hpp"
#include "intake/media_type.hpp"
#include "store/interface/wait_for.hpp"

namespace raccordo::app {
namespace {

using Stepped = std::optional<store::SteppedExchange>;
using RowOrAnswer = base::Result<store::ExchangeRow, net::Response>;

enum class Party : std::uint8_t { sender, recipient };

net::Response no_exchange(const Request& request) {
  return not_found(request, "There is no exchange of that id to or from this client.");
}

/// The exchange of the path, if the caller is a party of it.
RowOrAnswer find_mine(Service& service, const Request& request) {
  const auto& name = request.client->name;
  auto row = service.store.exchanges().find(request.parameter("id"));
  if (!row || (row->sender != name && row->recipient != name)) return no_exchange(request);
  return as_of(std::move(*row), service.clock.now());
}

/// The same, for an act of one party alone.
RowOrAnswer find_as(Service& service, const Request& request, Party party) {
  auto row = find_mine(service, request);
  if (!row) return row;
  const auto& actor = party == Party::sender ? row->sender : row->recipient;
  if (actor == request.client->name) return row;
  return problem_response(
      request, {"exchange-other-party",
                party == Party::sender ? "Only the sender may do this." : "Only the recipient may do this."});
}

/// Whether the configuration still allows what it allowed when the exchange was sent.
bool is_still_allowed(const Request& request, const store::ExchangeRow& row) {
  const auto* sender = request.tables->book().clients.by_name(row.sender);
  return sender != nullptr && request.client->exchanges_with(*sender);
}

net::Response not_allowed(const Request& request) {
  return problem_response(request, {"exchange-not-allowed",
                                    "The configuration no longer allows exchanges between the two bodies."});
}

net::Response restricted(const Request& request) {
  return problem_response(request, {"person-restricted",
                                    "The processing of this person's data is restricted (art. 18 GDPR): the "
                                    "case is neither handed over nor taken over until the restriction is "
                                    "lifted. Refusing it or withdrawing it is possible."});
}

net::Response ended(const Request& request, const store::ExchangeRow& row) {
  return problem_response(
      request, {"exchange-ended", "The exchange is " + std::string(store::to_string(row.state)) +
                                      (row.ended_at ? " since " + base::to_string(*row.ended_at) : "") +
                                      ": nothing was changed."});
}

/// Why the store did not take a step: the state did not allow it, or else a restriction.
net::Response undone(const Request& request, const store::ExchangeRow& row, store::ExchangeAct act) {
  return store::next_state(row.state, act) ? restricted(request) : ended(request, row);
}

base::Result<store::ExchangeFilter, Problem> filter_of(const Service& service, const Request& request) {
  store::ExchangeFilter filter;
  filter.now = service.clock.now();
  const auto box = request.asked("box");
  if (!box.empty() && box != "in" && box != "out")
    return Problem{"bad-request", "`box` must be in or out; " + intake::sent_words("box", box) + "."};
  (box == "out" ? filter.sender : filter.recipient) = request.client->name;
  filter.office = request.asked("office");
  filter.purpose = request.asked("purpose");
  if (!filter.purpose.empty() && !is_exchange_purpose(filter.purpose))
    return Problem{"bad-request", "`purpose` must be transfer, joint-charge or information."};
  const auto state = request.asked("state");
  filter.state = store::parse_exchange_state(state);
  if (!state.empty() && !filter.state) {
    return Problem{"bad-request", "`state` must be SENT, FETCHED, ACCEPTED, REFUSED, EXPIRED or WITHDRAWN."};
  }
  return filter;
}

net::Response answer_list(Service& service, const Request& request, const std::string&) {
  const auto paging = paging_of(service, request);
  if (!paging) return problem_response(request, paging.error());
  const auto filter = filter_of(service, request);
  if (!filter) return problem_response(request, filter.error());
  auto page = service.store.exchanges().list(*filter, paging->limit, paging->cursor);
  for (auto& row : page.items) row = as_of(std::move(row), filter->now);
  std::vector<store::UnreadExchanges> unread;
  const bool is_in = filter->sender.empty();
  if (is_in) unread = service.store.exchanges().unread(request.client->name, filter->now);
  return json_response(200, exchanges_json(page.items, next_of(service, request, page.next),
                                           is_in ? &unread : nullptr, service.keys.sealer));
}

net::Response answer_one(Service& service, const Request& request, const std::string&) {
  auto row = find_mine(service, request);
  if (!row) return row.error();
  return json_response(200, exchange_json(*row, service.keys.sealer));
}

Stepped take_step(Service& service, const Request& request, store::ExchangeStep step,
                  const store::ExchangeRow& row, std::string_view form = "") {
  auto event = act_of(request, service.clock, "exchange." + std::string(store::to_string(step.act)), row.id);
  event.details.insert({{"from", row.sender}, {"to", row.recipient}});
  if (!form.empty()) event.details.emplace("form", form);
  return wait_for<Stepped>([&](store::Done<Stepped> done) {
    service.store.exchanges().step(std::move(step), std::move(event), std::move(done));
  });
}

struct AskedForm {
  ExchangeForm form = ExchangeForm::shared_json;
  std::string_view media_type = "application/json", name = "json";
};

/// The form by Accept, `codes` and `as`.
base::Result<AskedForm, Problem> form_of(const Request& request) {
  constexpr std::array<std::string_view, 3> kOffers = {"application/json", "application/hl7-v3+xml",
                                                       "application/octet-stream"};
  const auto accept = request.head.header("accept");
  // A document that is handed over counts as fetched, so nothing is guessed.
  const auto chosen = intake::is_accept(accept) ? intake::negotiate(accept, kOffers) : std::nullopt;
  if (!chosen)
    return Problem{
        "not-acceptable",
        "A document comes as application/json, application/hl7-v3+xml or application/octet-stream."};
  const auto codes = request.asked("codes");
  const auto as = request.asked("as");
  if (!codes.empty() && codes != "shared" && codes != "own")
    return Problem{"bad-request", "`codes` must be shared or own."};
  if ((codes == "own") == as.empty())
    return Problem{"bad-request", "`codes=own` and `as` with the name of a source go together."};
  if (*chosen != 0 && !codes.empty())
    return Problem{"bad-request", "`codes` and `as` are for application/json alone."};
  if (*chosen == 1) return AskedForm{ExchangeForm::hl7_v3, kOffers[1], "hl7-v3"};
  if (*chosen == 2) return AskedForm{ExchangeForm::original, kOffers[2], "original"};
  if (codes != "own") return AskedForm{};
  if (request.tables->book().find(as) == nullptr)
    return Problem{"unknown-source", "There is no source of the name in `as`; /v1/whoami names yours."};
  if (!request.client->may_submit(as) && !request.client->may_send_on(as))
    return Problem{"missing-right", "The source in `as` is not among the `sources` of this client."};
  return AskedForm{ExchangeForm::own_json, kOffers[0], "json-own"};
}

net::Response answer_document(Service& service, const Request& request, const std::string&) {
  auto row = find_as(service, request, Party::recipient);
  if (!row) return row.error();
  if (row->state != store::ExchangeState::accepted && !is_still_allowed(request, *row))
    return not_allowed(request);
  if (!store::next_state(row->state, store::ExchangeAct::fetch)) return ended(request, *row);
  const auto form = form_of(request);
  if (!form) return problem_response(request, form.error());
  const auto content = service.store.exchanges().content(row->id);
  if (!content) return no_exchange(request);
  auto made =
      exchange_document(*row, *content, form->form, request.asked("as"), *request.tables, service.keys);
  if (!made) return problem_response(request, made.error());
  // A HEAD hands nothing over.
  if (request.head.method != "HEAD") {
    const auto stepped =
        take_step(service, request, {row->id, store::ExchangeAct::fetch, ""}, *row, form->name);
    if (!stepped) return no_exchange(request);
    if (!stepped->done) return undone(request, stepped->row, store::ExchangeAct::fetch);
  }
  net::Response response{200,
                         {{"content-type", std::string(form->media_type)}, {"cache-control", "no-store"}},
                         std::move(made->text)};
  if (made->untranslated)
    response.headers.emplace_back("raccordo-untranslated", std::to_string(*made->untranslated));
  return response;
}

/// The answer to a decision; the journal keeps it, so that a restored backup does not open it again.
net::Response decide(Service& service, const Request& request, const store::ExchangeRow& row,
                     store::ExchangeStep step) {
  const auto act = step.act;
  const auto stepped = take_step(service, request, std::move(step), row);
  if (!stepped) return no_exchange(request);
  if (!stepped->done) return undone(request, stepped->row, act);
  try_journal(service.store, service.keys.sealer, request.config().sqlite);
  return json_response(200, exchange_json(stepped->row, service.keys.sealer));
}

/// Orders are JSON.
std::optional<Problem> fault_of_type(const Request& request, const std::string& body,
                                     std::string_view example) {
  const auto type = request.head.header("content-type");
  if (body.empty() || type.empty() || intake::match_document(type, model::DocumentFormat::json)) return {};
  return Problem{"unsupported-media-type", "Send " + std::string(example) + " as application/json; " +
                                               intake::sent_words("Content-Type", type) +
                                               ". Nothing was changed."};
}

/// Orders without words take an empty body, or an empty object.
std::optional<Problem> read_no_words(const Request& request, const std::string& body) {
  if (auto wrong = fault_of_type(request, body, "an empty body, or {},")) return wrong;
  return body.empty() ? std::nullopt : read_body(body, "{}", {});
}

net::Response answer_accept(Service& service, const Request& request, const std::string& body) {
  if (auto wrong = read_no_words(request, body)) return problem_response(request, *wrong);
  auto row = find_as(service, request, Party::recipient);
  if (!row) return row.error();
  if (store::is_open(row->state) && !is_still_allowed(request, *row)) return not_allowed(request);
  return decide(service, request, *row, {row->id, store::ExchangeAct::accept, ""});
}

net::Response answer_refuse(Service& service, const Request& request, const std::string& body) {
  auto row = find_as(service, request, Party::recipient);
  if (!row) return row.error();
  std::string given;
  if (auto wrong = fault_of_type(request, body, R"({"reason":"..."})"))
    return problem_response(request, *wrong);
  if (!body.empty()) {
    if (auto wrong = read_body(body, R"({"reason":"..."})", {{"reason", &given}}))
      return problem_response(request, *wrong);
  }
  const auto reason = read_reason(given);
  if (!reason) return problem_response(request, reason.error());
  auto sealed = seal_text(service.keys.sealer, row->id, ExchangeText::reason, *reason);
  return decide(service, request, *row, {row->id, store::ExchangeAct::refuse, std::move(sealed)});
}

net::Response answer_withdraw(Service& service, const Request& request, const std::string& body) {
  if (auto wrong = read_no_words(request, body)) return problem_response(request, *wrong);
  auto row = find_as(service, request, Party::sender);
  if (!row) return row.error();
  return decide(service, request, *row, {row->id, store::ExchangeAct::withdraw, ""});
}

}  // namespace

void add_exchange_routes(RouteTable& table) {
  const auto right = intake::Right::exchange;
  table.push_back(Route{"POST", "/v1/exchanges", Access::right, right, {}}
                      .streaming(begin_exchange)
                      .in(Lane::changes)
                      .knowing({"to", "source", "purpose", "legal_basis", "expires"}));
  table.push_back(Route{"GET", "/v1/exchanges", Access::right, right, answer_list}.knowing(
      paged({"box", "state", "office", "purpose"})));
  table.push_back({"GET", "/v1/exchanges/{id}", Access::right, right, answer_one});
  table.push_back(Route{"GET", "/v1/exchanges/{id}/document", Access::right, right, answer_document}
                      .in(Lane::changes)
                      .knowing({"codes", "as"}));
  const auto post = [&](const char* path, Handler handler) {
    table.push_back(Route{"POST", path, Access::right, right, std::move(handler)}.in(Lane::changes));
  };
  post("/v1/exchanges/{id}/accept", answer_accept);
  post("/v1/exchanges/{id}/refuse", answer_refuse);
  post("/v1/exchanges/{id}/withdraw", answer_withdraw);
}

}  // namespace raccordo::app
