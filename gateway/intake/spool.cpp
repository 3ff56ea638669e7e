#include "intake/spool.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "base/digest.hpp"
#include "base/result.hpp"
#include "base/storage_full.hpp"
#include "intake/spool_usage.hpp"

namespace raccordo::intake {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMagic = "RSP1";
constexpr std::size_t kSealOverhead = 4096;
constexpr std::size_t kUlidLength = 26;
constexpr const char* kBody = ".body";
constexpr const char* kPart = ".part";

[[noreturn]] void fail(const fs::path& path, const char* what) {
  const bool full = errno == ENOSPC || errno == EDQUOT || errno == EFBIG;
  const auto text = "spool " + path.string() + ": " + what + ": " + std::strerror(errno);
  if (full) throw base::StorageFull(text);
  throw base::SystemFault(text);
}
[[noreturn]] void fail_changed(const fs::path& path) {
  throw BodyLost("spool " + path.string() + ": the body was changed or belongs to another key");
}

[[noreturn]] void fail_missing(const fs::path& path) {
  throw BodyLost("spool " + path.string() + ": the body is missing");
}

class Descriptor {
 public:
  Descriptor(const fs::path& path, int flags) : value_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {
    if (value_ < 0 && errno == ENOENT && flags == O_RDONLY) fail_missing(path);
    if (value_ < 0) fail(path, "cannot be opened");
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { ::close(value_); }
  int value() const { return value_; }

 private:
  int value_;
};

void write_all(int descriptor, std::string_view bytes, const fs::path& path) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail(path, "cannot be written");
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

/// Fills `into` wholly; false at the end of the file.
bool read_all(int descriptor, char* into, std::size_t size, const fs::path& path) {
  while (size > 0) {
    const ssize_t count = ::read(descriptor, into, size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail(path, "cannot be read");
    if (count == 0) return false;
    into += count;
    size -= static_cast<std::size_t>(count);
  }
  return true;
}

void sync_folder(const fs::path& folder) {
  const Descriptor descriptor(folder, O_RDONLY | O_DIRECTORY);
  if (::fsync(descriptor.value()) != 0) fail(folder, "cannot be synced");
}

std::string length_prefix(std::size_t size) {
  std::string out;
  for (unsigned shift = 0; shift < 32; shift += 8) out += static_cast<char>((size >> shift) & 0xFF);
  return out;
}

enum class Position : std::uint8_t { inner, last };

std::string context_of(const std::string& id, std::uint64_t index, Position position) {
  return "spool|" + id + "|" + std::to_string(index) + (position == Position::last ? "|last" : "|inner");
}

bool is_ulid(std::string_view id) {
  return id.size() == kUlidLength && std::all_of(id.begin(), id.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
         });
}

fs::path body_path(const fs::path& folder, const std::string& id) {
  if (!is_ulid(id)) throw base::SystemFault("spool: a body is named by a ULID");
  return folder / (id + kBody);
}

}  // namespace

class SpoolWriter::Impl {
 public:
  Impl(fs::path folder, std::string id, std::shared_ptr<const SpoolSeal> seal,
       std::shared_ptr<SpoolUsage> usage, std::string client)
      : folder_(std::move(folder)),
        id_(std::move(id)),
        part_(folder_ / (id_ + kPart)),
        seal_(std::move(seal)),
        usage_(std::move(usage)),
        client_(std::move(client)),
        file_(part_, O_WRONLY | O_CREAT | O_EXCL) {
    write_all(file_.value(), kMagic, part_);
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl() {
    if (committed_) return;
    ::unlink(part_.c_str());
    usage_->forget(id_);
  }

  const std::string& id() const { return id_; }
  std::uint64_t size() const { return size_; }

  void write(std::string_view plain) {
    size_ += plain.size();
    usage_->add(id_, client_, plain.size());
    while (!plain.empty()) {
      // A full chunk waits for more data: only then it is known not to be the last.
      if (chunk_.size() == kSpoolChunk) put_chunk(Position::inner);
      const std::string_view part = plain.substr(0, kSpoolChunk - chunk_.size());
      chunk_.append(part);
      plain.remove_prefix(part.size());
    }
  }

  void commit() {
    put_chunk(Position::last);
    if (::fsync(file_.value()) != 0) fail(part_, "cannot be synced");
    const fs::path body = body_path(folder_, id_);
    if (::rename(part_.c_str(), body.c_str()) != 0) fail(part_, "cannot be renamed");
    committed_ = true;
    sync_folder(folder_);
  }

 private:
  void put_chunk(Position position) {
    const std::string sealed = seal_->seal(chunk_, context_of(id_, index_, position));
    write_all(file_.value(), length_prefix(sealed.size()) + sealed, part_);
    ++index_;
    chunk_.clear();
  }

  fs::path folder_;
  std::string id_;
  fs::path part_;
  std::shared_ptr<const SpoolSeal> seal_;
  std::shared_ptr<SpoolUsage> usage_;
  std::string client_;
  Descriptor file_;
  std::string chunk_;
  std::uint64_t index_ = 0, size_ = 0;
  bool committed_ = false;
};

SpoolWriter::SpoolWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SpoolWriter::SpoolWriter(SpoolWriter&&) noexcept = default;
SpoolWriter& SpoolWriter::operator=(SpoolWriter&&) noexcept = default;
SpoolWriter::~SpoolWriter() = default;
const std::string& SpoolWriter::id() const { return impl_->id(); }
std::uint64_t SpoolWriter::size() const { return impl_->size(); }
void SpoolWriter::write(std::string_view plain) { impl_->write(plain); }
void SpoolWriter::commit() { impl_->commit(); }

class SpoolReader::Impl {
 public:
  Impl(fs::path body, std::string id, std::shared_ptr<const SpoolSeal> seal)
      : body_(std::move(body)), id_(std::move(id)), seal_(std::move(seal)), file_(body_, O_RDONLY) {
    struct stat facts {};
    if (::fstat(file_.value(), &facts) != 0) fail(body_, "cannot be read");
    left_ = static_cast<std::uint64_t>(facts.st_size);
    if (take(kMagic.size()) != kMagic) fail_changed(body_);
  }

  std::optional<std::string> next() {
    // An empty body has a chunk as well: without one the file was truncated.
    if (left_ == 0 && index_ == 0) fail_changed(body_);
    if (left_ == 0) return std::nullopt;
    const std::string prefix = take(4);
    std::size_t length = 0;
    for (std::size_t i = 0; i < prefix.size(); ++i) {
      length |= std::size_t{static_cast<unsigned char>(prefix[i])} << (8 * i);
    }
    if (length > kSpoolChunk + kSealOverhead) fail_changed(body_);
    const std::string sealed = take(length);
    const Position position = left_ == 0 ? Position::last : Position::inner;
    auto plain = seal_->open(sealed, context_of(id_, index_++, position));
    if (!plain) fail_changed(body_);
    if (plain->empty()) return next();
    return plain;
  }

 private:
  std::string take(std::size_t size) {
    std::string out(size, '\0');
    if (size > left_ || !read_all(file_.value(), out.data(), size, body_)) fail_changed(body_);
    left_ -= size;
    return out;
  }

  fs::path body_;
  std::string id_;
  std::shared_ptr<const SpoolSeal> seal_;
  Descriptor file_;
  std::uint64_t left_ = 0, index_ = 0;
};

SpoolReader::SpoolReader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SpoolReader::SpoolReader(SpoolReader&&) noexcept = default;
SpoolReader& SpoolReader::operator=(SpoolReader&&) noexcept = default;
SpoolReader::~SpoolReader() = default;
std::optional<std::string> SpoolReader::next() { return impl_->next(); }

Spool::Spool(fs::path folder, SpoolSeal seal, SpoolLimits limits, Role role)
    : folder_(std::move(folder)),
      seal_(std::make_shared<const SpoolSeal>(std::move(seal))),
      limits_(limits),
      usage_(std::make_shared<SpoolUsage>()) {
  if (role == Role::reader) return;
  std::error_code error;
  if (fs::create_directories(folder_, error)) fs::permissions(folder_, fs::perms::owner_all, error);
  if (error) throw base::SystemFault("spool " + folder_.string() + ": " + error.message());
  for (const auto& entry : fs::directory_iterator(folder_)) {
    if (entry.path().extension() == kPart) fs::remove(entry.path(), error);
  }
}

SpoolRoom Spool::room(const std::string& client, std::uint64_t bytes) const {
  const auto used = usage_->of_client(client);
  if (bytes > limits_.per_client || used > limits_.per_client - bytes) return SpoolRoom::client_full;
  std::error_code error;
  const auto available = fs::space(folder_, error).available;
  if (!error && (available < limits_.reserve || available - limits_.reserve < bytes))
    return SpoolRoom::disk_full;
  return SpoolRoom::free;
}

void Spool::adopt(const std::string& id, const std::string& client) const {
  std::error_code error;
  const auto bytes = fs::file_size(body_path(folder_, id), error);
  if (!error) usage_->add(id, client, bytes);
}

SpoolWriter Spool::create(base::Instant now, const std::string& client) const {
  return SpoolWriter(
      std::make_unique<SpoolWriter::Impl>(folder_, base::new_ulid(now), seal_, usage_, client));
}

std::uint64_t Spool::size_of(const std::string& id) const {
  std::error_code missing;
  const auto size = fs::file_size(body_path(folder_, id), missing);
  return missing ? 0 : size;
}

SpoolReader Spool::open(const std::string& id) const {
  return SpoolReader(std::make_unique<SpoolReader::Impl>(body_path(folder_, id), id, seal_));
}

void Spool::remove(const std::string& id) const {
  const fs::path body = body_path(folder_, id);
  usage_->forget(id);
  if (::unlink(body.c_str()) != 0) {
    if (errno == ENOENT) return;
    fail(body, "cannot be removed");
  }
  sync_folder(folder_);
}

std::vector<std::string> Spool::list() const {
  std::vector<std::string> out;
  for (const auto& entry : fs::directory_iterator(folder_)) {
    const std::string id = entry.path().stem().string();
    if (entry.path().extension() == kBody && is_ulid(id)) out.push_back(id);
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace raccordo::intake
