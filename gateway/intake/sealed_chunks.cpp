#include "intake/sealed_chunks.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <deque>
#include <utility>

#include "base/result.hpp"

namespace raccordo::intake {
namespace {

namespace fs = std::filesystem;

class FileChunks final : public SealedChunks {
 public:
  explicit FileChunks(fs::path body) : body_(std::move(body)), file_(body_, O_RDONLY) {
    struct stat facts {};
    if (::fstat(file_.value(), &facts) != 0) fail_spool(body_, "cannot be read");
    left_ = static_cast<std::uint64_t>(facts.st_size);
    if (take(kSpoolMagic.size()) != kSpoolMagic) fail_changed(body_);
  }

  std::optional<SealedChunk> next() override {
    // An empty body has a chunk as well: without one the file was truncated.
    if (left_ == 0 && is_first_) fail_changed(body_);
    if (left_ == 0) return std::nullopt;
    is_first_ = false;
    const std::string prefix = take(4);
    std::size_t length = 0;
    for (std::size_t i = 0; i < prefix.size(); ++i) {
      length |= std::size_t{static_cast<unsigned char>(prefix[i])} << (8 * i);
    }
    if (length > kSpoolChunk + kSealOverhead) fail_changed(body_);
    auto sealed = take(length);
    return SealedChunk{std::move(sealed), left_ == 0 ? ChunkPosition::last : ChunkPosition::inner};
  }

 private:
  std::string take(std::size_t size) {
    std::string out(size, '\0');
    if (size > left_ || !read_all(file_.value(), out.data(), size, body_)) fail_changed(body_);
    left_ -= size;
    return out;
  }

  fs::path body_;
  SpoolDescriptor file_;
  std::uint64_t left_ = 0;
  bool is_first_ = true;
};

/// Reads ahead, because only the last chunk is sealed as the last one.
class ShelfChunks final : public SealedChunks {
 public:
  ShelfChunks(std::shared_ptr<SpoolShelf> shelf, std::string id)
      : shelf_(std::move(shelf)), id_(std::move(id)) {
    fill();
    // Not BodyLost: a node that served alone may still have it in a file, and moves it here when it starts.
    if (ready_.empty()) throw base::SystemFault("spool: body " + id_ + " is not in the database");
  }

  std::optional<SealedChunk> next() override {
    if (ready_.empty()) return std::nullopt;
    SealedChunk chunk{std::move(ready_.front()), ChunkPosition::inner};
    ready_.pop_front();
    if (ready_.empty()) fill();
    if (ready_.empty()) chunk.position = ChunkPosition::last;
    return chunk;
  }

 private:
  static constexpr std::size_t kAtOnce = 16;
  void fill() {
    for (auto& chunk : shelf_->read(id_, read_, kAtOnce)) {
      ready_.push_back(std::move(chunk));
      ++read_;
    }
  }

  std::shared_ptr<SpoolShelf> shelf_;
  std::string id_;
  std::deque<std::string> ready_;
  std::uint64_t read_ = 0;
};

}  // namespace

std::unique_ptr<SealedChunks> chunks_of_file(const fs::path& body) {
  return std::make_unique<FileChunks>(body);
}

std::unique_ptr<SealedChunks> chunks_of_shelf(std::shared_ptr<SpoolShelf> shelf, const std::string& id) {
  return std::make_unique<ShelfChunks>(std::move(shelf), id);
}

}  // namespace raccordo::intake
