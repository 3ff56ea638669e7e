// gzip and zstd bodies: never more than the limits allow, and the same text whole or in pieces.
#include <algorithm>
#include <cstdlib>

#include "intake/decompress.hpp"

namespace {

using namespace raccordo::intake;

struct Plain {
  std::string text;
  DecompressState state = DecompressState::going;
};

constexpr DecompressLimits kLimits = {256 << 10, 50, 16 << 10, 17};

Plain decompress(ContentCoding coding, std::string_view sent, std::size_t piece) {
  Plain plain;
  const auto decompressor = Decompressor::make(coding, kLimits);
  for (; !sent.empty() && plain.state == DecompressState::going;
       sent.remove_prefix(std::min(piece, sent.size()))) {
    plain.state = decompressor->write(sent.substr(0, piece), [&](std::string_view more) {
      plain.text += more;
      return true;
    });
  }
  if (plain.state == DecompressState::going) plain.state = decompressor->finish();
  if (plain.text.size() > kLimits.plain_bytes) std::abort();
  return plain;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const auto coding = static_cast<ContentCoding>(data[0] % 3);
  const std::string_view sent(reinterpret_cast<const char*>(data) + 2, size - 2);
  const auto whole = decompress(coding, sent, size);
  const auto pieces = decompress(coding, sent, 1U + data[1]);
  // The ratio is computed from the bytes so far, so pieces may be refused where the whole is not.
  const bool is_limited = pieces.state == DecompressState::ratio || whole.state == DecompressState::ratio;
  // libzstd 1.5.4 compares a frame's length with its header only if it has the whole frame at once, or if the
  // last block is not empty: a frame with a wrong length may be accepted in pieces.
  const bool is_length_unchecked = coding == ContentCoding::zstd && whole.state == DecompressState::corrupt &&
                                   pieces.state == DecompressState::going;
  const bool both_refused = whole.state != DecompressState::going && pieces.state != DecompressState::going;
  if (!is_limited && !is_length_unchecked && !both_refused && whole.state != pieces.state) std::abort();
  if (whole.state == DecompressState::going && !is_limited && whole.text != pieces.text) std::abort();
  return 0;
}
