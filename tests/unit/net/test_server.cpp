#include "unit/net/test_server.hpp"

#include <chrono>
#include <stdexcept>

namespace raccordo::net {
namespace {

constexpr std::size_t kBig = 3'000'000;

class CollectingSink final : public BodySink {
 public:
  CollectingSink(std::string path, TestApplication& application)
      : path_(std::move(path)), application_(application) {}
  std::optional<Response> write(std::string_view bytes) override {
    if (path_ == "/stop") return Response{422, {}, "stopped"};
    if (path_ == "/throw") throw std::runtime_error("the disk is full");
    body_.append(bytes);
    return std::nullopt;
  }
  void complete(Responder responder) override {
    if (path_ == "/echo") responder(Response{200, {}, body_});
    if (path_ == "/later") application_.keep(std::move(responder));
  }

 private:
  std::string path_;
  TestApplication& application_;
  std::string body_;
};

}  // namespace

std::variant<Response, std::unique_ptr<BodySink>> TestApplication::begin(const RequestHead& head) {
  {
    const std::lock_guard lock(mutex_);
    last_ = head;
  }
  if (head.method == "POST" && head.path != "/refuse") {
    return std::make_unique<CollectingSink>(head.path, *this);
  }
  if (head.path == "/refuse") return Response{401, {}, "no"};
  if (head.path == "/throw") throw std::runtime_error("the disk is full");
  if (head.path == "/big") return Response{200, {}, std::string(kBig, 'b')};
  return Response{200, {}, "peer=" + (head.peer ? head.peer->fingerprint : std::string("none"))};
}

Response TestApplication::refuse(int status, const std::string&, std::string_view path) {
  return Response{status, {{"Content-Type", "application/problem+json"}}, "path=" + std::string(path)};
}

void TestApplication::keep(Responder responder) {
  const std::lock_guard lock(mutex_);
  responders_.push_back(std::move(responder));
  came_.notify_all();
}

Responder TestApplication::next_responder() {
  std::unique_lock lock(mutex_);
  came_.wait_for(lock, std::chrono::seconds(10), [&] { return !responders_.empty(); });
  if (responders_.empty()) return {};
  Responder responder = std::move(responders_.front());
  responders_.pop_front();
  return responder;
}

RequestHead TestApplication::last_head() {
  const std::lock_guard lock(mutex_);
  return last_;
}

TlsFiles test_tls() {
  const auto folder = support::test_certificates();
  return {(folder / "server.pem").string(), (folder / "server.key").string(), (folder / "ca.pem").string(),
          ""};
}

TestServer::TestServer(ServerLimits limits, unsigned threads, const std::string& crl) {
  TlsFiles tls = test_tls();
  tls.crl = crl;
  server = std::make_unique<Server>(Endpoint{"127.0.0.1", 0}, &tls, limits, threads, application);
  server->start();
}

support::HttpsClient TestServer::connect(const std::string& client) const {
  return {server->port(), support::client_options(client)};
}

}  // namespace raccordo::net
