// HttpsClient: a small blocking client for tests, on OpenSSL. It sends bytes as given and reads answers with
// a deadline, so that no test can hang or needs to sleep.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace raccordo::support {

struct ClientOptions {
  std::string ca;           ///< file of the authority that must have signed the server
  std::string certificate;  ///< client certificate and key; empty: none is shown
  std::string key;
  std::string alpn;    ///< one protocol to offer; empty: none
  std::string groups;  ///< groups of the key exchange to offer; empty: those of OpenSSL
  int max_tls = 0;     ///< 0, or 11, 12, 13
  std::string address = "127.0.0.1";
  enum class Channel : std::uint8_t { tls, plain };
  Channel channel = Channel::tls;
};

struct Answer {
  int status = 0;
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::string body;
  std::string header(const std::string& name) const;
};

class HttpsClient {
 public:
  /// Connects and performs the handshake; see connected() and failure().
  HttpsClient(std::uint16_t port, const ClientOptions& options);
  ~HttpsClient();
  HttpsClient(HttpsClient&&) noexcept;
  HttpsClient& operator=(HttpsClient&&) noexcept;

  bool connected() const;
  /// Why the last operation failed, e.g. the name of the alert received.
  const std::string& failure() const;
  std::string tls_version() const;
  /// Common name and serial number of the server's certificate.
  std::string server_identity() const;

  bool send(std::string_view bytes);
  /// The next answer; nothing if the connection ended or failed, or nothing came in ten seconds.
  /// `method` of the request: an answer to HEAD has no body.
  std::optional<Answer> receive(std::string_view method = "GET");
  /// Whether the server has closed the connection (waits for it, at most ten seconds).
  bool ended();
  /// Closes this side only.
  void half_close();
  /// Resets the connection.
  void abort();

  std::optional<Answer> get(const std::string& target, const std::vector<std::string>& header_lines = {});
  std::optional<Answer> post(const std::string& target, const std::string& body,
                             const std::vector<std::string>& header_lines = {});

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// Certificates of `certs/make-dev-ca --for-tests`, made once per build folder.
std::filesystem::path test_certificates();
/// Options that trust the test authority and show the client certificate `name` ("" for none).
ClientOptions client_options(const std::string& name);

}  // namespace raccordo::support
