#include "net/https_caller.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <charconv>
#include <mutex>
#include <thread>
#include <utility>

#include "base/log.hpp"
#include "base/result.hpp"
#include "net/password.hpp"
#include "net/peer_verification.hpp"

namespace raccordo::net {
namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using boost::system::error_code;
using std::chrono::steady_clock;

struct CallRules::Parts {
  asio::ssl::context tls{asio::ssl::context::tls_client};
  AddressRule addresses;
};

namespace {

/// Of an answer nothing more is kept or read.
constexpr std::size_t kMostHead = 16 << 10;
/// Addresses of a name that are tried, in the order of the resolver.
constexpr std::size_t kMostPlaces = 4;

IpAddress value_of(const asio::ip::address& address) {
  IpAddress value;
  const auto copy = [&value](const auto& bytes) {
    value.size = bytes.size();
    std::copy(bytes.begin(), bytes.end(), value.bytes.begin());
  };
  address.is_v4() ? copy(address.to_v4().to_bytes()) : copy(address.to_v6().to_bytes());
  return value;
}

std::string text_of(const Call& call) {
  auto text = "POST " + call.url.path + " HTTP/1.1\r\nHost: " + call.url.authority() +
              "\r\nConnection: close\r\nContent-Length: " + std::to_string(call.body.size()) + "\r\n";
  for (const auto& [name, value] : call.headers) text += name + ": " + value + "\r\n";
  return text + "\r\n" + call.body;
}

std::chrono::seconds seconds_of(std::string_view header) {
  constexpr int kHour = 3600;
  int seconds = 0;
  const auto read = std::from_chars(header.data(), header.data() + header.size(), seconds);
  if (read.ec == std::errc::result_out_of_range) seconds = kHour;
  return std::chrono::seconds(std::clamp(seconds, 0, kHour));
}

struct Places {
  CallEnd fault = CallEnd::name_unknown;
  std::vector<tcp::endpoint> endpoints;  ///< checked; empty: `fault` says why
};

/// Waits for the resolver of the system.
Places find_places(const Call& call, const AddressRule& rule) {
  Places places;
  asio::io_context unused;
  tcp::resolver resolver(unused);
  error_code error;
  const auto found =
      resolver.resolve(call.url.host, std::to_string(call.url.port), tcp::resolver::numeric_service, error);
  if (error) return places;
  for (const auto& each : found) {
    if (!rule.permits(value_of(each.endpoint().address()))) return {CallEnd::address_refused, {}};
    if (places.endpoints.size() < kMostPlaces) places.endpoints.push_back(each.endpoint());
  }
  return places;
}

}  // namespace

std::string_view to_string(CallEnd end) {
  switch (end) {
    case CallEnd::answered:
      return "answered";
    case CallEnd::name_unknown:
      return "name-unknown";
    case CallEnd::address_refused:
      return "address-refused";
    case CallEnd::unreachable:
      return "unreachable";
    case CallEnd::tls_failed:
      return "tls-failed";
    case CallEnd::no_answer:
      return "no-answer";
    case CallEnd::timeout:
      return "timeout";
  }
  return "";
}

CallRules::CallRules(const std::string& authorities, AddressRule addresses)
    : parts_(std::make_unique<Parts>()) {
  parts_->addresses = std::move(addresses);
  auto* context = parts_->tls.native_handle();
  ERR_clear_error();
  SSL_CTX_set_default_passwd_cb(context, &refuse_password);
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20");
  SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_TICKET);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  set_verification_time(context);
  const int loaded = authorities.empty() ? SSL_CTX_set_default_verify_paths(context)
                                         : SSL_CTX_load_verify_file(context, authorities.c_str());
  ERR_clear_error();
  if (loaded != 1)
    throw base::SystemFault("webhooks.ca: " + authorities + " is no readable PEM file of certificates");
  // All certificates of the file are trusted, root or intermediate authorities.
  if (!authorities.empty()) X509_STORE_set_flags(SSL_CTX_get_cert_store(context), X509_V_FLAG_PARTIAL_CHAIN);
}

CallRules::~CallRules() = default;

/// One call after its name was resolved; everything of it lives in the frame of run().
class CallRun {
 public:
  CallRun(asio::io_context& io, Call call, const CallLimits& limits, steady_clock::time_point deadline)
      : call_(std::move(call)), limits_(limits), deadline_(deadline), stream_(io, call_.rules->parts_->tls) {}

  static asio::awaitable<CallResult> run(std::unique_ptr<CallRun> self, std::vector<tcp::endpoint> places) {
    CallResult result;
    result.end = co_await self->connect(std::move(places));
    if (result.end == CallEnd::answered) result.end = co_await self->shake_hands();
    if (result.end == CallEnd::answered) result = co_await self->exchange();
    // No farewell: nobody waits for it.
    self->socket().socket().close(self->error_);
    co_return result;
  }

 private:
  beast::tcp_stream& socket() { return stream_.next_layer(); }
  auto token() { return asio::redirect_error(asio::use_awaitable, error_); }
  void allow(std::chrono::milliseconds step) {
    socket().expires_at(std::min(deadline_, steady_clock::now() + step));
  }
  /// How the last step ended; `otherwise` if it failed in its own way.
  CallEnd end_of(CallEnd otherwise) const {
    if (!error_) return CallEnd::answered;
    return error_ == beast::error::timeout ? CallEnd::timeout : otherwise;
  }

  asio::awaitable<CallEnd> connect(std::vector<tcp::endpoint> places) {
    auto end = CallEnd::unreachable;
    for (const auto& place : places) {
      allow(limits_.connect / static_cast<int>(places.size()));
      co_await socket().async_connect(place, token());
      end = end_of(CallEnd::unreachable);
      if (end == CallEnd::answered) co_return end;
      error_code ignored;
      socket().socket().close(ignored);
    }
    co_return end;
  }

  asio::awaitable<CallEnd> shake_hands() {
    auto* tls = stream_.native_handle();
    auto* checks = SSL_get0_param(tls);
    X509_VERIFY_PARAM_set_hostflags(
        checks, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
    const auto& host = call_.url.host;
    const int set = call_.url.is_address ? X509_VERIFY_PARAM_set1_ip_asc(checks, host.c_str())
                                         : X509_VERIFY_PARAM_set1_host(checks, host.c_str(), host.size());
    std::string name = host;
    // As SSL_set_tlsext_host_name, a macro with an old-style cast.
    const bool named = call_.url.is_address || SSL_ctrl(tls, SSL_CTRL_SET_TLSEXT_HOSTNAME,
                                                        TLSEXT_NAMETYPE_host_name, name.data()) == 1;
    if (set != 1 || !named) co_return CallEnd::tls_failed;
    allow(limits_.handshake);
    co_await stream_.async_handshake(asio::ssl::stream_base::client, token());
    co_return end_of(CallEnd::tls_failed);
  }

  asio::awaitable<CallResult> exchange() {
    const auto request = text_of(call_);
    allow(limits_.write);
    co_await asio::async_write(stream_, asio::buffer(request), token());
    if (error_) co_return CallResult{end_of(CallEnd::no_answer)};
    beast::flat_buffer buffer(kMostHead);
    beast::http::response_parser<beast::http::empty_body> parser;
    parser.header_limit(kMostHead);
    parser.skip(true);
    allow(limits_.answer);
    co_await beast::http::async_read_header(stream_, buffer, parser, token());
    if (error_) co_return CallResult{end_of(CallEnd::no_answer)};
    const auto& head = parser.get();
    co_return CallResult{CallEnd::answered, static_cast<int>(head.result_int()),
                         seconds_of(head[beast::http::field::retry_after])};
  }

  Call call_;
  const CallLimits limits_;
  const steady_clock::time_point deadline_;
  asio::ssl::stream<beast::tcp_stream> stream_;
  error_code error_;
};

class HttpsCaller::Impl {
 public:
  Impl(std::size_t most, CallLimits limits)
      : most_(most), limits_(limits), guard_(asio::make_work_guard(io_)), resolvers_(most) {
    thread_ = std::thread([this] { io_.run(); });
  }
  ~Impl() { stop(); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  bool start(Call call, Done done) {
    {
      const std::lock_guard lock(mutex_);
      if (stopped_ || in_flight_ >= most_) return false;
      ++in_flight_;
    }
    const auto deadline = steady_clock::now() + limits_.total;
    auto shared = std::make_shared<std::pair<Call, Done>>(std::move(call), std::move(done));
    asio::post(resolvers_, [this, shared, deadline] {
      auto places = find_places(shared->first, shared->first.rules->parts_->addresses);
      if (places.endpoints.empty()) return finish(shared->second, {places.fault});
      auto run = std::make_unique<CallRun>(io_, std::move(shared->first), limits_, deadline);
      asio::co_spawn(io_, CallRun::run(std::move(run), std::move(places.endpoints)),
                     [this, shared](const std::exception_ptr& failed, CallResult result) {
                       finish(shared->second, failed ? CallResult{} : result);
                     });
    });
    return true;
  }

  void stop() {
    {
      const std::lock_guard lock(mutex_);
      stopped_ = true;
    }
    resolvers_.stop();
    resolvers_.join();
    io_.stop();
    if (thread_.joinable()) thread_.join();
  }

 private:
  void finish(const Done& done, CallResult result) {
    {
      const std::lock_guard lock(mutex_);
      --in_flight_;
      if (stopped_) return;
    }
    done(result);
  }

  const std::size_t most_;
  const CallLimits limits_;
  std::mutex mutex_;
  std::size_t in_flight_ = 0;
  bool stopped_ = false;
  asio::io_context io_;
  asio::executor_work_guard<asio::io_context::executor_type> guard_;
  asio::thread_pool resolvers_;
  std::thread thread_;
};

HttpsCaller::HttpsCaller(std::size_t most, CallLimits limits) : impl_(std::make_unique<Impl>(most, limits)) {}
HttpsCaller::~HttpsCaller() = default;
bool HttpsCaller::start(Call call, Done done) { return impl_->start(std::move(call), std::move(done)); }
void HttpsCaller::stop() { impl_->stop(); }

}  // namespace raccordo::net
