// Gateway: the application of net/: finds the route of a request, identifies the caller, checks the right,
// and calls the handler on a worker thread.
#pragma once

#include <memory>
#include <string>

#include "app/http/byte_budget.hpp"
#include "app/http/routes.hpp"
#include "net/http.hpp"

namespace raccordo::app {

/// Limit of the bytes of large bodies (tables) queued or in progress, over all requests.
inline constexpr std::size_t kLargeBodies = std::size_t{384} << 20;

class Gateway final : public net::Application {
 public:
  explicit Gateway(Service& service);
  std::variant<net::Response, std::unique_ptr<net::BodySink>> begin(const net::RequestHead& head) override;
  net::Response refuse(int status, const std::string& request_id, std::string_view path) override;
  bool knows(const net::PeerCertificate& peer) override;
  bool may_be_logged(std::string_view request_id) override;

 private:
  std::optional<Problem> check_caller(Request& request) const;
  std::variant<net::Response, std::unique_ptr<net::BodySink>> dispatch(std::shared_ptr<Request> request);
  Service& service_;
  RouteTable table_;
  Router router_;
  ByteBudget large_bodies_{kLargeBodies};
};

}  // namespace raccordo::app
