// RFC 9112: input that two readers could interpret differently is refused, wherever the bytes are split.
#include <gtest/gtest.h>

#include <string>

#include "net/request_reader.hpp"

namespace raccordo::net {
namespace {

using Event = RequestReader::Event;

struct Outcome {
  Event event = Event::need_more;
  int status = 0;
  std::string rest;
};

/// Feeds `bytes` in pieces of `piece` until the request is complete or refused.
Outcome outcome(const std::string& bytes, std::size_t piece) {
  RequestReader reader({});
  std::string held;
  std::size_t at = 0;
  for (;;) {
    const auto step = reader.feed(held);
    held.erase(0, step.consumed);
    if (step.event == Event::done || step.event == Event::refused)
      return {step.event, step.status, held + bytes.substr(at)};
    if (step.event != Event::need_more || step.consumed > 0) continue;
    if (at == bytes.size()) return {step.event, 0, held};
    held += bytes.substr(at, piece);
    at = std::min(bytes.size(), at + piece);
  }
}

void expect_refused(const std::string& bytes, int status = 400) {
  for (const auto piece : {std::size_t{1}, std::size_t{7}, bytes.size()}) {
    const auto got = outcome(bytes, piece);
    EXPECT_EQ(got.event, Event::refused) << testing::PrintToString(bytes.substr(0, 200)) << " by " << piece;
    EXPECT_EQ(got.status, status) << testing::PrintToString(bytes.substr(0, 200)) << " by " << piece;
  }
}

const std::string kGet = "GET / HTTP/1.1\r\nHost: h\r\n";

TEST(RequestHeadSyntax, MayFollowEmptyLines) {
  for (const auto piece : {std::size_t{1}, std::size_t{3}, std::size_t{100}}) {
    const auto got = outcome("\r\n\r\n" + kGet + "\r\nGET", piece);
    EXPECT_EQ(got.event, Event::done) << piece;
    EXPECT_EQ(got.rest, "GET") << piece;
  }
  RequestReader reader({});
  EXPECT_EQ(reader.feed("\r\n").consumed, 2U);
  EXPECT_FALSE(reader.begun());
  reader.feed("G");
  EXPECT_TRUE(reader.begun());
}

TEST(RequestHeadSyntax, EmptyLinesBeforeItAreBounded) {
  std::string lines;
  for (std::size_t i = 0; i <= (8 << 10); ++i) lines += "\r\n";
  EXPECT_EQ(outcome(lines + kGet + "\r\n", lines.size()).status, 431);
}

TEST(RequestHeadSyntax, WithFoldedLinesIsRefused) {
  expect_refused(kGet + "X: a\r\n b\r\n\r\n");
  expect_refused(kGet + "X: a\r\n\tb\r\n\r\n");
  expect_refused("GET / HTTP/1.1\r\n Host: h\r\n\r\n");
  expect_refused(kGet + "Transfer-Encoding:\r\n chunked\r\n\r\n");
}

TEST(RequestHeadSyntax, WithBareLineFeedsOrReturnsIsRefused) {
  expect_refused("GET / HTTP/1.1\nHost: h\n\n");
  expect_refused(kGet + "X: a\nY: b\r\n\r\n");
  expect_refused(kGet + "X: a\r\n\n");
  expect_refused(kGet + "X: a\rY: b\r\n\r\n");
  expect_refused(kGet + "X: a\r\r\n\r\n");
  expect_refused("\n" + kGet + "\r\n");
}

TEST(RequestHeadSyntax, WithControlCharactersIsRefused) {
  for (const char c : {'\0', '\x01', '\x08', '\x0b', '\x0c', '\x1f', '\x7f'}) {
    expect_refused(kGet + "X: a" + std::string(1, c) + "b\r\n\r\n");
    expect_refused(kGet + "X" + std::string(1, c) + ": a\r\n\r\n");
    expect_refused("GET /" + std::string(1, c) + " HTTP/1.1\r\nHost: h\r\n\r\n");
  }
}

TEST(RequestHeadSyntax, RequiresOneValidHost) {
  expect_refused("GET / HTTP/1.1\r\n\r\n");
  expect_refused(kGet + "Host: h\r\n\r\n");
  expect_refused("GET / HTTP/1.1\r\nHost: a b\r\n\r\n");
  expect_refused("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n");
  EXPECT_EQ(outcome("GET / HTTP/1.1\r\nHost: [::1]:8443\r\n\r\n", 100).event, Event::done);
  EXPECT_EQ(outcome("GET / HTTP/1.1\r\nHost:\r\n\r\n", 100).event, Event::done);
}

TEST(RequestHeadSyntax, MayHaveAHundredHeaders) {
  std::string head = "GET / HTTP/1.1\r\nHost: h\r\n";
  for (int i = 1; i < 100; ++i) head += "X: a\r\n";
  EXPECT_EQ(outcome(head + "\r\n", 1000).event, Event::done);
  expect_refused(head + "X: a\r\n\r\n", 431);
}

const std::string kChunked = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";

TEST(ChunkedBody, SizesThatTwoReadersCouldReadDifferentlyAreRefused) {
  for (const char* size : {"", "x", "-1", "0x5", " 5", "5 5", "+5", "5_0", "10000000000000000",
                           "ffffffffffffffffff", "FFFFFFFFFFFFFFFF1"}) {
    expect_refused(kChunked + size + "\r\nhello\r\n0\r\n\r\n");
  }
  expect_refused(kChunked + "5\nhello\r\n0\r\n\r\n");
  expect_refused(kChunked + "5\r\nhelloX\r\n0\r\n\r\n");
  expect_refused(kChunked + "5\r\nhello\n0\r\n\r\n");
}

TEST(ChunkedBody, HugeChunkIsTooLarge) { expect_refused(kChunked + "7fffffffffffffff\r\nhello", 413); }

TEST(ChunkedBody, ExtensionsAreBounded) {
  EXPECT_EQ(outcome(kChunked + "5;" + std::string(250, 'x') + "\r\nhello\r\n0\r\n\r\n", 9000).event,
            Event::done);
  expect_refused(kChunked + "5;" + std::string(300, 'x') + "\r\nhello\r\n0\r\n\r\n");
}

TEST(ChunkedBody, TrailersAreBounded) {
  std::string trailers;
  for (int i = 0; i < 32; ++i) trailers += "T: 1\r\n";
  EXPECT_EQ(outcome(kChunked + "0\r\n" + trailers + "\r\n", 9000).event, Event::done);
  const auto got = outcome(kChunked + "0\r\n" + trailers + "T: 1\r\n\r\n", 9000);
  EXPECT_EQ(got.event, Event::refused);
}

}  // namespace
}  // namespace raccordo::net
