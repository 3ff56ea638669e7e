#include "net/transport.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <limits>

#include "base/result.hpp"
#include "net/peer_certificate.hpp"
#include "net/peer_verification.hpp"

namespace raccordo::net {
namespace {

int clamp(std::size_t size) {
  return static_cast<int>(std::min<std::size_t>(size, std::numeric_limits<int>::max()));
}

class PlainTransport final : public Transport {
 public:
  explicit PlainTransport(int descriptor) : descriptor_(descriptor) {}

  IoResult handshake() override { return {IoStatus::done, 0}; }
  IoResult read(char* into, std::size_t capacity) override {
    const ssize_t count = ::recv(descriptor_, into, capacity, 0);
    if (count == 0) return {IoStatus::end, 0};
    return result(count, IoStatus::want_read);
  }
  IoResult write(std::string_view bytes) override {
    return result(::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL), IoStatus::want_write);
  }
  void end_writing() override { ::shutdown(descriptor_, SHUT_WR); }

 private:
  static IoResult result(ssize_t count, IoStatus when_blocked) {
    if (count >= 0) return {IoStatus::done, static_cast<std::size_t>(count)};
    const bool blocked = errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
    return {blocked ? when_blocked : IoStatus::failed, 0};
  }
  int descriptor_;
};

class TlsTransport final : public Transport {
 public:
  TlsTransport(int descriptor, SSL_CTX& context)
      : descriptor_(descriptor), ssl_(SSL_new(&context), &SSL_free) {
    if (!ssl_ || SSL_set_fd(ssl_.get(), descriptor) != 1) throw base::SystemFault("OpenSSL gives no session");
    SSL_set_accept_state(ssl_.get());
  }

  IoResult handshake() override {
    ERR_clear_error();
    const int code = SSL_do_handshake(ssl_.get());
    return result(code, 0);
  }
  IoResult read(char* into, std::size_t capacity) override {
    ERR_clear_error();
    std::size_t count = 0;
    const int code = SSL_read_ex(ssl_.get(), into, capacity, &count);
    return result(code, count);
  }
  IoResult write(std::string_view bytes) override {
    ERR_clear_error();
    std::size_t count = 0;
    const int code =
        SSL_write_ex(ssl_.get(), bytes.data(), static_cast<std::size_t>(clamp(bytes.size())), &count);
    return result(code, count);
  }
  void end_writing() override {
    ERR_clear_error();
    if (!broken_ && SSL_is_init_finished(ssl_.get()) != 0) SSL_shutdown(ssl_.get());
    ::shutdown(descriptor_, SHUT_WR);
  }
  std::optional<PeerCertificate> peer() const override {
    X509* certificate = SSL_get0_peer_certificate(ssl_.get());
    if (certificate == nullptr) return std::nullopt;
    return describe(certificate);
  }
  bool is_trusted_by(SSL_CTX& context) override { return verify_again(ssl_.get(), &context); }
  std::string failure() const override { return failure_; }

 private:
  IoResult result(int code, std::size_t count) {
    if (code > 0) return {IoStatus::done, count};
    switch (SSL_get_error(ssl_.get(), code)) {
      case SSL_ERROR_WANT_READ:
        return {IoStatus::want_read, 0};
      case SSL_ERROR_WANT_WRITE:
        return {IoStatus::want_write, 0};
      case SSL_ERROR_ZERO_RETURN:
        return {IoStatus::end, 0};
      default:
        note_failure();
        return {IoStatus::failed, 0};
    }
  }
  void note_failure() {
    broken_ = true;
    const long verified = SSL_get_verify_result(ssl_.get());
    if (verified != X509_V_OK) {
      failure_ = verification_failure(verified);
    } else if (const char* reason = ERR_reason_error_string(ERR_peek_last_error()); reason != nullptr) {
      failure_ = reason;
    } else {
      failure_ = "connection lost";
    }
    ERR_clear_error();
  }
  int descriptor_;
  std::unique_ptr<SSL, void (*)(SSL*)> ssl_;
  std::string failure_;
  bool broken_ = false;
};

}  // namespace

std::unique_ptr<Transport> make_plain_transport(int descriptor) {
  return std::make_unique<PlainTransport>(descriptor);
}

std::unique_ptr<Transport> make_tls_transport(int descriptor, SSL_CTX& context) {
  return std::make_unique<TlsTransport>(descriptor, context);
}

}  // namespace raccordo::net
