#include "app/backup/sealed_file.hpp"

#include <zstd.h>

#include <algorithm>
#include <fstream>
#include <utility>
#include <vector>

#include "app/backup/durable_file.hpp"
#include "app/backup/sealed_head.hpp"
#include "base/digest.hpp"
#include "base/text.hpp"

namespace raccordo::app {
namespace {

constexpr std::size_t kChunk = std::size_t{1} << 20;  // compressed bytes of a chunk
constexpr std::size_t kMostSealed = kChunk + 4096;
constexpr std::size_t kMostLine = 4096;
constexpr std::size_t kSalt = 32;
constexpr int kLevel = 3;
constexpr std::size_t kDigest = sizeof(base::Digest);

std::string context_of(const std::string& lines, std::uint64_t number, bool is_last) {
  return "sealed-file|" + base::sha256_hex(lines) + "|" + std::to_string(number) +
         (is_last ? "|last" : "|inner");
}

std::shared_ptr<const privacy::Sealer> sealer_of(const SealedLines& lines, const SealedFileKey& key) {
  if (!lines.head.has_passphrase) {
    if (key.sealer != nullptr) return {std::shared_ptr<void>(), key.sealer};
    throw BrokenFile("the file was sealed with the sealing key of the installation, which is not here");
  }
  if (!key.passphrase)
    throw BrokenFile("the file was sealed with a passphrase: give the same one by --passphrase-file");
  return std::make_shared<const privacy::Sealer>(
      privacy::key_of_passphrase(*key.passphrase, lines.salt, lines.cost));
}

std::size_t checked(std::size_t result) {
  if (ZSTD_isError(result) != 0)
    throw base::SystemFault("zstd failed: " + std::string(ZSTD_getErrorName(result)));
  return result;
}

}  // namespace

class SealedFileWriter::Impl {
 public:
  Impl(std::filesystem::path file, const SealedFileKey& key, SealedFileHead head)
      : file_(std::move(file)), zstd_(ZSTD_createCCtx(), &ZSTD_freeCCtx) {
    SealedLines lines{std::move(head), "", {}};
    lines.head.has_passphrase = key.passphrase.has_value();
    if (lines.head.has_passphrase) lines.salt = base::random_bytes(kSalt);
    sealer_ = sealer_of(lines, key);
    lines_ = write_lines(lines);
    if (!zstd_) throw base::SystemFault("zstd failed: no memory");
    checked(ZSTD_CCtx_setParameter(zstd_.get(), ZSTD_c_compressionLevel, kLevel));
    file_.write(lines_);
  }

  void write(std::string_view plain) {
    digest_.update(plain);
    compress(plain, ZSTD_e_continue);
  }

  void commit() {
    const auto digest = digest_.finish();
    compress(base::as_bytes(digest), ZSTD_e_end);
    put_chunk(true);
    file_.commit();
  }

 private:
  void compress(std::string_view plain, ZSTD_EndDirective end) {
    std::string out(ZSTD_CStreamOutSize(), '\0');
    ZSTD_inBuffer from{plain.data(), plain.size(), 0};
    for (bool more = true; more;) {
      ZSTD_outBuffer to{out.data(), out.size(), 0};
      const auto left = checked(ZSTD_compressStream2(zstd_.get(), &to, &from, end));
      waiting_.append(out, 0, to.pos);
      while (waiting_.size() > kChunk) put_chunk(false);
      more = end == ZSTD_e_end ? left != 0 : from.pos < from.size;
    }
  }

  void put_chunk(bool is_last) {
    const auto size = std::min(kChunk, waiting_.size());
    const auto sealed =
        sealer_->seal(std::string_view(waiting_).substr(0, size), context_of(lines_, number_++, is_last));
    waiting_.erase(0, size);
    std::string length;
    for (unsigned shift = 0; shift < 32; shift += 8)
      length += static_cast<char>((sealed.size() >> shift) & 0xFF);
    file_.write(length);
    file_.write(sealed);
  }

  DurableFile file_;
  std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> zstd_;
  std::shared_ptr<const privacy::Sealer> sealer_;
  std::string lines_, waiting_;
  base::Sha256 digest_;
  std::uint64_t number_ = 0;
};

SealedFileWriter::SealedFileWriter(std::filesystem::path file, const SealedFileKey& key,
                                   const SealedFileHead& head)
    : impl_(std::make_unique<Impl>(std::move(file), key, head)) {}
SealedFileWriter::~SealedFileWriter() = default;
void SealedFileWriter::write(std::string_view plain) { impl_->write(plain); }
void SealedFileWriter::commit() { impl_->commit(); }

class SealedFileReader::Impl {
 public:
  Impl(const std::filesystem::path& file, const SealedFileKey& key)
      : name_(file.string()), in_(file, std::ios::binary), zstd_(ZSTD_createDCtx(), &ZSTD_freeDCtx) {
    if (!in_) throw BrokenFile(name_ + " cannot be opened: check its name and who may read it");
    if (!zstd_) throw base::SystemFault("zstd failed: no memory");
    size_ = std::filesystem::file_size(file);
    const auto first = line();
    if (first != kSealedForm) broken("is no backup of Raccordo, or of a newer form");
    const auto second = line();
    auto lines =
        second.empty() ? std::nullopt : read_lines(std::string_view(second).substr(0, second.size() - 1));
    if (!lines) broken("has a damaged head");
    lines_ = first + second;
    head_ = lines->head;
    sealer_ = sealer_of(*lines, key);
  }

  const SealedFileHead& head() const { return head_; }
  std::uint64_t size() const { return size_; }
  std::uint64_t position() const { return position_; }

  std::optional<std::string> next() {
    while (plain_.size() <= kDigest && (has_more_ || !is_last_)) {
      if (!has_more_) read_chunk();
      decompress();
    }
    if (plain_.size() > kDigest) {
      // The last bytes may be the digest.
      auto piece = plain_.substr(0, plain_.size() - kDigest);
      plain_.erase(0, piece.size());
      digest_.update(piece);
      return piece;
    }
    if (!is_checked_) check_end();
    return std::nullopt;
  }

 private:
  [[noreturn]] void broken(const std::string& what) const {
    throw BrokenFile(name_ + " " + what + "; use another copy");
  }

  std::string line() {
    std::string out;
    for (char c = 0; out.size() < kMostLine && in_.get(c);) {
      out += c;
      if (c == '\n') break;
    }
    position_ += out.size();
    return !out.empty() && out.back() == '\n' ? out : "";
  }

  void read_chunk() {
    std::string length(4, '\0');
    if (!in_.read(length.data(), 4)) broken("was cut off");
    std::size_t size = 0;
    for (std::size_t i = 4; i-- > 0;) size = size << 8U | static_cast<unsigned char>(length[i]);
    if (size > kMostSealed) broken("was changed");
    std::string sealed(size, '\0');
    if (!in_.read(sealed.data(), static_cast<std::streamsize>(size))) broken("was cut off");
    position_ += 4 + size;
    is_last_ = position_ == size_;
    auto chunk = sealer_->open(sealed, context_of(lines_, number_, is_last_));
    if (!chunk) {
      broken(number_ == 0
                 ? "cannot be opened: it was sealed with another key or passphrase, or it was changed"
                 : "was changed or cut off");
    }
    ++number_;
    chunk_ = std::move(*chunk);
    used_ = 0;
    has_more_ = true;
  }

  /// One step: a chunk of a megabyte may become gigabytes.
  void decompress() {
    std::string out(ZSTD_DStreamOutSize(), '\0');
    ZSTD_inBuffer from{chunk_.data(), chunk_.size(), used_};
    ZSTD_outBuffer to{out.data(), out.size(), 0};
    const auto left = ZSTD_decompressStream(zstd_.get(), &to, &from);
    if (ZSTD_isError(left) != 0) broken("was changed");
    used_ = from.pos;
    ended_ = left == 0;
    plain_.append(out, 0, to.pos);
    has_more_ = used_ < chunk_.size() || to.pos == to.size;
  }

  void check_end() {
    is_checked_ = true;
    const auto digest = digest_.finish();
    if (!ended_ || plain_ != base::as_bytes(digest)) broken("has another content than was written");
  }

  std::string name_;
  std::ifstream in_;
  std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> zstd_;
  SealedFileHead head_;
  std::shared_ptr<const privacy::Sealer> sealer_;
  std::string lines_, chunk_, plain_;
  std::size_t used_ = 0;  // of the chunk
  base::Sha256 digest_;
  std::uint64_t size_ = 0, position_ = 0, number_ = 0;
  bool has_more_ = false, is_last_ = false, is_checked_ = false, ended_ = false;
};

SealedFileReader::SealedFileReader(const std::filesystem::path& file, const SealedFileKey& key)
    : impl_(std::make_unique<Impl>(file, key)) {}
SealedFileReader::~SealedFileReader() = default;
const SealedFileHead& SealedFileReader::head() const { return impl_->head(); }
std::uint64_t SealedFileReader::size() const { return impl_->size(); }
std::uint64_t SealedFileReader::position() const { return impl_->position(); }
std::optional<std::string> SealedFileReader::next() { return impl_->next(); }

}  // namespace raccordo::app
