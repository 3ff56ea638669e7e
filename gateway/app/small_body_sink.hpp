// SmallBodySink: collects the (small or empty) body of any request but a submission, then calls its handler
// on a worker thread and turns what it throws into an answer.
#pragma once

#include <memory>
#include <string>

#include "app/routes.hpp"

namespace raccordo::app {

/// Counts and logs one answer: method, route pattern, status, time; never a path, a query or a body.
void note_answer(Service& service, const Request& request, const net::Response& response);

class SmallBodySink final : public net::BodySink {
 public:
  SmallBodySink(Service& service, const Route& route, std::shared_ptr<const Request> request)
      : service_(service), route_(route), request_(std::move(request)) {}
  std::optional<net::Response> write(std::string_view bytes) override;
  void complete(net::Responder responder) override;

 private:
  Service& service_;
  const Route& route_;
  std::shared_ptr<const Request> request_;
  std::string body_;
};

}  // namespace raccordo::app
