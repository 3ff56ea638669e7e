// ServiceScene: a whole gateway without sockets: the test calls Gateway as net/ does.
#pragma once

#include <future>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "app/http/gateway.hpp"
#include "app/service/service.hpp"
#include "base/json.hpp"
#include "unit/app/scene.hpp"

namespace raccordo::app {

class ServiceScene : public Scene {
 public:
  ServiceScene() { start(); }
  ~ServiceScene() override { stop(); }
  void restart() override {
    stop();
    Scene::restart();
    start();
  }

 protected:
  using Headers = std::vector<net::Header>;
  /// The answer to the client `who`; waits for it.
  net::Response ask(const std::string& who, const std::string& method, const std::string& target,
                    const std::string& body = "", Headers headers = {}) {
    net::RequestHead head;
    head.method = method;
    head.path = target.substr(0, target.find('?'));
    if (head.path.size() < target.size()) head.query = target.substr(head.path.size() + 1);
    head.headers = std::move(headers);
    head.content_length = body.size();
    head.request_id = "R1";
    if (!who.empty()) {
      head.peer = net::PeerCertificate{
          std::string(64, who[0] == 'a' ? 'a' : 'b'), "CN=" + who, "CN=ca", {"dns:" + who + ".example"}, {}};
      head.peer->not_after = {clock_.now().micros * 2};
    }
    auto begun = gateway_->begin(head);
    if (auto* answer = std::get_if<net::Response>(&begun)) return std::move(*answer);
    auto& sink = std::get<std::unique_ptr<net::BodySink>>(begun);
    if (!body.empty()) {
      if (auto early = sink->write(body)) return std::move(*early);
    }
    auto promise = std::make_shared<std::promise<net::Response>>();
    auto answer = promise->get_future();
    sink->complete([promise](net::Response response) { promise->set_value(std::move(response)); });
    return answer.get();
  }
  net::Response get(const std::string& target, const std::string& who = "ats") {
    return ask(who, "GET", target);
  }
  net::Response post(const std::string& target, const std::string& body, const std::string& who = "ats") {
    return ask(who, "POST", target, body, {{"content-type", "application/json"}});
  }
  net::Response submit(const std::string& document, const std::string& key = "", Headers more = {}) {
    more.emplace_back("content-type", "application/json");
    if (!key.empty()) more.emplace_back("idempotency-key", key);
    return ask("isola", "POST", "/v1/sources/isola-bergamasca/submissions", document, std::move(more));
  }
  static rapidjson::Document json(const net::Response& answer) {
    rapidjson::Document document;
    document.Parse(answer.body.c_str());
    EXPECT_FALSE(document.HasParseError()) << answer.status << " " << answer.body;
    return document;
  }
  /// The code of a problem; "" of any other answer.
  static std::string code(const net::Response& answer) {
    const auto document = json(answer);
    const bool is_problem = document.IsObject() && document.HasMember("code");
    return is_problem ? std::string(base::view(document["code"])) : "";
  }
  /// Bytes of the disk that bodies must leave free, from the next restart on.
  void reserve(std::uint64_t bytes) { spool_reserve_ = bytes; }
  Service& service() { return *service_; }
  Gateway& gateway() { return *gateway_; }

 private:
  void start() {
    auto book = std::make_shared<Rulebook>(*home_.book);
    book->config.sqlite = file();
    book->config.limits.spool_reserve = spool_reserve_;
    auto home = std::make_unique<Installation>();
    home->book = std::move(book);
    home->keys = home_.keys;
    home->tables = home_.tables;
    home->store = std::move(home_.store);
    service_ = std::make_unique<Service>(std::move(home), 2);
    gateway_ = std::make_unique<Gateway>(*service_);
  }
  /// Ends in the order of `serve`: jobs of the lanes share ownership of the gateway.
  void stop() {
    if (service_) {
      service_->lanes.stop();
      service_->store.flush();
    }
    gateway_.reset();
    service_.reset();
  }
  std::uint64_t spool_reserve_ = 0;
  std::unique_ptr<Service> service_;
  std::unique_ptr<Gateway> gateway_;
};

}  // namespace raccordo::app
