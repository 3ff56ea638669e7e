#include "intake/decompress.hpp"

#include <gtest/gtest.h>
#include <zlib.h>
#include <zstd.h>

#include <string>

namespace raccordo::intake {
namespace {

std::string gzip(const std::string& plain) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, plain.size()) + 32, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
  stream.avail_in = static_cast<uInt>(plain.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string zstd(const std::string& plain, int window_log = 0) {
  ZSTD_CCtx* context = ZSTD_createCCtx();
  // Without a content size a frame keeps the requested window.
  ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 0);
  if (window_log != 0) ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, window_log);
  std::string out(ZSTD_compressBound(plain.size()) + 64, '\0');
  ZSTD_inBuffer in{plain.data(), plain.size(), 0};
  ZSTD_outBuffer to{out.data(), out.size(), 0};
  ZSTD_compressStream2(context, &to, &in, ZSTD_e_continue);
  ZSTD_compressStream2(context, &to, &in, ZSTD_e_end);
  ZSTD_freeCCtx(context);
  out.resize(to.pos);
  return out;
}

std::string encode(ContentCoding coding, const std::string& plain) {
  return coding == ContentCoding::gzip ? gzip(plain) : coding == ContentCoding::zstd ? zstd(plain) : plain;
}

/// Poorly compressible, reproducible.
std::string noise(std::size_t size) {
  std::string out(size, '\0');
  std::uint32_t state = 1;
  for (char& c : out) {
    state = state * 1664525U + 1013904223U;
    c = static_cast<char>(state >> 24);
  }
  return out;
}

struct Decoded {
  DecompressState state = DecompressState::going;
  std::string plain;
};

Decoded decode(ContentCoding coding, const std::string& sent, const DecompressLimits& limits = {},
               std::size_t piece = 1 << 20) {
  Decoded out;
  const auto decompressor = Decompressor::make(coding, limits);
  for (std::size_t at = 0; at < sent.size() && out.state == DecompressState::going; at += piece) {
    out.state = decompressor->write(std::string_view(sent).substr(at, piece), [&](std::string_view plain) {
      EXPECT_LE(plain.size(), std::size_t{64} << 10);
      out.plain += plain;
      return true;
    });
  }
  if (out.state == DecompressState::going) out.state = decompressor->finish();
  return out;
}

class EveryCoding : public testing::TestWithParam<ContentCoding> {};
INSTANTIATE_TEST_SUITE_P(Decompress, EveryCoding,
                         testing::Values(ContentCoding::identity, ContentCoding::gzip, ContentCoding::zstd));
class RealCoding : public testing::TestWithParam<ContentCoding> {};
INSTANTIATE_TEST_SUITE_P(Decompress, RealCoding, testing::Values(ContentCoding::gzip, ContentCoding::zstd));

TEST_P(EveryCoding, DecodesInPiecesOfAnySize) {
  const std::string plain = noise(200'000) + std::string(300'000, 'a');
  const std::string sent = encode(GetParam(), plain);
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{65536}, sent.size()}) {
    const Decoded got = decode(GetParam(), sent, {}, piece);
    EXPECT_EQ(got.state, DecompressState::going) << piece;
    EXPECT_TRUE(got.plain == plain) << piece;
  }
}

TEST_P(EveryCoding, AcceptsATextAtTheLimitAndRefusesOneByteMore) {
  DecompressLimits limits;
  limits.plain_bytes = 100'000;
  EXPECT_EQ(decode(GetParam(), encode(GetParam(), noise(100'000)), limits).state, DecompressState::going);
  const Decoded over = decode(GetParam(), encode(GetParam(), noise(100'001)), limits);
  EXPECT_EQ(over.state, DecompressState::too_large);
  EXPECT_LE(over.plain.size(), 100'000U);
}

TEST_P(EveryCoding, StopsWhenTheOutputAsksFor) {
  const std::string sent = encode(GetParam(), noise(300'000));
  int calls = 0;
  const auto decompressor = Decompressor::make(GetParam(), {});
  EXPECT_EQ(decompressor->write(sent, [&](std::string_view) { return ++calls < 2; }),
            DecompressState::stopped);
  EXPECT_EQ(calls, 2);
}

TEST_P(EveryCoding, HasNoLimitForTheLargestNumber) {
  DecompressLimits limits;
  limits.plain_bytes = ~std::uint64_t{0};
  EXPECT_EQ(decode(GetParam(), encode(GetParam(), "abc"), limits).plain, "abc");
}

TEST_P(RealCoding, StopsABombEarly) {
  const Decoded got = decode(GetParam(), encode(GetParam(), std::string(100'000'000, '0')));
  EXPECT_EQ(got.state, DecompressState::ratio);
  EXPECT_LT(got.plain.size(), 25'000'000U);
}

TEST_P(RealCoding, AcceptsHighRatiosForSmallTexts) {
  EXPECT_EQ(decode(GetParam(), encode(GetParam(), std::string(1 << 20, '0'))).state, DecompressState::going);
}

TEST_P(RealCoding, JoinsSeveralMembers) {
  const std::string sent = encode(GetParam(), "one ") + encode(GetParam(), "") + encode(GetParam(), "two");
  for (const std::size_t piece : {std::size_t{1}, sent.size()}) {
    const Decoded got = decode(GetParam(), sent, {}, piece);
    EXPECT_EQ(got.state, DecompressState::going);
    EXPECT_EQ(got.plain, "one two");
  }
}

TEST_P(RealCoding, DetectsEveryTruncation) {
  const std::string sent = encode(GetParam(), "Comune di Bergamo, Comune di Treviglio, Comune di Bergamo");
  for (std::size_t size = 0; size < sent.size(); ++size) {
    EXPECT_EQ(decode(GetParam(), sent.substr(0, size)).state, DecompressState::truncated) << size;
  }
  EXPECT_EQ(decode(GetParam(), encode(GetParam(), "")).state, DecompressState::going);
}

TEST_P(RealCoding, DetectsAnotherCoding) {
  for (const std::string& sent : {std::string("{\"cartelle\":[]}"), std::string(100, '\0'),
                                  encode(GetParam(), "good") + "trailing rubbish"}) {
    EXPECT_EQ(decode(GetParam(), sent).state, DecompressState::corrupt);
  }
}

TEST(Gzip, DetectsAWrongChecksum) {
  std::string sent = gzip("hello");
  sent[sent.size() - 6] = static_cast<char>(sent[sent.size() - 6] ^ 1);
  EXPECT_EQ(decode(ContentCoding::gzip, sent).state, DecompressState::corrupt);
}

TEST(Zstd, RefusesAWindowBeyondTheLimit) {
  const std::string plain = noise(100'000);
  EXPECT_EQ(decode(ContentCoding::zstd, zstd(plain, 23)).state, DecompressState::going);
  EXPECT_EQ(decode(ContentCoding::zstd, zstd(plain, 24)).state, DecompressState::corrupt);
}

TEST(Zstd, RefusesFormatsOlderThanRfc8878) {
  for (const char version : {'\x1E', '\x22', '\x23', '\x24', '\x25', '\x26', '\x27'}) {
    const std::string sent = std::string(1, version) + "\xB5\x2F\xFD" + std::string(20, '\0');
    EXPECT_EQ(decode(ContentCoding::zstd, sent).state, DecompressState::corrupt);
    const auto in_pieces = Decompressor::make(ContentCoding::zstd, {});
    EXPECT_EQ(in_pieces->write(sent.substr(0, 1), [](std::string_view) { return true; }),
              DecompressState::corrupt);
  }
  const std::string skippable = std::string("\x5F\x2A\x4D\x18\x02\0\0\0ab", 10);
  EXPECT_EQ(decode(ContentCoding::zstd, skippable + zstd("x", 10)).state, DecompressState::going);
}

TEST(ContentCoding, AcceptsOneCodingOnly) {
  EXPECT_EQ(parse_content_coding(""), ContentCoding::identity);
  EXPECT_EQ(parse_content_coding(" GZip "), ContentCoding::gzip);
  EXPECT_EQ(parse_content_coding("zstd"), ContentCoding::zstd);
  for (const char* other : {"br", "deflate", "gzip, gzip", "gzip,zstd", "*"}) {
    EXPECT_EQ(parse_content_coding(other), std::nullopt) << other;
  }
}

}  // namespace
}  // namespace raccordo::intake
