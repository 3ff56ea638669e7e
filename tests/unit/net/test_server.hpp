// A server on a free port with an application that answers by path, for the tests of net/.
#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>

#include "net/server.hpp"
#include "support/https_client.hpp"

namespace raccordo::net {

/// GET anything: `peer=<fingerprint or none>`. POST /echo: the body back. POST /later: the responder waits in
/// the queue. POST /drop: the responder is deleted. POST /refuse: 401 before the body. POST /stop: 422 at the
/// first piece of the body. POST /throw and GET /throw: an exception. GET /big: 3 MB.
class TestApplication final : public Application {
 public:
  std::variant<Response, std::unique_ptr<BodySink>> begin(const RequestHead& head) override;
  Response refuse(int status, const std::string& request_id, std::string_view path) override;

  /// Waits (at most ten seconds) for the next responder of POST /later; empty if none came.
  Responder next_responder();
  void keep(Responder responder);
  /// The last head seen.
  RequestHead last_head();

 private:
  std::mutex mutex_;
  std::condition_variable came_;
  std::deque<Responder> responders_;
  RequestHead last_;
};

TlsFiles test_tls();

struct TestServer {
  explicit TestServer(ServerLimits limits = {}, unsigned threads = 2, const std::string& crl = "");
  support::HttpsClient connect(const std::string& client = "bergamo") const;

  TestApplication application;
  std::unique_ptr<Server> server;
};

}  // namespace raccordo::net
