#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/result.hpp"
#include "net/tls_context.hpp"
#include "unit/net/test_server.hpp"

namespace raccordo::net {
namespace {

using support::client_options;
using support::ClientOptions;
using support::HttpsClient;

/// In TLS 1.3 the client learns of its refusal only when it reads.
std::string refusal_of(const TestServer& server, const ClientOptions& options) {
  HttpsClient client(server.server->port(), options);
  if (client.connected() && client.get("/")) return "accepted";
  return client.failure();
}

TEST(Handshake, PassesTheVerifiedCertificateToTheApplication) {
  TestServer server;
  auto client = server.connect("bergamo");
  const auto answer = client.get("/");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  const auto peer = server.application.last_head().peer;
  ASSERT_TRUE(peer);
  EXPECT_EQ(answer->body, "peer=" + peer->fingerprint);
  EXPECT_EQ(peer->fingerprint.size(), 64U);
  EXPECT_EQ(peer->subject, "CN=bergamo,O=Raccordo development,C=IT");
  EXPECT_EQ(peer->issuer, "CN=Raccordo development CA,O=Raccordo development,C=IT");
  EXPECT_EQ(peer->san, std::vector<std::string>{"dns:bergamo.raccordo.example"});
  EXPECT_GT(peer->not_after.micros, 1'795'334'400'000'000);
}

TEST(Handshake, AcceptsAClientWithoutCertificate) {
  TestServer server;
  const auto answer = server.connect("").get("/");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "peer=none");
}

TEST(Handshake, RefusesUntrustedExpiredAndRevokedCertificatesWithAnAlert) {
  const auto folder = support::test_certificates();
  TestServer server({}, 2, (folder / "ca.crl").string());
  EXPECT_NE(refusal_of(server, client_options("foreign/foreign")).find("unknown ca"), std::string::npos);
  EXPECT_NE(refusal_of(server, client_options("expired")).find("certificate expired"), std::string::npos);
  EXPECT_NE(refusal_of(server, client_options("revoked")).find("certificate revoked"), std::string::npos);
  EXPECT_EQ(refusal_of(server, client_options("bergamo")), "accepted");
  EXPECT_EQ(server.server->counters().handshake_failures, 3U);
}

TEST(Handshake, RefusesAServerCertificateAsClient) {
  TestServer server;
  EXPECT_NE(refusal_of(server, client_options("server")), "accepted");
}

TEST(Handshake, AcceptsEllipticGroupsOnly) {
  TestServer server;
  ClientOptions options = client_options("bergamo");
  for (const char* group : {"X25519", "P-256", "P-384"}) {
    options.groups = group;
    EXPECT_EQ(refusal_of(server, options), "accepted") << group;
  }
  for (const char* group : {"ffdhe2048", "ffdhe3072", "ffdhe8192", "P-521", "X448"}) {
    options.groups = group;
    HttpsClient client(server.server->port(), options);
    EXPECT_FALSE(client.connected()) << group;
  }
}

TEST(Handshake, SupportsTls13And12ButNot11) {
  TestServer server;
  ClientOptions options = client_options("bergamo");
  options.max_tls = 13;
  EXPECT_EQ(HttpsClient(server.server->port(), options).tls_version(), "TLSv1.3");
  options.max_tls = 12;
  EXPECT_EQ(HttpsClient(server.server->port(), options).tls_version(), "TLSv1.2");
  EXPECT_EQ(refusal_of(server, options), "accepted");
  options.max_tls = 11;
  EXPECT_FALSE(HttpsClient(server.server->port(), options).connected());
}

TEST(Handshake, ChoosesHttp11AmongProtocolsOnly) {
  TestServer server;
  ClientOptions options = client_options("bergamo");
  options.alpn = "http/1.1";
  EXPECT_EQ(refusal_of(server, options), "accepted");
  options.alpn = "h2";
  EXPECT_FALSE(HttpsClient(server.server->port(), options).connected());
}

TEST(Handshake, TimesOutWithoutData) {
  ServerLimits limits;
  limits.handshake = std::chrono::seconds(1);
  TestServer server(limits);
  ClientOptions plain;
  plain.channel = ClientOptions::Channel::plain;
  HttpsClient client(server.server->port(), plain);
  EXPECT_TRUE(client.ended());
  EXPECT_EQ(server.server->counters().timeouts, 1U);
}

TEST(Handshake, EndsOnInvalidBytes) {
  TestServer server;
  ClientOptions plain;
  plain.channel = ClientOptions::Channel::plain;
  HttpsClient client(server.server->port(), plain);
  EXPECT_TRUE(client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
  EXPECT_TRUE(client.ended());
}

TEST(TlsContext, NamesTheFileAtFault) {
  const auto folder = support::test_certificates();
  const auto fault = [](const TlsFiles& files) -> std::string {
    try {
      make_tls_context(files);
    } catch (const base::SystemFault& error) {
      return error.what();
    }
    return "none";
  };
  TlsFiles files = test_tls();
  EXPECT_EQ(fault(files), "none");
  files.key = (folder / "other-server.key").string();
  EXPECT_NE(fault(files).find("other-server.key"), std::string::npos);
  files = test_tls();
  files.client_ca = (folder / "bergamo.pem").string();
  EXPECT_NE(fault(files).find("bergamo.pem holds a certificate that is no authority"), std::string::npos);
  files = test_tls();
  files.certificate = "missing.pem";
  EXPECT_NE(fault(files).find("tls.certificate: missing.pem"), std::string::npos);
  EXPECT_NE(fault(files).find("the file is not there"), std::string::npos) << fault(files);
  files = test_tls();
  files.client_ca = (folder / "server.key").string();
  EXPECT_NE(fault(files).find("tls.client_ca"), std::string::npos);
  files = test_tls();
  files.crl = (folder / "ca.pem").string();
  EXPECT_NE(fault(files).find("tls.crl"), std::string::npos);
  EXPECT_NE(fault(files).find("holds no"), std::string::npos);
  for (const auto* word : {"no start line", "PEM lib", "error:", "system lib", "BIO lib"}) {
    EXPECT_EQ(fault(files).find(word), std::string::npos) << fault(files);
  }
}

TEST(Reload, UsesTheNewCertificateForNewHandshakesAndKeepsOldConnections) {
  const auto folder = support::test_certificates();
  TestServer server;
  auto before = server.connect();
  TlsFiles files = test_tls();
  files.certificate = (folder / "other-server.pem").string();
  files.key = (folder / "other-server.key").string();
  files.crl = (folder / "ca.crl").string();
  server.server->reload_tls(files);
  auto after = server.connect();
  EXPECT_NE(before.server_identity(), after.server_identity());
  EXPECT_TRUE(before.get("/"));
  EXPECT_TRUE(after.get("/"));
  EXPECT_NE(refusal_of(server, client_options("revoked")), "accepted");
}

TEST(Reload, KeepsTheOldStateOnAFault) {
  TestServer server;
  const std::string before = server.connect().server_identity();
  TlsFiles files = test_tls();
  files.certificate = "missing.pem";
  EXPECT_THROW(server.server->reload_tls(files), base::SystemFault);
  EXPECT_EQ(server.connect().server_identity(), before);
}

}  // namespace
}  // namespace raccordo::net
