// AdminGateway: answers the loopback listener, which serves /metrics and /status.
#pragma once

#include <string>

#include "app/service/stored_gauges.hpp"
#include "net/http.hpp"

namespace raccordo::net {
class Server;
}

namespace raccordo::app {

class Gateway;
struct Service;
struct Gauges;

/// /metrics and /status in plain HTTP for the local machine.
class AdminGateway final : public net::Application {
 public:
  AdminGateway(Service& service, Gateway& gateway);
  /// The public server, for its counters; set once both run.
  void watch(const net::Server* server) { server_ = server; }
  std::variant<net::Response, std::unique_ptr<net::BodySink>> begin(const net::RequestHead& head) override;
  net::Response refuse(int status, const std::string& request_id, std::string_view path) override;
  bool may_be_logged(std::string_view request_id) override;

 private:
  Gauges gauges();
  Service& service_;
  Gateway& gateway_;
  StoredGaugesReader stored_;
  const net::Server* server_ = nullptr;
};

}  // namespace raccordo::app
