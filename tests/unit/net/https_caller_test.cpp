// Calls over real TLS: which are made, and how each kind of failure is told.
#include "net/https_caller.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <future>

#include "unit/net/test_server.hpp"

namespace raccordo::net {
namespace {

using std::chrono::milliseconds;

std::shared_ptr<const CallRules> rules_with(const std::string& ca, const std::vector<std::string>& networks) {
  std::vector<Network> allowed;
  for (const auto& network : networks) allowed.push_back(Network::parse(network).value());
  return std::make_shared<const CallRules>(ca, AddressRule(allowed));
}

std::shared_ptr<const CallRules> usual_rules() {
  return rules_with(test_tls().client_ca, {"127.0.0.1", "::1"});
}

CallResult call(const std::string& url, std::shared_ptr<const CallRules> rules,
                const std::string& body = "hello", CallLimits limits = {}) {
  HttpsCaller caller(1, limits);
  std::promise<CallResult> promise;
  auto result = promise.get_future();
  EXPECT_TRUE(caller.start({base::read_https_url(url).value(), {{"X-Test", "yes"}}, body, std::move(rules)},
                           [&promise](const CallResult& told) { promise.set_value(told); }));
  return result.get();
}

std::string url_of(std::uint16_t port, const std::string& path = "/echo",
                   const std::string& host = "localhost") {
  return "https://" + host + ":" + std::to_string(port) + path;
}

/// A port on which connections are accepted by the system and nobody ever speaks.
class SilentPort {
 public:
  SilentPort() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof place;
    auto* address = reinterpret_cast<sockaddr*>(&place);
    EXPECT_EQ(::bind(socket_, address, size), 0);
    EXPECT_EQ(::listen(socket_, 4), 0);
    EXPECT_EQ(::getsockname(socket_, address, &size), 0);
    port_ = ntohs(place.sin_port);
  }
  ~SilentPort() { ::close(socket_); }
  SilentPort(const SilentPort&) = delete;
  SilentPort& operator=(const SilentPort&) = delete;
  std::uint16_t port() const { return port_; }

 private:
  int socket_;
  std::uint16_t port_ = 0;
};

TEST(HttpsCaller, ReportsTheStatusOfTheAnswer) {
  const TestServer server;
  const auto port = server.server->port();
  const auto echoed = call(url_of(port), usual_rules());
  EXPECT_EQ(echoed.end, CallEnd::answered);
  EXPECT_EQ(echoed.status, 200);
  EXPECT_EQ(call(url_of(port, "/refuse"), usual_rules()).status, 401);
  EXPECT_EQ(call(url_of(port, "/echo", "127.0.0.1"), usual_rules()).status, 200)
      << "the certificate names the address";
  EXPECT_EQ(call(url_of(port), usual_rules(), std::string(3'000'000, 'x')).status, 200)
      << "its body is not read";
}

TEST(HttpsCaller, CallsOnlyPermittedAddresses) {
  const TestServer server;
  const auto port = server.server->port();
  EXPECT_EQ(call(url_of(port), rules_with(test_tls().client_ca, {})).end, CallEnd::address_refused);
  EXPECT_EQ(call(url_of(port, "/", "127.0.0.1"), rules_with(test_tls().client_ca, {"127.0.0.2"})).end,
            CallEnd::address_refused);
  EXPECT_EQ(call(url_of(port, "/", "[::ffff:127.0.0.1]"), usual_rules()).end, CallEnd::address_refused);
  EXPECT_EQ(server.server->counters().accepted, 0U);
}

TEST(HttpsCaller, RefusesCertificatesOfOthers) {
  const TestServer server;
  EXPECT_EQ(call(url_of(server.server->port()), rules_with("", {"127.0.0.1", "::1"})).end,
            CallEnd::tls_failed)
      << "of an authority that is not trusted";
  EXPECT_EQ(server.server->counters().requests, 0U);
  EXPECT_THROW(rules_with("/nowhere/ca.pem", {}), base::SystemFault);
}

TEST(HttpsCaller, ASilentReceiverIsGivenUp) {
  const SilentPort silent;
  CallLimits limits;
  limits.handshake = milliseconds(50);
  EXPECT_EQ(call(url_of(silent.port(), "/", "127.0.0.1"), usual_rules(), "", limits).end, CallEnd::timeout);
  limits = {};
  limits.total = milliseconds(50);
  EXPECT_EQ(call(url_of(silent.port(), "/", "127.0.0.1"), usual_rules(), "", limits).end, CallEnd::timeout);
  const TestServer server;
  limits = {};
  limits.answer = milliseconds(50);
  EXPECT_EQ(call(url_of(server.server->port(), "/later"), usual_rules(), "", limits).end, CallEnd::timeout);
}

TEST(HttpsCaller, TellsWhyThereWasNoAnswer) {
  std::uint16_t closed = 0;
  {
    const SilentPort gone;
    closed = gone.port();
  }
  EXPECT_EQ(call(url_of(closed), usual_rules()).end, CallEnd::unreachable);
  EXPECT_EQ(call("https://nobody.invalid/", usual_rules()).end, CallEnd::name_unknown);
}

TEST(HttpsCaller, IsBoundedAndStopsWithoutTelling) {
  const SilentPort silent;
  const auto rules = usual_rules();
  HttpsCaller caller(1, {});
  bool told = false;
  const Call never{base::read_https_url(url_of(silent.port(), "/", "127.0.0.1")).value(), {}, "", rules};
  const auto done = [&told](const CallResult&) { told = true; };
  EXPECT_TRUE(caller.start(never, done));
  EXPECT_FALSE(caller.start(never, done)) << "one is in flight";
  caller.stop();
  EXPECT_FALSE(caller.start(never, done));
  EXPECT_FALSE(told);
}

}  // namespace
}  // namespace raccordo::net
