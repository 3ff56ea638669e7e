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
#include "intake/spool_file.hpp"
#include "intake/spool_usage.hpp"

namespace raccordo::intake {
namespace {

namespace fs = std::filesystem;

/// About a megabyte for each transaction.
constexpr std::size_t kShelvedAtOnce = 16;

}  // namespace

class SpoolWriter::Impl {
 public:
  Impl(fs::path folder, std::string id, std::shared_ptr<const SpoolSeal> seal,
       std::shared_ptr<SpoolUsage> usage, std::string client)
      : folder_(std::move(folder)),
        id_(std::move(id)),
        part_(folder_ / (id_ + kPartEnding)),
        seal_(std::move(seal)),
        usage_(std::move(usage)),
        client_(std::move(client)),
        file_(part_, O_WRONLY | O_CREAT | O_EXCL) {
    write_all(file_.value(), kSpoolMagic, part_);
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
      if (chunk_.size() == kSpoolChunk) put_chunk(ChunkPosition::inner);
      const std::string_view part = plain.substr(0, kSpoolChunk - chunk_.size());
      chunk_.append(part);
      plain.remove_prefix(part.size());
    }
  }

  void commit() {
    put_chunk(ChunkPosition::last);
    if (::fsync(file_.value()) != 0) fail_spool(part_, "cannot be synced");
    const fs::path body = body_path(folder_, id_);
    if (::rename(part_.c_str(), body.c_str()) != 0) fail_spool(part_, "cannot be renamed");
    committed_ = true;
    sync_spool_folder(folder_);
  }

 private:
  void put_chunk(ChunkPosition position) {
    const std::string sealed = seal_->seal(chunk_, chunk_context(id_, index_, position));
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
  SpoolDescriptor file_;
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

SpoolReader::SpoolReader(std::unique_ptr<SealedChunks> chunks, std::string id,
                         std::shared_ptr<const SpoolSeal> seal)
    : chunks_(std::move(chunks)), id_(std::move(id)), seal_(std::move(seal)) {}
SpoolReader::SpoolReader(SpoolReader&&) noexcept = default;
SpoolReader& SpoolReader::operator=(SpoolReader&&) noexcept = default;
SpoolReader::~SpoolReader() = default;

std::optional<std::string> SpoolReader::next() {
  for (;;) {
    const auto chunk = chunks_->next();
    if (!chunk) return std::nullopt;
    auto plain = seal_->open(chunk->bytes, chunk_context(id_, index_++, chunk->position));
    if (!plain) fail_changed(id_);
    if (!plain->empty()) return plain;
  }
}

Spool::Spool(fs::path folder, SpoolSeal seal, SpoolLimits limits, Role role,
             std::shared_ptr<SpoolShelf> shelf)
    : folder_(std::move(folder)),
      seal_(std::make_shared<const SpoolSeal>(std::move(seal))),
      limits_(limits),
      usage_(std::make_shared<SpoolUsage>()),
      shelf_(std::move(shelf)) {
  if (role == Role::reader) return;
  std::error_code error;
  if (fs::create_directories(folder_, error)) fs::permissions(folder_, fs::perms::owner_all, error);
  if (error) throw base::SystemFault("spool " + folder_.string() + ": " + error.message());
  for (const auto& entry : fs::directory_iterator(folder_)) {
    if (entry.path().extension() == kPartEnding) fs::remove(entry.path(), error);
  }
}

SpoolRoom Spool::room(const std::string& client, std::uint64_t bytes) const {
  const auto used = usage_->of_client(client) + (shelf_ ? shelf_->held_for(client) : 0);
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
  if (!missing) return size;
  return shelf_ ? shelf_->size_of(id) : 0;
}

SpoolReader Spool::open(const std::string& id) const {
  const auto body = body_path(folder_, id);
  std::error_code ignored;
  const bool shelved =
      shelf_ && !fs::exists(body, ignored) && (shelf_->is_shared() || shelf_->size_of(id) > 0);
  return {shelved ? chunks_of_shelf(shelf_, id) : chunks_of_file(body), id, seal_};
}

void Spool::shelve(const std::string& id, const std::string& client) const {
  if (!shelf_) return;
  const auto chunks = chunks_of_file(body_path(folder_, id));
  std::vector<std::string> piece;
  std::uint64_t first = 0;
  while (auto chunk = chunks->next()) {
    piece.push_back(std::move(chunk->bytes));
    if (piece.size() < kShelvedAtOnce && chunk->position != ChunkPosition::last) continue;
    const auto count = piece.size();
    shelf_->put(id, client, first, std::exchange(piece, {}), chunk->position);
    first += count;
  }
  remove_file(id);
}

void Spool::remove(const std::string& id) const {
  if (!remove_file(id) && shelf_) shelf_->remove(id);
}

bool Spool::remove_file(const std::string& id) const {
  const fs::path body = body_path(folder_, id);
  usage_->forget(id);
  if (::unlink(body.c_str()) != 0) {
    if (errno == ENOENT) return false;
    fail_spool(body, "cannot be removed");
  }
  sync_spool_folder(folder_);
  return true;
}

std::vector<std::string> Spool::list() const {
  std::vector<std::string> out;
  for (const auto& entry : fs::directory_iterator(folder_)) {
    const std::string id = entry.path().stem().string();
    if (entry.path().extension() == kBodyEnding && is_ulid(id)) out.push_back(id);
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace raccordo::intake
