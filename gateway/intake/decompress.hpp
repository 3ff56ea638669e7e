// Decompressor: Content-Encoding gzip and zstd, decoded while the body streams in, with limits that stop a
// bomb early. app/'s body sink feeds it and passes the plain bytes on. Threads: one at a time. Errors: wrong
// input is a DecompressState; lack of memory is base::SystemFault.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

namespace raccordo::intake {

enum class ContentCoding : std::uint8_t { identity, gzip, zstd };

/// One coding (or none); nothing for an unknown one or a list of several: answer 415.
std::optional<ContentCoding> parse_content_coding(std::string_view content_encoding);

struct DecompressLimits {
  std::uint64_t plain_bytes = std::uint64_t{2} << 30;  ///< of the whole body
  std::uint32_t ratio = 200;                           ///< plain : sent, at most ...
  std::uint64_t ratio_from = 1 << 20;                  ///< ... once the plain text exceeds this
  int zstd_window_log = 23;                            ///< 8 MiB, what RFC 9659 allows on the web
};

enum class DecompressState : std::uint8_t {
  going,      ///< all is well
  stopped,    ///< the output asked to stop
  too_large,  ///< more plain bytes than allowed: answer 413
  ratio,      ///< a compression bomb: answer 413
  corrupt,    ///< not a stream of this coding, damaged, or with a larger window: answer 400
  truncated   ///< finish() before the stream's end: answer 400
};

class Decompressor {
 public:
  /// Takes a piece of the plain text (at most 64 KiB); returns false to stop.
  using Output = std::function<bool(std::string_view plain)>;

  static std::unique_ptr<Decompressor> make(ContentCoding coding, const DecompressLimits& limits);
  virtual ~Decompressor() = default;
  /// Decodes all of `sent`, or up to the fault; after anything but `going` the decompressor cannot be used
  /// any more.
  virtual DecompressState write(std::string_view sent, const Output& output) = 0;
  /// The body has ended. Several gzip members or zstd frames in a row are one text. A body of no bytes is
  /// truncated, but for identity.
  virtual DecompressState finish() = 0;
};

}  // namespace raccordo::intake
