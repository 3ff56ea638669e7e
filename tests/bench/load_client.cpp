// Sends many small documents to a gateway over kept-alive mutual TLS connections and reports the response
// times. Usage: load_client PORT CA CERT KEY PATH MEDIA_TYPE BODIES FIRST COUNT CONNECTIONS. BODIES is a file
// of documents, each ended by the byte 0x1E; the client sends COUNT of them from FIRST on, none twice. Prints
// one line of JSON. One thread: it writes to every connection, then reads whichever answers.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <exception>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr char kEnd = '\x1e';
constexpr std::string_view kHeadEnd = "\r\n\r\n";

using Clock = std::chrono::steady_clock;

[[noreturn]] void fail(const std::string& what) { throw std::runtime_error(what); }

struct Order {
  std::uint16_t port = 0;
  std::string ca, certificate, key, path, media_type, bodies;
  std::size_t first = 0, count = 0, connections = 0;
};

std::size_t number(const char* text) {
  std::size_t value = 0;
  const std::string_view view(text);
  const auto read = std::from_chars(view.data(), view.data() + view.size(), value);
  if (read.ec != std::errc() || read.ptr != view.data() + view.size())
    fail(std::string(text) + " is no number");
  return value;
}

Order parse(char** arguments) {
  return {static_cast<std::uint16_t>(number(arguments[1])),
          arguments[2],
          arguments[3],
          arguments[4],
          arguments[5],
          arguments[6],
          arguments[7],
          number(arguments[8]),
          number(arguments[9]),
          number(arguments[10])};
}

/// The documents, memory-mapped: reading them takes no time while the clock runs.
class Bodies {
 public:
  Bodies(const std::string& file, std::size_t first, std::size_t count) {
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat facts {};
    if (descriptor < 0 || ::fstat(descriptor, &facts) != 0) fail("cannot read " + file);
    const auto size = static_cast<std::size_t>(facts.st_size);
    void* const begin = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, descriptor, 0);
    ::close(descriptor);
    if (begin == MAP_FAILED) fail("cannot map " + file);
    std::string_view rest(static_cast<const char*>(begin), size);
    for (std::size_t at = 0; at < first + count; ++at) {
      const auto end = rest.find(kEnd);
      if (end == std::string_view::npos) fail(file + " holds too few documents");
      if (at >= first) all_.push_back(rest.substr(0, end));
      rest.remove_prefix(end + 1);
    }
  }
  const std::vector<std::string_view>& all() const { return all_; }

 private:
  std::vector<std::string_view> all_;
};

using Context = std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)>;
using Stream = std::unique_ptr<SSL, decltype(&SSL_free)>;

Context make_context(const Order& order) {
  Context context(SSL_CTX_new(TLS_client_method()), &SSL_CTX_free);
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
  if (SSL_CTX_load_verify_locations(context.get(), order.ca.c_str(), nullptr) != 1 ||
      SSL_CTX_use_certificate_chain_file(context.get(), order.certificate.c_str()) != 1 ||
      SSL_CTX_use_PrivateKey_file(context.get(), order.key.c_str(), SSL_FILETYPE_PEM) != 1) {
    fail("the certificates cannot be read");
  }
  return context;
}

int connect_to(std::uint16_t port) {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int on = 1;
  ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    fail("cannot connect to the gateway");
  }
  return descriptor;
}

/// One kept-alive connection with at most one request in progress.
class Connection {
 public:
  Connection(SSL_CTX* context, const Order& order) : stream_(SSL_new(context), &SSL_free) {
    descriptor_ = connect_to(order.port);
    SSL_set_fd(stream_.get(), descriptor_);
    if (SSL_connect(stream_.get()) != 1) fail("the TLS handshake failed");
    head_ = "POST " + order.path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + order.media_type +
            "\r\nContent-Length: ";
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() { ::close(descriptor_); }

  int descriptor() const { return descriptor_; }
  void send(std::string_view body) {
    const auto message = head_ + std::to_string(body.size()) + std::string(kHeadEnd) + std::string(body);
    sent_ = Clock::now();
    if (SSL_write(stream_.get(), message.data(), static_cast<int>(message.size())) <= 0) {
      fail("the gateway closed a connection");
    }
  }
  /// Reads the whole answer; its status.
  int receive() {
    answer_.clear();
    std::size_t head_end = std::string::npos;
    while (head_end == std::string::npos ||
           answer_.size() < head_end + kHeadEnd.size() + body_size(head_end)) {
      const int count = SSL_read(stream_.get(), buffer_, sizeof buffer_);
      if (count <= 0) fail("the gateway closed a connection");
      answer_.append(buffer_, static_cast<std::size_t>(count));
      head_end = answer_.find(kHeadEnd);
    }
    return std::stoi(answer_.substr(answer_.find(' ') + 1, 3));
  }
  double milliseconds() const {
    return std::chrono::duration<double, std::milli>(Clock::now() - sent_).count();
  }
  const std::string& answer() const { return answer_; }

 private:
  std::size_t body_size(std::size_t head_end) const {
    constexpr std::string_view name = "content-length: ";  // some servers write it in small letters
    const std::string_view head(answer_.data(), head_end);
    const auto* at =
        std::search(head.begin(), head.end(), name.begin(), name.end(), [](char sent, char known) {
          return (sent >= 'A' && sent <= 'Z' ? sent - 'A' + 'a' : sent) == known;
        });
    if (at == head.end()) fail("an answer has no Content-Length");
    return std::stoul(answer_.substr(static_cast<std::size_t>(at - head.begin()) + name.size(), 20));
  }
  Stream stream_;
  int descriptor_ = -1;
  std::string head_, answer_;
  char buffer_[16 << 10] = {};
  Clock::time_point sent_;
};

/// Sends every body, each on the first free connection; the response times, in milliseconds.
class Load {
 public:
  Load(const Order& order, SSL_CTX* context) {
    for (std::size_t i = 0; i < order.connections; ++i) {
      connections_.push_back(std::make_unique<Connection>(context, order));
      polled_.push_back({connections_.back()->descriptor(), POLLIN, 0});
    }
  }
  std::vector<double> run(const std::vector<std::string_view>& bodies) {
    std::vector<double> times;
    times.reserve(bodies.size());
    std::size_t next = 0;
    for (auto& connection : connections_) {
      if (next < bodies.size()) connection->send(bodies[next++]);
    }
    while (times.size() < bodies.size()) {
      if (::poll(polled_.data(), polled_.size(), -1) < 0) fail("poll failed");
      for (std::size_t i = 0; i < polled_.size(); ++i) {
        if (polled_[i].revents == 0) continue;
        times.push_back(take_answer(*connections_[i]));
        if (next < bodies.size()) connections_[i]->send(bodies[next++]);
      }
    }
    return times;
  }

 private:
  static double take_answer(Connection& connection) {
    const int status = connection.receive();
    if (status != 201) {
      fail("a document was answered " + std::to_string(status) + ": " + connection.answer().substr(0, 2000));
    }
    return connection.milliseconds();
  }
  std::vector<std::unique_ptr<Connection>> connections_;
  std::vector<pollfd> polled_;
};

double at_share(const std::vector<double>& sorted, double share) {
  return sorted[std::min(sorted.size() - 1,
                         static_cast<std::size_t>(share * static_cast<double>(sorted.size())))];
}

void run(const Order& order) {
  const Bodies bodies(order.bodies, order.first, order.count);
  const auto context = make_context(order);
  Load load(order, context.get());
  const auto begun = Clock::now();
  auto times = load.run(bodies.all());
  const double seconds = std::chrono::duration<double>(Clock::now() - begun).count();
  std::sort(times.begin(), times.end());
  std::printf(
      "{\"requests\": %zu, \"seconds\": %.4f, \"p50_ms\": %.3f, \"p99_ms\": %.3f, \"max_ms\": %.3f}\n",
      times.size(), seconds, at_share(times, 0.50), at_share(times, 0.99), times.back());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 11) {
    std::fprintf(stderr,
                 "usage: load_client PORT CA CERT KEY PATH MEDIA_TYPE BODIES FIRST COUNT CONNECTIONS\n");
    return 2;
  }
  try {
    run(parse(argv));
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "load_client: %s\n", error.what());
    return 1;
  }
}
