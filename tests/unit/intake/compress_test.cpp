#include "intake/compress.hpp"

#include <gtest/gtest.h>

namespace raccordo::intake {
namespace {

std::string plain_of(ContentCoding coding, const std::string& sent) {
  std::string plain;
  const auto decompressor = Decompressor::make(coding, {});
  EXPECT_EQ(decompressor->write(sent, [&](std::string_view piece) { return plain += piece, true; }),
            DecompressState::going);
  EXPECT_EQ(decompressor->finish(), DecompressState::going);
  return plain;
}

TEST(Compress, GivesWhatTheDecompressorReads) {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "cella " + std::to_string(i) + "\n";
  for (const auto coding : {ContentCoding::gzip, ContentCoding::zstd}) {
    const auto sent = compress(text, coding);
    EXPECT_LT(sent.size() * 2, text.size());
    EXPECT_EQ(plain_of(coding, sent), text);
    EXPECT_EQ(compress(text, coding), sent);
    EXPECT_EQ(plain_of(coding, compress("", coding)), "");
  }
  EXPECT_EQ(compress(text, ContentCoding::identity), text);
}

TEST(NegotiateCoding, TakesTheGreatestWeightAndIgnoresNonsense) {
  EXPECT_EQ(negotiate_coding("gzip, deflate, br"), ContentCoding::gzip);
  EXPECT_EQ(negotiate_coding("gzip, deflate, br, zstd"), ContentCoding::zstd);
  EXPECT_EQ(negotiate_coding("zstd;q=0.5, GZIP;q=0.8"), ContentCoding::gzip);
  EXPECT_EQ(negotiate_coding("gzip;q=0, identity"), ContentCoding::identity);
  EXPECT_EQ(negotiate_coding("gzip;q=0.2, identity;q=0.9"), ContentCoding::identity);
  for (const auto* odd : {"", ",", "br", "identity", "gzip;q=2", "gzip;q=-1", "gzip;q=", "gzip;level=9",
                          "gz ip", "gzip;q=0.00001", ";;;"}) {
    EXPECT_EQ(negotiate_coding(odd), ContentCoding::identity) << odd;
  }
}

}  // namespace
}  // namespace raccordo::intake
