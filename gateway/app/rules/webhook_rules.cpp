#include "app/rules/webhook_rules.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>

#include "app/rules/yaml_reader.hpp"
#include "base/secret.hpp"

namespace raccordo::app {
namespace {

constexpr std::size_t kLeastKey = 32, kMostKey = 1024;

class OpenFile {
 public:
  explicit OpenFile(const std::filesystem::path& file)
      : descriptor_(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
  ~OpenFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

/// "" if nothing is.
std::string_view wrong_with(const struct stat& facts) {
  if (!S_ISREG(facts.st_mode)) return "is no regular file";
  if (facts.st_uid != ::geteuid()) return "belongs to another user than this one; change its owner";
  if ((facts.st_mode & 07777U) != 0600U) return "may be read or changed by others; run chmod 600 on it";
  const auto size = static_cast<std::size_t>(facts.st_size);
  if (size < kLeastKey || size > kMostKey)
    return "must hold 32 to 1024 bytes; make one with: openssl rand -out FILE 32";
  return "";
}

/// The key, or what is wrong with its file.
base::Result<base::Hmac> load_one(const std::filesystem::path& file) {
  const OpenFile open(file);
  struct stat facts {};
  if (open.descriptor() < 0 || ::fstat(open.descriptor(), &facts) != 0)
    return base::fault(std::string("cannot be opened (") + std::strerror(errno) + ")");
  if (const auto wrong = wrong_with(facts); !wrong.empty()) return base::fault(std::string(wrong));
  std::string bytes(static_cast<std::size_t>(facts.st_size), '\0');
  const auto count = ::read(open.descriptor(), bytes.data(), bytes.size());
  const bool whole = count == facts.st_size;
  const bool same = bytes.find_first_not_of(bytes.front()) == std::string::npos;
  std::optional<base::Hmac> key;
  if (whole && !same) key.emplace(bytes);
  const base::Secret wiped_at_the_end(std::move(bytes));
  if (!whole) return base::fault("could not be read to its end; try again");
  if (same)
    return base::fault("holds the same byte over and over; make a random key: openssl rand -out FILE 32");
  return *key;
}

}  // namespace

void read_webhooks(YamlReader& yaml, const std::filesystem::path& folder, WebhookRules& into) {
  yaml.section("webhooks", [&](YamlReader& section) {
    section.list("private_addresses", [&](const std::string& text) -> std::string {
      const auto network = net::Network::parse(text);
      if (!network) return "must be networks such as 10.1.2.0/24 or fd00:12::/64, or single addresses";
      into.private_addresses.push_back(*network);
      return "";
    });
    section.scalar("ca", [&](const std::string& text) -> std::string {
      if (!text.empty()) into.ca = (folder / text).lexically_normal();
      return "";
    });
    section.integer("give_up_hours", 1, 720, into.give_up_hours);
  });
}

WebhookKeys load_webhook_keys(const intake::ClientSet& clients, const std::string& file,
                              base::FileFaults& faults) {
  WebhookKeys keys;
  for (const auto& client : clients.all()) {
    if (!client.webhook) continue;
    auto key = load_one(client.webhook->key_file);
    if (key) {
      keys.emplace(client.name, *key);
    } else {
      faults.push_back({file, client.webhook->line,
                        "client " + client.name + ": the key file of its webhook, " +
                            client.webhook->key_file.string() + ", " + key.error().message});
    }
  }
  return keys;
}

}  // namespace raccordo::app
