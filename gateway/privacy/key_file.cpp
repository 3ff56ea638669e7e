#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "privacy/key_bytes.hpp"
#include "privacy/keys.hpp"

namespace raccordo::privacy {
namespace {

/// Closes what it holds.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

base::Fault fault_at(const std::filesystem::path& file, const std::string& what) {
  return base::fault("key file " + file.string() + ": " + what);
}

base::Fault cannot_open(const std::filesystem::path& file, int error) {
  if (error == ENOENT) {
    return fault_at(file, "there is none; make it with: raccordo keys init");
  }
  return fault_at(
      file, std::string("it cannot be opened (") + std::strerror(error) + "); run as the user who owns it");
}

std::optional<std::string> wrong_with(const struct stat& facts, const std::filesystem::path& file) {
  if (!S_ISREG(facts.st_mode)) return "it is no regular file; name the file that holds the key";
  if (facts.st_uid != ::geteuid()) return "it belongs to another user; run: chown $USER " + file.string();
  if ((facts.st_mode & 07777U) != 0600U) {
    return "its mode must be 0600, so that its owner alone reads and changes it; run: chmod 600 " +
           file.string();
  }
  const auto size = static_cast<std::size_t>(facts.st_size);
  if (size == 0 || size % kKeyBytes != 0 || size > kKeyBytes * kMostGenerations) {
    return "it must hold 32 bytes for each generation, at most 255 of them, but has " + std::to_string(size) +
           " bytes; restore it from a backup";
  }
  return std::nullopt;
}

bool read_all(int descriptor, std::string& into) {
  std::size_t done = 0;
  while (done < into.size()) {
    const auto count = ::read(descriptor, into.data() + done, into.size() - done);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    done += static_cast<std::size_t>(count);
  }
  return true;
}

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return ::fsync(descriptor) == 0;
}

}  // namespace

base::Result<base::Secret> load_key(const std::filesystem::path& file) {
  // Links are followed: installations keep keys elsewhere; the mode of the target counts.
  const Descriptor key(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (key.number() < 0) return cannot_open(file, errno);
  struct stat facts {};
  if (::fstat(key.number(), &facts) != 0) return cannot_open(file, errno);
  if (const auto wrong = wrong_with(facts, file)) return fault_at(file, *wrong);
  std::string bytes(static_cast<std::size_t>(facts.st_size), '\0');
  const bool whole = read_all(key.number(), bytes);
  base::Secret secret(bytes);
  OPENSSL_cleanse(bytes.data(), bytes.size());
  if (!whole) return fault_at(file, "it became shorter while it was read; try again");
  for (std::size_t i = 0; i < generations_of(secret); ++i) {
    const auto key_bytes = generation(secret, i);
    if (key_bytes.find_first_not_of(key_bytes.front()) == std::string_view::npos) {
      return fault_at(file,
                      "it holds the same byte over and over, which is no random key; make one with: raccordo "
                      "keys init");
    }
  }
  return secret;
}

base::Result<bool> create_key(const std::filesystem::path& file) {
  const Descriptor key(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (key.number() < 0) {
    if (errno == EEXIST) return fault_at(file, "it exists already and was not changed");
    return fault_at(file, std::string("it cannot be made (") + std::strerror(errno) +
                              "); make its folder and let this user write there");
  }
  auto bytes = base::random_bytes(kKeyBytes);
  // The umask may have taken bits away, never added any.
  const bool written = ::fchmod(key.number(), 0600) == 0 && write_all(key.number(), bytes);
  OPENSSL_cleanse(bytes.data(), bytes.size());
  if (written) return true;
  ::unlink(file.c_str());
  return fault_at(file, "it cannot be written; is the disk full?");
}

std::optional<std::string> fault_of_appending(const std::filesystem::path& file) {
  const auto key = load_key(file);
  if (!key) return key.error().message;
  if (generations_of(*key) >= kMostGenerations)
    return fault_at(file, "it has 255 generations, which is the most; nothing was changed").message;
  std::error_code error;
  const auto target = std::filesystem::canonical(file, error);
  const auto folder = target.parent_path();
  if (!error && ::access(folder.c_str(), W_OK | X_OK) == 0) return std::nullopt;
  return fault_at(file, "this user may not write in its folder " + folder.string() +
                            ", where the new file is made before it takes the place of the old one; let this "
                            "user write there. Nothing was changed")
      .message;
}

base::Result<bool> append_generation(const std::filesystem::path& file) {
  if (auto wrong = fault_of_appending(file)) return base::fault(std::move(*wrong));
  const auto old = load_key(file);
  if (!old) return old.error();
  std::error_code error;
  const auto target = std::filesystem::canonical(file, error);
  if (error) return cannot_open(file, error.value());
  auto part = target;
  part += ".rotating";
  ::unlink(part.c_str());  // of a program that was killed; it never came into force
  bool written = false;
  {
    const Descriptor fresh(::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (fresh.number() >= 0) {
      std::string bytes;
      bytes.reserve(kKeyBytes * (kMostGenerations + 1));  // no copies of it are left behind
      for (std::size_t i = 0; i < generations_of(*old); ++i) bytes += generation(*old, i);
      bytes += base::random_bytes(kKeyBytes);
      written = ::fchmod(fresh.number(), 0600) == 0 && write_all(fresh.number(), bytes);
      OPENSSL_cleanse(bytes.data(), bytes.size());
    }
  }
  if (!written || ::rename(part.c_str(), target.c_str()) != 0) {
    const int reason = errno;
    ::unlink(part.c_str());
    return fault_at(file, std::string("no generation can be appended (") + std::strerror(reason) +
                              "); is the disk full? Nothing was changed");
  }
  const Descriptor folder(::open(target.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.number() < 0 || ::fsync(folder.number()) != 0)
    return fault_at(file, "a generation was appended, but its folder cannot be flushed; try again");
  return true;
}

bool share_a_key(const base::Secret& left, const base::Secret& right) {
  for (std::size_t i = 0; i < generations_of(left); ++i) {
    for (std::size_t k = 0; k < generations_of(right); ++k) {
      if (generation(left, i) == generation(right, k)) return true;
    }
  }
  return false;
}

base::Hmac hmac_of(const base::Secret& key) { return base::Hmac(newest_generation(key)); }

std::vector<base::Hmac> hmacs_of(const base::Secret& key) {
  std::vector<base::Hmac> all;
  for (std::size_t i = 0; i < generations_of(key); ++i) all.emplace_back(generation(key, i));
  return all;
}

}  // namespace raccordo::privacy
