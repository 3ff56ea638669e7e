// SmallBodySink: collects the body of any request except submissions (small or empty, except tables), then
// calls its handler on a worker thread and turns exceptions into answers.
#pragma once

#include <memory>
#include <string>

#include "app/http/byte_budget.hpp"
#include "app/http/routes.hpp"

namespace raccordo::app {

/// Counts and logs one answer: method, route pattern, status, time; never a path, a query or a body. Adds
/// `RateLimit-*` if absent: for every listed client, and to each 429 and 503.
void note_answer(Service& service, const Request& request, net::Response& response);

/// 429 or 503 for a job that its lane refused; names the lane.
net::Response lane_full(const Request& request, Lane lane, WorkerPool::Offer offer);

class SmallBodySink final : public net::BodySink {
 public:
  /// If `large_bodies` has no room, the answer is 503.
  SmallBodySink(Service& service, const Route& route, std::shared_ptr<const Request> request,
                ByteBudget& large_bodies)
      : service_(service),
        route_(route),
        request_(std::move(request)),
        share_(std::make_shared<ByteBudget::Share>(large_bodies)) {}
  std::optional<net::Response> write(std::string_view bytes) override;
  void complete(net::Responder responder) override;

 private:
  Service& service_;
  const Route& route_;
  std::shared_ptr<const Request> request_;
  std::shared_ptr<ByteBudget::Share> share_;
  std::string body_;
};

}  // namespace raccordo::app
