// Webhooks: configuration and keys, what a call says, what follows from its end, and who may see and stop it.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "app/cli/cli_webhooks.hpp"
#include "app/forms/webhook_json.hpp"
#include "app/rules/webhook_rules.hpp"
#include "app/service/webhook_calls.hpp"
#include "app/service/webhook_sender.hpp"
#include "intake/webhook_entry.hpp"
#include "net/address_rule.hpp"
#include "support/scratch_folder.hpp"
#include "unit/app/service_scene.hpp"

namespace raccordo::app {
namespace {

namespace fs = std::filesystem;
using std::chrono::seconds;
using store::WebhookEvent;
using store::WebhookEventKind;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr auto kEnd = WebhookEventKind::submission_ended;
constexpr auto kLeft = WebhookEventKind::record_left;

WebhookEvent event_n(std::int64_t n, WebhookEventKind kind, std::uint64_t attempts = 0) {
  WebhookEvent event;
  event.n = n;
  event.id = "E" + std::to_string(n);
  event.client = "isola";
  event.kind = kind;
  event.at = {1'795'334'400'000'000};
  event.source = "isola-bergamasca";
  event.object = "S" + std::to_string(n);
  event.number = 3;
  event.record_id = kind == kLeft ? "IB-77" : "";
  event.outcome = kind == kLeft ? "ACCEPTED" : "COMPLETED";
  event.attempts = attempts;
  return event;
}

net::CallResult answered(int status, seconds retry_after = seconds(0)) {
  return {net::CallEnd::answered, status, retry_after};
}

TEST(WebhookCalls, RecordsShareACallAndAnyOtherEventIsAlone) {
  const auto taken = [](std::vector<WebhookEvent> pending) {
    std::vector<std::int64_t> out;
    for (const auto& event : take_call(std::move(pending))) out.push_back(event.n);
    return out;
  };
  EXPECT_THAT(taken({event_n(1, kEnd), event_n(2, kEnd)}), ElementsAre(1));
  EXPECT_THAT(taken({event_n(1, kLeft), event_n(2, kLeft), event_n(3, kEnd), event_n(4, kLeft)}),
              ElementsAre(1, 2));
  EXPECT_TRUE(taken({}).empty());
  EXPECT_EQ(taken(std::vector(300, event_n(1, kLeft))).size(), kEventsOfACall);
}

TEST(WebhookCalls, SayIdsAndStatesOnly) {
  EXPECT_EQ(
      call_body({event_n(1, kEnd)}),
      R"({"events":[{"id":"E1","type":"submission.ended","at":"2026-11-22T08:00:00Z","source":"isola-bergamasca",)"
      R"("submission":"S1","state":"COMPLETED"}]})");
  EXPECT_EQ(
      call_body({event_n(2, kLeft)}),
      R"({"events":[{"id":"E2","type":"record.left-quarantine","at":"2026-11-22T08:00:00Z",)"
      R"("source":"isola-bergamasca","submission":"S2","record":3,"record_id":"IB-77","outcome":"ACCEPTED"}]})");
}

TEST(WebhookCalls, AreSignedOverTimeAndBody) {
  std::string key;
  for (char c = 0; c < 32; ++c) key += c;
  EXPECT_EQ(call_signature(base::Hmac(key), {1'795'334'400'999'999}, R"({"events":[]})"),
            "t=1795334400,v1=a1925786ca8f6f1c901e9a447c2161d8e84efd45c52fc97754b3cdee9cd2dbbf");
}

TEST(WebhookCalls, GoToTheReplyAddressOnlyBelowTheConfiguredOne) {
  const intake::WebhookTarget target{base::read_https_url("https://a.example/calls").value(), "", 1};
  const base::Hmac key(std::string(32, 'k'));
  auto event = event_n(1, kEnd);
  const auto address = [&] { return make_call({event}, target, key, {}, nullptr).url.text(); };
  EXPECT_EQ(address(), "https://a.example/calls");
  event.reply_to = "https://a.example/calls/7";
  EXPECT_EQ(address(), "https://a.example/calls/7");
  event.reply_to = "https://b.example/calls/7";  // the configuration changed since
  EXPECT_EQ(address(), "https://a.example/calls");
  const auto call = make_call({event}, target, key, {}, nullptr);
  EXPECT_THAT(call.headers, testing::Contains(net::Header("X-Correlation-ID", "S1")));
}

TEST(WebhookCalls, PausesGrowAndSpreadAndEnd) {
  EXPECT_EQ(pause_after(0, 0), seconds(5));
  EXPECT_EQ(pause_after(3, 0), seconds(40));
  EXPECT_EQ(pause_after(100, 0), seconds(3600));
  EXPECT_GE(pause_after(3, 0.999), seconds(20));
  EXPECT_LT(pause_after(3, 0.5), seconds(40));
}

TEST(WebhookCalls, AnswersDecideWhatFollows) {
  using Verdict = store::WebhookSettlement::Verdict;
  const auto settled = [](const net::CallResult& result, std::uint64_t attempts = 0) {
    return settlement_of({event_n(1, kEnd, attempts)}, result, 2, {0}, 0);
  };
  for (const int status : {200, 202, 204, 299})
    EXPECT_EQ(settled(answered(status)).verdict, Verdict::delivered);
  EXPECT_EQ(settled(answered(410)).verdict, Verdict::gone);
  EXPECT_FALSE(settled(answered(410), 100).give_up);
  for (const int status : {100, 301, 307, 404, 429, 500})
    EXPECT_EQ(settled(answered(status)).verdict, Verdict::failed);
  EXPECT_EQ(settled({}).next_at.micros, 20'000'000);
  EXPECT_EQ(settled(answered(503, seconds(600))).next_at.micros, 600'000'000) << "the receiver asked for it";
  EXPECT_FALSE(settled(answered(404), kMostRefusals - 2).give_up);
  EXPECT_TRUE(settled(answered(404), kMostRefusals - 1).give_up);
  EXPECT_TRUE(settled(answered(302), kMostRefusals - 1).give_up) << "a redirect is a refusal";
  for (const int status : {408, 425, 429, 500, 503})
    EXPECT_FALSE(settled(answered(status), 100).give_up) << status;
  EXPECT_FALSE(settled({net::CallEnd::timeout}, 100).give_up) << "only its age ends this";
  const auto batch = settlement_of({event_n(1, kLeft, 20), event_n(2, kLeft, 0)}, answered(404), 2, {0}, 0);
  EXPECT_THAT(batch.events, ElementsAre(1)) << "the second has tries left";
  EXPECT_EQ(settled({net::CallEnd::address_refused}).answer, "address-refused");
  EXPECT_EQ(settled(answered(204)).answer, "204");
}

model::Territory one_comune() { return {{{"Bergamo", "016024", "A794", "bergamo", "Bergamo", ""}}, {}, {}}; }

base::Result<intake::ClientSet, base::FileFaults> clients_with(const std::string& webhook,
                                                               const std::string& file) {
  return intake::read_clients("clients:\n  - name: isola\n    fingerprint: " + std::string(64, 'a') +
                                  "\n    rights: [extract]\n    webhook: " + webhook + "\n",
                              file, one_comune());
}

TEST(WebhookConfiguration, FaultsAreToldWithTheirLine) {
  const auto fault = [](const std::string& webhook) {
    const auto read = clients_with(webhook, "/etc/r/clients.yaml");
    return read ? std::string("none")
                : std::to_string(read.error().at(0).line) + ": " + read.error().at(0).message;
  };
  EXPECT_EQ(fault("{url: \"https://a.example/c\", key_file: k}"), "none");
  EXPECT_THAT(fault("{url: \"http://a.example/c\", key_file: k}"),
              HasSubstr("5: `webhook.url` cannot be called"));
  EXPECT_THAT(fault("{url: \"https://a.example/c\"}"), HasSubstr("needs `key_file`"));
  EXPECT_THAT(fault("{key_file: k}"), HasSubstr("needs `url`"));
  EXPECT_THAT(fault("{ulr: x, key_file: k, url: \"https://a.example\"}"), HasSubstr("did you mean `url`?"));
  EXPECT_THAT(fault("https://a.example"), HasSubstr("must be a map"));
  const auto read = clients_with("{url: \"https://a.example/c\", key_file: keys/k}", "/etc/r/clients.yaml");
  EXPECT_EQ(read->by_name("isola")->webhook->key_file, "/etc/r/keys/k");
}

TEST(WebhookConfiguration, AKeyThatOthersCanReadOrThatIsNoneIsRefused) {
  const support::ScratchFolder folder;
  const auto key = folder.path() / "k";
  const auto clients =
      clients_with("{url: \"https://a.example/c\", key_file: k}", (folder.path() / "c.yaml").string());
  const auto fault = [&] {
    base::FileFaults faults;
    const auto keys = load_webhook_keys(*clients, "c.yaml", faults);
    EXPECT_EQ(keys.size() + faults.size(), 1u);
    return faults.empty() ? std::string("none") : faults.at(0).message;
  };
  const auto write = [&](const std::string& bytes, mode_t mode) {
    std::ofstream(key, std::ios::binary | std::ios::trunc) << bytes;
    ::chmod(key.c_str(), mode);
  };
  EXPECT_THAT(fault(), HasSubstr("cannot be opened"));
  const std::string good = "0123456789abcdef0123456789abcdef";
  write(good, 0600);
  EXPECT_EQ(fault(), "none");
  write(good, 0640);
  EXPECT_THAT(fault(), HasSubstr("chmod 600"));
  write(good.substr(1), 0600);
  EXPECT_THAT(fault(), HasSubstr("32 to 1024 bytes"));
  write(std::string(32, 'x'), 0600);
  EXPECT_THAT(fault(), HasSubstr("same byte"));
  fs::remove(key);
  fs::create_directory(key);
  EXPECT_THAT(fault(), HasSubstr("no regular file"));
}

TEST(WebhookConfiguration, NetworksAndLimitsAreReadStrictly) {
  const support::ScratchFolder folder;
  const auto read = [&](const std::string& section) {
    const auto file = folder.path() / "r.yaml";
    std::ofstream(file) << "tls: {certificate: a, key: b, client_ca: c}\nclients: c.yaml\n"
                           "keys: {pseudonym: p, sealing: s}\n"
                        << section;
    return load_config(file);
  };
  const auto config =
      read("webhooks: {private_addresses: [10.1.0.0/16, \"::1\"], ca: ca.pem, give_up_hours: 24}\n");
  ASSERT_TRUE(config);
  EXPECT_EQ(config->webhooks.private_addresses.size(), 2u);
  EXPECT_EQ(config->webhooks.ca, folder.path() / "ca.pem");
  EXPECT_EQ(config->webhooks.give_up_hours, 24);
  EXPECT_EQ(read("")->webhooks.give_up_hours, 72);
  for (const std::string wrong :
       {"private_addresses: [10.0.0.1/8]", "private_addresses: [intranet]", "give_up_hours: 0", "proxy: x"})
    EXPECT_FALSE(read("webhooks: {" + wrong + "}\n")) << wrong;
}

class WebhookRoutesTest : public testing::Test, protected ServiceScene {
 protected:
  void SetUp() override {
    wait_for<bool>([&](store::Done<bool> done) {
      store().webhooks().configure({"isola", "bergamo"}, clock_.now(), std::move(done));
    });
  }
};

TEST_F(WebhookRoutesTest, AClientSeesItsOwnAndAnAdministratorAll) {
  EXPECT_EQ(json(get("/v1/webhooks"))["items"].Size(), 2u);
  EXPECT_EQ(json(get("/v1/webhooks", "isola"))["items"].Size(), 1u);
  EXPECT_EQ(get("/v1/webhooks/isola", "isola").status, 200);
  EXPECT_EQ(get("/v1/webhooks/isola/events", "isola").status, 200);
  EXPECT_EQ(code(get("/v1/webhooks/bergamo", "isola")), "not-found");
  EXPECT_EQ(code(get("/v1/webhooks/bergamo/events", "isola")), "not-found");
  EXPECT_EQ(code(get("/v1/webhooks/nobody")), "not-found");
}

TEST_F(WebhookRoutesTest, OnlyAnAdministratorStopsItAndSaysWhy) {
  EXPECT_EQ(code(post("/v1/webhooks/isola/pause", R"({"reason":"move"})", "isola")), "missing-right");
  EXPECT_EQ(code(post("/v1/webhooks/isola/pause", "{}")), "bad-request");
  EXPECT_EQ(code(post("/v1/webhooks/nobody/pause", R"({"reason":"move"})")), "not-found");
  const auto paused = json(post("/v1/webhooks/isola/pause", R"({"reason":"move"})"));
  EXPECT_STREQ(paused["state"].GetString(), "PAUSED");
  EXPECT_STREQ(paused["changed_by"].GetString(), "ats");
  EXPECT_STREQ(json(post("/v1/webhooks/isola/resume", R"({"reason":"done"})"))["state"].GetString(),
               "ACTIVE");
}

TEST_F(WebhookRoutesTest, AReplyAddressNeedsAWebhook) {
  EXPECT_EQ(code(submit("{\"cartelle\":[]}", "", {{"x-replyto", "https://a.example/c"}})),
            "reply-to-outside");
}

TEST_F(WebhookRoutesTest, TheSenderKnowsTheClientsOfTheConfiguration) {
  service().webhooks.start();
  for (const auto& row : store().webhooks().list()) EXPECT_FALSE(row.configured) << row.client;
  service().webhooks.stop();
}

}  // namespace
}  // namespace raccordo::app
