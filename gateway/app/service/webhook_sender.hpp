// WebhookSender: the thread of a running gateway that calls the webhooks of clients: one call at a time of
// each client, in the order of its events, and a bounded number in all, so that a slow receiver delays nobody
// else. No request waits for it. It looks for events four times a second, also for those of other programs.
#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "app/rules/tables_in_force.hpp"
#include "app/service/failure_log.hpp"
#include "app/service/metrics.hpp"
#include "app/service/node_duty.hpp"
#include "net/https_caller.hpp"
#include "store/interface/case_store.hpp"

namespace raccordo::app {

class WebhookSender {
 public:
  /// References that must outlive it.
  struct Parts {
    store::CaseStore& store;
    const TablesInForce& tables;
    Metrics& metrics;
    const base::Clock& clock;
  };
  explicit WebhookSender(const Parts& parts)
      : parts_(parts), duty_(parts.store.nodes(), parts.store.leases(), "webhooks") {}
  ~WebhookSender();
  WebhookSender(const WebhookSender&) = delete;
  WebhookSender& operator=(const WebhookSender&) = delete;

  /// Throws base::SystemFault if the trusted authorities of the configuration cannot be read.
  void start();
  /// After a reload: the clients that have a webhook now. Waits for the store.
  void configure();
  /// Looks for events at once.
  void wake();
  /// Ends calls in flight; their events are sent again after the next start.
  void stop();

 private:
  struct Flight {
    std::vector<store::WebhookEvent> events;
    std::uint64_t failures = 0;
  };
  struct Landing {
    std::string client;
    net::CallResult result;
  };
  void work();
  void step();
  void settle(const Landing& landing);
  void launch(const std::string& client, const std::shared_ptr<const Rulebook>& book);
  std::shared_ptr<const net::CallRules> rules_of(const std::shared_ptr<const Rulebook>& book);

  Parts parts_;
  NodeDuty duty_;  ///< one node calls
  std::unique_ptr<net::HttpsCaller> caller_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Landing> landed_;
  bool woken_ = false, stopping_ = false;
  std::thread thread_;
  // Of the thread alone.
  FailureLog failures_{"webhooks-failed"};
  std::map<std::string, Flight> flights_;
  std::map<std::string, base::Instant> resting_;  ///< clients whose last call could not be settled
  std::shared_ptr<const Rulebook> rules_book_;    ///< that rules_ were made from
  std::shared_ptr<const net::CallRules> rules_;
};

}  // namespace raccordo::app
