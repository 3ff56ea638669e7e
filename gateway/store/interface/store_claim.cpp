#include "store/interface/store_claim.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "store/interface/process_owner.hpp"

namespace raccordo::store {
namespace {

std::string read_text(int descriptor) {
  std::array<char, 1024> text{};
  const auto count = ::pread(descriptor, text.data(), text.size(), 0);
  return count > 0 ? std::string(text.data(), static_cast<std::size_t>(count)) : std::string();
}

/// `OWNER since TIME`: for people and for the message of the next program; only the lock decides.
void write_text(int descriptor, base::Instant now) {
  const auto text = this_process() + " since " + base::to_string(now) + "\n";
  const bool written =
      ::ftruncate(descriptor, 0) == 0 && ::pwrite(descriptor, text.data(), text.size(), 0) > 0;
  if (!written)
    throw base::SystemFault(std::string("store: cannot write its claim: ") + std::strerror(errno));
}

std::string owner_in(const std::string& text) { return text.substr(0, text.find(" since ")); }

base::Fault held(const std::string& file, const std::string& text) {
  const auto owner = owner_in(text);
  const auto since =
      text.size() > owner.size() ? text.substr(owner.size(), text.find('\n') - owner.size()) : "";
  return {"The store " + file + " is in use by another `raccordo serve`: " + in_words(owner) + since +
          ". Stop it first; nothing was changed."};
}

}  // namespace

base::Result<std::unique_ptr<StoreClaim>> StoreClaim::take(const std::string& file, base::Instant now) {
  const auto name = file + "-claim";
  const int descriptor = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) throw base::SystemFault("store: cannot open " + name + ": " + std::strerror(errno));
  std::unique_ptr<StoreClaim> claim(new StoreClaim(descriptor));
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) return held(file, read_text(descriptor));
  write_text(descriptor, now);
  return claim;
}

std::optional<std::string> StoreClaim::holder(const std::string& file) {
  const int descriptor = ::open((file + "-claim").c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return std::nullopt;
  const StoreClaim looked(descriptor);
  if (::flock(descriptor, LOCK_SH | LOCK_NB) == 0) return std::nullopt;
  return owner_in(read_text(descriptor));
}

StoreClaim::~StoreClaim() { ::close(descriptor_); }

}  // namespace raccordo::store
