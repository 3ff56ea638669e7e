#include "support/https_client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <csignal>
#include <cstdlib>
#include <stdexcept>

namespace raccordo::support {
namespace {

constexpr int kPatienceSeconds = 10;

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return std::tolower(c); });
  return out;
}

int connect_to(const std::string& address, std::uint16_t port) {
  const bool v6 = address.find(':') != std::string::npos;
  const int descriptor = ::socket(v6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const timeval patience{kPatienceSeconds, 0};
  ::setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  const int on = 1;
  ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  sockaddr_in to4{};
  to4.sin_family = AF_INET;
  to4.sin_port = htons(port);
  sockaddr_in6 to6{};
  to6.sin6_family = AF_INET6;
  to6.sin6_port = htons(port);
  ::inet_pton(v6 ? AF_INET6 : AF_INET, address.c_str(),
              v6 ? static_cast<void*>(&to6.sin6_addr) : static_cast<void*>(&to4.sin_addr));
  const auto* to = v6 ? reinterpret_cast<const sockaddr*>(&to6) : reinterpret_cast<const sockaddr*>(&to4);
  if (::connect(descriptor, to, v6 ? sizeof to6 : sizeof to4) != 0) {
    ::close(descriptor);
    return -1;
  }
  return descriptor;
}

int protocol(int version) {
  return version == 11 ? TLS1_1_VERSION : version == 12 ? TLS1_2_VERSION : TLS1_3_VERSION;
}

}  // namespace

std::string Answer::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string() : found->second;
}

class HttpsClient::Impl {
 public:
  Impl(std::uint16_t port, const ClientOptions& options) : descriptor_(connect_to(options.address, port)) {
    std::signal(SIGPIPE, SIG_IGN);
    if (descriptor_ < 0) {
      failure_ = "cannot connect";
    } else if (options.channel == ClientOptions::Channel::plain) {
      connected_ = true;
    } else {
      shake_hands(options);
    }
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl() {
    ssl_.reset();
    if (descriptor_ >= 0) ::close(descriptor_);
  }

  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      ERR_clear_error();
      const int count = ssl_
                            ? SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size()))
                            : static_cast<int>(::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL));
      if (count <= 0) return note_failure(count);
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
  }

  /// Reads more into the buffer; false at the end or on failure.
  bool read() {
    std::array<char, 16384> piece{};
    ERR_clear_error();
    const int count = ssl_ ? SSL_read(ssl_.get(), piece.data(), static_cast<int>(piece.size()))
                           : static_cast<int>(::recv(descriptor_, piece.data(), piece.size(), 0));
    if (count <= 0) return note_failure(count);
    buffer_.append(piece.data(), static_cast<std::size_t>(count));
    return true;
  }

  std::optional<Answer> receive(std::string_view method) {
    std::size_t end = 0;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
      if (!read()) return std::nullopt;
    }
    Answer answer = parse(buffer_.substr(0, end));
    buffer_.erase(0, end + 4);
    const std::string length = answer.header("content-length");
    const std::size_t size = method == "HEAD" || length.empty() ? 0 : std::stoul(length);
    while (buffer_.size() < size) {
      if (!read()) return std::nullopt;
    }
    answer.body = buffer_.substr(0, size);
    buffer_.erase(0, size);
    return answer;
  }

  bool ended() {
    while (read()) buffer_.clear();
    return ended_;
  }

  int descriptor_ = -1;
  std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context_{nullptr, &SSL_CTX_free};
  std::unique_ptr<SSL, void (*)(SSL*)> ssl_{nullptr, &SSL_free};
  std::string failure_;
  std::string buffer_;
  bool connected_ = false;
  bool ended_ = false;

 private:
  static Answer parse(const std::string& head) {
    Answer answer;
    std::size_t start = head.find("\r\n");
    answer.status = std::stoi(head.substr(head.find(' ') + 1, 3));
    while (start != std::string::npos) {
      const std::size_t next = head.find("\r\n", start + 2);
      const std::string line = head.substr(start + 2, next == std::string::npos ? next : next - start - 2);
      const std::size_t colon = line.find(": ");
      if (colon != std::string::npos) answer.headers[lower(line.substr(0, colon))] = line.substr(colon + 2);
      start = next;
    }
    return answer;
  }

  void shake_hands(const ClientOptions& options) {
    context_.reset(SSL_CTX_new(TLS_client_method()));
    SSL_CTX* context = context_.get();
    if (options.max_tls != 0) {
      // Old protocol versions are offered only at security level 0.
      SSL_CTX_set_security_level(context, 0);
      SSL_CTX_set_min_proto_version(context, TLS1_1_VERSION);
      SSL_CTX_set_max_proto_version(context, protocol(options.max_tls));
    }
    if (!options.groups.empty()) SSL_CTX_set1_groups_list(context, options.groups.c_str());
    SSL_CTX_load_verify_file(context, options.ca.c_str());
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    if (!options.certificate.empty()) {
      SSL_CTX_use_certificate_chain_file(context, options.certificate.c_str());
      SSL_CTX_use_PrivateKey_file(context, options.key.c_str(), SSL_FILETYPE_PEM);
    }
    ssl_.reset(SSL_new(context));
    if (!options.alpn.empty()) {
      const std::string wire = static_cast<char>(options.alpn.size()) + options.alpn;
      SSL_set_alpn_protos(ssl_.get(), reinterpret_cast<const unsigned char*>(wire.data()),
                          static_cast<unsigned>(wire.size()));
    }
    SSL_set_fd(ssl_.get(), descriptor_);
    ERR_clear_error();
    const int code = SSL_connect(ssl_.get());
    connected_ = code == 1 || note_failure(code);
  }

  bool note_failure(int code) {
    const int kind =
        ssl_ ? SSL_get_error(ssl_.get(), code) : (code == 0 ? SSL_ERROR_ZERO_RETURN : SSL_ERROR_SYSCALL);
    const unsigned long error = ERR_peek_last_error();
    const char* reason = error != 0 ? ERR_reason_error_string(error) : nullptr;
    failure_ = reason != nullptr ? reason : (kind == SSL_ERROR_ZERO_RETURN ? "end" : "connection lost");
    const bool timed_out = kind == SSL_ERROR_WANT_READ || (kind == SSL_ERROR_SYSCALL && errno == EAGAIN);
    ended_ = !timed_out;
    return false;
  }
};

HttpsClient::HttpsClient(std::uint16_t port, const ClientOptions& options)
    : impl_(std::make_unique<Impl>(port, options)) {}
HttpsClient::~HttpsClient() = default;
HttpsClient::HttpsClient(HttpsClient&&) noexcept = default;
HttpsClient& HttpsClient::operator=(HttpsClient&&) noexcept = default;

bool HttpsClient::connected() const { return impl_->connected_; }
const std::string& HttpsClient::failure() const { return impl_->failure_; }
std::string HttpsClient::tls_version() const { return SSL_get_version(impl_->ssl_.get()); }

std::string HttpsClient::server_identity() const {
  X509* certificate = SSL_get0_peer_certificate(impl_->ssl_.get());
  std::array<char, 256> name{};
  // The serial number distinguishes two certificates with the same name.
  std::unique_ptr<BIGNUM, void (*)(BIGNUM*)> serial(
      ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), nullptr), &BN_free);
  char* hex = BN_bn2hex(serial.get());
  X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, name.data(),
                            static_cast<int>(name.size()));
  std::string out = std::string(name.data()) + '/' + hex;
  OPENSSL_free(hex);
  return out;
}

bool HttpsClient::send(std::string_view bytes) { return impl_->send(bytes); }
std::optional<Answer> HttpsClient::receive(std::string_view method) { return impl_->receive(method); }
bool HttpsClient::ended() { return impl_->ended(); }

void HttpsClient::half_close() {
  if (impl_->ssl_) SSL_shutdown(impl_->ssl_.get());
  ::shutdown(impl_->descriptor_, SHUT_WR);
}

void HttpsClient::abort() {
  const linger now{1, 0};
  ::setsockopt(impl_->descriptor_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
  ::close(impl_->descriptor_);
  impl_->descriptor_ = -1;
}

std::optional<Answer> HttpsClient::get(const std::string& target,
                                       const std::vector<std::string>& header_lines) {
  std::string request = "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n";
  for (const auto& line : header_lines) request += line + "\r\n";
  if (!send(request + "\r\n")) return std::nullopt;
  return receive();
}

std::optional<Answer> HttpsClient::post(const std::string& target, const std::string& body,
                                        const std::vector<std::string>& header_lines) {
  std::string request = "POST " + target +
                        " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + std::to_string(body.size()) +
                        "\r\n";
  for (const auto& line : header_lines) request += line + "\r\n";
  // The server may answer and end before it has read the body.
  if (!send(request + "\r\n")) return std::nullopt;
  send(body);
  return receive();
}

std::filesystem::path test_certificates() {
  static const std::filesystem::path folder = [] {
    const std::filesystem::path made = std::filesystem::path(RACCORDO_BINARY_DIR) / "test-certificates";
    const std::string command = std::string(RACCORDO_SOURCE_DIR) + "/certs/make-dev-ca '" + made.string() +
                                "' --for-tests >/dev/null";
    if (std::system(command.c_str()) != 0) throw std::runtime_error("certs/make-dev-ca failed");
    return made;
  }();
  return folder;
}

ClientOptions client_options(const std::string& name) {
  const auto folder = test_certificates();
  ClientOptions options;
  options.ca = (folder / "ca.pem").string();
  if (!name.empty()) {
    options.certificate = (folder / (name + ".pem")).string();
    options.key = (folder / (name + ".key")).string();
  }
  return options;
}

}  // namespace raccordo::support
