#include "intake/compress.hpp"

#include <zlib.h>
#include <zstd.h>

#include "base/result.hpp"
#include "base/text.hpp"

namespace raccordo::intake {
namespace {

constexpr int kGzipWindow = 15 + 16;  // the largest window, with a gzip header
constexpr int kZstdLevel = 6;

std::string gzip(std::string_view plain) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    throw base::SystemFault("gzip: no memory");
  std::string out(deflateBound(&stream, static_cast<uLong>(plain.size())), '\0');
  std::string in(plain);  // zlib wants bytes that may be changed
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int done = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (done != Z_STREAM_END) throw base::SystemFault("gzip: the body cannot be compressed");
  return out;
}

std::string zstd(std::string_view plain) {
  std::string out(ZSTD_compressBound(plain.size()), '\0');
  const auto size = ZSTD_compress(out.data(), out.size(), plain.data(), plain.size(), kZstdLevel);
  if (ZSTD_isError(size) != 0) throw base::SystemFault("zstd: the body cannot be compressed");
  out.resize(size);
  return out;
}

}  // namespace

std::optional<int> weight_of(std::string_view parameters) {
  auto text = base::trim(parameters);
  if (text.empty()) return 1000;
  if (!text.starts_with("q=") && !text.starts_with("Q=")) return std::nullopt;
  text.remove_prefix(2);
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return std::nullopt;
  int weight = text[0] == '1' ? 1000 : 0;
  if (text.size() == 1) return weight;
  if (text[1] != '.') return std::nullopt;
  int scale = 100;
  for (const char digit : text.substr(2)) {
    if (digit < '0' || digit > '9') return std::nullopt;
    weight += (digit - '0') * scale;
    scale /= 10;
  }
  return weight > 1000 ? std::nullopt : std::optional(weight);
}

ContentCoding negotiate_coding(std::string_view accept_encoding) {
  int of_zstd = 0;
  int of_gzip = 0;
  int of_identity = 0;
  for (const auto element : base::split(accept_encoding, ',')) {
    const auto semicolon = element.find(';');
    const auto name = base::to_lower_ascii(base::trim(element.substr(0, semicolon)));
    const int weight =
        semicolon == std::string_view::npos ? 1000 : weight_of(element.substr(semicolon + 1)).value_or(0);
    if (name == "zstd") of_zstd = weight;
    if (name == "gzip" || name == "x-gzip") of_gzip = weight;
    if (name == "identity") of_identity = weight;
  }
  if (of_zstd > 0 && of_zstd >= of_gzip && of_zstd >= of_identity) return ContentCoding::zstd;
  if (of_gzip > 0 && of_gzip >= of_identity) return ContentCoding::gzip;
  return ContentCoding::identity;
}

std::string_view to_string(ContentCoding coding) {
  return coding == ContentCoding::gzip ? "gzip" : coding == ContentCoding::zstd ? "zstd" : "";
}

std::string compress(std::string_view plain, ContentCoding coding) {
  if (coding == ContentCoding::gzip) return gzip(plain);
  if (coding == ContentCoding::zstd) return zstd(plain);
  return std::string(plain);
}

}  // namespace raccordo::intake
