// The parts of a FaultyStore that concern other parties: exchanges between bodies and calls of clients.
#pragma once

#include "store/interface/case_store.hpp"
#include "support/fault_plan.hpp"

namespace raccordo::store {

class FaultyExchanges final : public Exchanges {
 public:
  FaultyExchanges(Exchanges& inner, support::FaultPlan& plan) : inner_(inner), plan_(plan) {}
  void send(NewExchange exchange, AuditEvent event, Done<SentExchange> done) override {
    plan_.write<SentExchange>(std::move(done), [&](Done<SentExchange> then) {
      inner_.send(std::move(exchange), std::move(event), std::move(then));
    });
  }
  std::optional<ExchangeRow> find(std::string_view id) override {
    plan_.step();
    return inner_.find(id);
  }
  std::optional<ExchangeCase> content(std::string_view id) override {
    plan_.step();
    return inner_.content(id);
  }
  Page<ExchangeRow> list(const ExchangeFilter& filter, std::size_t limit, std::string_view cursor) override {
    plan_.step();
    return inner_.list(filter, limit, cursor);
  }
  std::vector<UnreadExchanges> unread(std::string_view recipient, base::Instant now) override {
    plan_.step();
    return inner_.unread(recipient, now);
  }
  void step(ExchangeStep step, AuditEvent event, Done<std::optional<SteppedExchange>> done) override {
    plan_.write<std::optional<SteppedExchange>>(
        std::move(done), [&](Done<std::optional<SteppedExchange>> then) {
          inner_.step(std::move(step), std::move(event), std::move(then));
        });
  }
  void expire(AuditEvent event, Done<std::uint64_t> done) override {
    plan_.admitted<std::uint64_t>(
        std::move(done), [&](Done<std::uint64_t> then) { inner_.expire(std::move(event), std::move(then)); });
  }
  std::vector<ExchangeRow> of_person(const std::vector<base::Digest>& pseudonyms,
                                     const model::Comuni& comuni) override {
    plan_.step();
    return inner_.of_person(pseudonyms, comuni);
  }

 private:
  Exchanges& inner_;
  support::FaultPlan& plan_;
};

class FaultyWebhooks final : public Webhooks {
 public:
  FaultyWebhooks(Webhooks& inner, support::FaultPlan& plan) : inner_(inner), plan_(plan) {}
  void configure(std::vector<std::string> clients, base::Instant now, Done<bool> done) override {
    plan_.admitted<bool>(std::move(done), [&](Done<bool> then) {
      inner_.configure(std::move(clients), now, std::move(then));
    });
  }
  std::vector<WebhookRow> list() override {
    plan_.step();
    return inner_.list();
  }
  std::optional<WebhookRow> find(std::string_view client) override {
    plan_.step();
    return inner_.find(client);
  }
  Page<WebhookEvent> events(std::string_view client, std::size_t limit, std::string_view cursor) override {
    plan_.step();
    return inner_.events(client, limit, cursor);
  }
  void steer(std::string client, WebhookAct act, AuditEvent event,
             Done<std::optional<WebhookRow>> done) override {
    plan_.write<std::optional<WebhookRow>>(std::move(done), [&](Done<std::optional<WebhookRow>> then) {
      inner_.steer(std::move(client), act, std::move(event), std::move(then));
    });
  }
  void pause_all(AuditEvent event, Done<std::uint64_t> done) override {
    plan_.admitted<std::uint64_t>(std::move(done), [&](Done<std::uint64_t> then) {
      inner_.pause_all(std::move(event), std::move(then));
    });
  }
  std::vector<std::string> due(base::Instant now) override {
    plan_.step();
    return inner_.due(now);
  }
  std::vector<WebhookEvent> next(std::string_view client, std::size_t limit) override {
    plan_.step();
    return inner_.next(client, limit);
  }
  void settle(WebhookSettlement settlement, Done<bool> done) override {
    plan_.admitted<bool>(std::move(done),
                         [&](Done<bool> then) { inner_.settle(std::move(settlement), std::move(then)); });
  }
  void expire(base::Instant now, base::Instant give_up, base::Instant forget,
              Done<std::uint64_t> done) override {
    plan_.admitted<std::uint64_t>(std::move(done), [&](Done<std::uint64_t> then) {
      inner_.expire(now, give_up, forget, std::move(then));
    });
  }

 private:
  Webhooks& inner_;
  support::FaultPlan& plan_;
};

}  // namespace raccordo::store
