#include "intake/decompress.hpp"

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "base/result.hpp"
#include "base/text.hpp"

namespace raccordo::intake {
namespace {

constexpr std::size_t kPiece = 64 << 10;
/// gzip framing with zlib's largest window.
constexpr int kGzipWindow = 15 + 16;

/// Counts both sides and reports when a limit is exceeded.
class Budget {
 public:
  explicit Budget(const DecompressLimits& limits) : limits_(limits) {}
  void sent(std::size_t bytes) { sent_ += bytes; }
  /// Room for output up to one byte beyond the limit, so that the excess is detected and no more is produced.
  std::size_t room() const {
    const std::uint64_t left = limits_.plain_bytes - plain_;
    return left < kPiece ? static_cast<std::size_t>(left) + 1 : kPiece;
  }
  DecompressState plain(std::size_t bytes) {
    plain_ += bytes;
    if (plain_ > limits_.plain_bytes) return DecompressState::too_large;
    if (plain_ > limits_.ratio_from && plain_ / limits_.ratio > sent_) return DecompressState::ratio;
    return DecompressState::going;
  }

 private:
  DecompressLimits limits_;
  std::uint64_t sent_ = 0, plain_ = 0;
};

/// Passes a piece on unless it is beyond the limits.
DecompressState hand_on(Budget& budget, std::string_view piece, const Decompressor::Output& output) {
  if (piece.empty()) return DecompressState::going;
  const DecompressState state = budget.plain(piece.size());
  if (state != DecompressState::going) return state;
  return output(piece) ? DecompressState::going : DecompressState::stopped;
}

class Identity final : public Decompressor {
 public:
  explicit Identity(const DecompressLimits& limits) : budget_(limits) {}
  DecompressState write(std::string_view sent, const Output& output) override {
    budget_.sent(sent.size());
    DecompressState state = DecompressState::going;
    for (; !sent.empty() && state == DecompressState::going;
         sent.remove_prefix(std::min(sent.size(), kPiece))) {
      state = hand_on(budget_, sent.substr(0, kPiece), output);
    }
    return state;
  }
  DecompressState finish() override { return DecompressState::going; }

 private:
  Budget budget_;
};

class Gzip final : public Decompressor {
 public:
  explicit Gzip(const DecompressLimits& limits) : budget_(limits), piece_(kPiece) {
    if (inflateInit2(&stream_, kGzipWindow) != Z_OK) throw base::SystemFault("zlib gives no memory");
  }
  ~Gzip() override { inflateEnd(&stream_); }
  Gzip(const Gzip&) = delete;
  Gzip& operator=(const Gzip&) = delete;

  DecompressState write(std::string_view sent, const Output& output) override {
    DecompressState state = DecompressState::going;
    while (!sent.empty() && state == DecompressState::going) {
      const std::size_t part = std::min<std::size_t>(sent.size(), std::numeric_limits<uInt>::max());
      state = write_part(sent.substr(0, part), output);
      sent.remove_prefix(part);
    }
    return state;
  }
  DecompressState finish() override {
    return between_members_ && any_ ? DecompressState::going : DecompressState::truncated;
  }

 private:
  DecompressState write_part(std::string_view sent, const Output& output) {
    budget_.sent(sent.size());
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(sent.data()));
    stream_.avail_in = static_cast<uInt>(sent.size());
    bool full = true;
    while (stream_.avail_in > 0 || full) {
      if (between_members_ && stream_.avail_in == 0) return DecompressState::going;
      between_members_ = false;
      any_ = true;
      const std::size_t room = budget_.room();
      stream_.next_out = reinterpret_cast<Bytef*>(piece_.data());
      stream_.avail_out = static_cast<uInt>(room);
      const int code = inflate(&stream_, Z_NO_FLUSH);
      if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR) return failed(code);
      const std::size_t made = room - stream_.avail_out;
      const DecompressState state = hand_on(budget_, {piece_.data(), made}, output);
      if (state != DecompressState::going) return state;
      full = stream_.avail_out == 0;
      if (code == Z_STREAM_END) {
        inflateReset(&stream_);
        between_members_ = true;
        full = false;
      }
    }
    return DecompressState::going;
  }
  static DecompressState failed(int code) {
    if (code == Z_MEM_ERROR) throw base::SystemFault("zlib gives no memory");
    return DecompressState::corrupt;
  }

  z_stream stream_{};
  Budget budget_;
  std::vector<char> piece_;
  bool between_members_ = true;
  bool any_ = false;
};

/// The first four bytes of each zstd frame. libzstd also decodes formats older than RFC 8878, which no caller
/// sends and nobody tests any more: only frames and skippable frames of the RFC are accepted.
class FrameStart {
 public:
  /// Another frame may begin.
  void reset() { seen_ = 0; }
  /// Checks the following bytes within a frame; false if they cannot start one.
  bool accepts(std::string_view bytes) {
    for (; !bytes.empty() && seen_ < kFrame.size(); bytes.remove_prefix(1), ++seen_) {
      const char byte = bytes.front();
      if (seen_ == 0) skippable_ = (static_cast<unsigned char>(byte) & 0xF0U) == 0x50;
      const bool fits = (skippable_ && seen_ == 0) || byte == (skippable_ ? kSkippable : kFrame)[seen_];
      if (!fits) return false;
    }
    return true;
  }

 private:
  static constexpr std::string_view kFrame = "\x28\xB5\x2F\xFD", kSkippable = "\x50\x2A\x4D\x18";
  std::size_t seen_ = 0;
  bool skippable_ = false;
};

class Zstd final : public Decompressor {
 public:
  explicit Zstd(const DecompressLimits& limits)
      : budget_(limits), piece_(kPiece), stream_(ZSTD_createDStream(), &ZSTD_freeDStream) {
    if (!stream_) throw base::SystemFault("zstd gives no memory");
    ZSTD_DCtx_setParameter(stream_.get(), ZSTD_d_windowLogMax, limits.zstd_window_log);
  }

  DecompressState write(std::string_view sent, const Output& output) override {
    budget_.sent(sent.size());
    ZSTD_inBuffer in{sent.data(), sent.size(), 0};
    bool full = true;
    while (in.pos < in.size || full) {
      if (frame_complete_ && in.pos == in.size) break;
      if (!start_.accepts(sent.substr(in.pos))) return DecompressState::corrupt;
      ZSTD_outBuffer out{piece_.data(), budget_.room(), 0};
      const std::size_t code = ZSTD_decompressStream(stream_.get(), &out, &in);
      if (ZSTD_isError(code) != 0) return DecompressState::corrupt;
      any_ = true;
      frame_complete_ = code == 0;
      if (frame_complete_) start_.reset();
      const DecompressState state = hand_on(budget_, {piece_.data(), out.pos}, output);
      if (state != DecompressState::going) return state;
      full = out.pos == out.size;
    }
    return DecompressState::going;
  }
  DecompressState finish() override {
    return any_ && frame_complete_ ? DecompressState::going : DecompressState::truncated;
  }

 private:
  Budget budget_;
  std::vector<char> piece_;
  std::unique_ptr<ZSTD_DStream, std::size_t (*)(ZSTD_DStream*)> stream_;
  FrameStart start_;
  bool frame_complete_ = true;
  bool any_ = false;
};

}  // namespace

std::optional<ContentCoding> parse_content_coding(std::string_view content_encoding) {
  const std::string coding = base::to_lower_ascii(base::trim(content_encoding));
  if (coding.empty() || coding == "identity") return ContentCoding::identity;
  if (coding == "gzip" || coding == "x-gzip") return ContentCoding::gzip;
  if (coding == "zstd") return ContentCoding::zstd;
  return std::nullopt;
}

std::unique_ptr<Decompressor> Decompressor::make(ContentCoding coding, const DecompressLimits& limits) {
  switch (coding) {
    case ContentCoding::gzip:
      return std::make_unique<Gzip>(limits);
    case ContentCoding::zstd:
      return std::make_unique<Zstd>(limits);
    case ContentCoding::identity:
      break;
  }
  return std::make_unique<Identity>(limits);
}

}  // namespace raccordo::intake
