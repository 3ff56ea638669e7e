#include "net/request_reader.hpp"

#include <gtest/gtest.h>

#include <string>

namespace raccordo::net {
namespace {

using Event = RequestReader::Event;

struct Reading {
  Event last = Event::need_more;
  int status = 0;
  std::string body;
  std::string rest;
};

/// Feeds `bytes` in pieces of `piece`, as a connection would.
Reading read(RequestReader& reader, const std::string& bytes, std::size_t piece) {
  Reading out;
  std::string held;
  std::size_t at = 0;
  for (;;) {
    const auto step = reader.feed(held);
    out.last = step.event;
    out.status = step.status;
    out.body += step.body;
    held.erase(0, step.consumed);
    if (step.event == Event::done || step.event == Event::refused) break;
    if (step.event != Event::need_more) continue;
    if (at == bytes.size()) break;
    held += bytes.substr(at, piece);
    at = std::min(bytes.size(), at + piece);
  }
  out.rest = held + bytes.substr(at);
  return out;
}

Reading read_all(const std::string& bytes, ReaderLimits limits = {}) {
  RequestReader reader(limits);
  return read(reader, bytes, bytes.size());
}

const std::string kHost = "Host: h\r\n";

TEST(RequestReader, ReturnsHeadBodyAndTheBytesOfTheNextRequest) {
  RequestReader reader({});
  const std::string bytes =
      "POST /a?b=c HTTP/1.1\r\n" + kHost + "X-One: 1\r\nContent-Length: 5\r\n\r\nhelloGET /";
  const Reading got = read(reader, bytes, bytes.size());
  EXPECT_EQ(got.last, Event::done);
  EXPECT_EQ(got.body, "hello");
  EXPECT_EQ(got.rest, "GET /");
  EXPECT_EQ(reader.head().method, "POST");
  EXPECT_EQ(reader.head().target, "/a?b=c");
  EXPECT_EQ(reader.head().header("x-one"), "1");
  EXPECT_EQ(reader.head().content_length, 5U);
  EXPECT_TRUE(reader.head().has_body);
}

TEST(RequestReader, ReadsTheSameInPiecesOfAnySize) {
  const std::string bytes =
      "POST /a HTTP/1.1\r\n" + kHost +
      "Transfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n6\r\n world\r\n0\r\nT: 1\r\n\r\nrest";
  for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
    RequestReader reader({});
    const Reading got = read(reader, bytes, piece);
    EXPECT_EQ(got.last, Event::done) << piece;
    EXPECT_EQ(got.body, "hello world") << piece;
    EXPECT_EQ(got.rest, "rest") << piece;
    EXPECT_TRUE(reader.head().header("t").empty()) << "a trailer is not a header";
  }
}

TEST(RequestReader, ReadsAnEmptyChunkedBodyInPiecesOfAnySize) {
  const std::string bytes =
      "POST /a HTTP/1.1\r\n" + kHost + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nrest";
  for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
    RequestReader reader({});
    const Reading got = read(reader, bytes, piece);
    EXPECT_EQ(got.last, Event::done) << piece;
    EXPECT_EQ(got.body, "") << piece;
    EXPECT_EQ(got.rest, "rest") << piece;
  }
}

std::string head_of_size(std::size_t size) {
  const std::string start = "GET / HTTP/1.1\r\n" + kHost + "X: ";
  return start + std::string(size - start.size() - 4, 'x') + "\r\n\r\n";
}

TEST(RequestReader, AcceptsAHeadAtTheLimitAndRefusesOneByteMore) {
  ReaderLimits limits;
  limits.header = 1000;
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{5000}}) {
    RequestReader fits(limits);
    EXPECT_EQ(read(fits, head_of_size(1000), piece).last, Event::done) << piece;
    RequestReader exceeds(limits);
    const Reading got = read(exceeds, head_of_size(1001), piece);
    EXPECT_EQ(got.last, Event::refused) << piece;
    EXPECT_EQ(got.status, 431) << piece;
  }
}

TEST(RequestReader, RefusesManySmallHeadersBeyondTheLimitInAnyPieces) {
  ReaderLimits limits;
  limits.header = 1000;
  std::string bytes = "GET / HTTP/1.1\r\n" + kHost;
  for (int i = 0; i < 300; ++i) bytes += "A: b\r\n";
  RequestReader reader(limits);
  const Reading got = read(reader, bytes + "\r\n", 6);
  EXPECT_EQ(got.status, 431);
}

TEST(RequestReader, AcceptsABodyAtTheLimitAndRefusesOneByteMore) {
  ReaderLimits limits;
  limits.body = 100;
  const auto post = [](std::size_t size) {
    return "POST / HTTP/1.1\r\n" + kHost + "Content-Length: " + std::to_string(size) + "\r\n\r\n" +
           std::string(size, 'x');
  };
  EXPECT_EQ(read_all(post(100), limits).last, Event::done);
  const Reading refused = read_all(post(101), limits);
  EXPECT_EQ(refused.status, 413);
  EXPECT_EQ(refused.body, "");
}

TEST(RequestReader, CountsChunksAgainstTheBodyLimit) {
  ReaderLimits limits;
  limits.body = 100;
  const auto post = [](std::size_t second) {
    const std::string hex = second == 50 ? "32" : "33";
    return "POST / HTTP/1.1\r\n" + kHost + "Transfer-Encoding: chunked\r\n\r\n32\r\n" + std::string(50, 'x') +
           "\r\n" + hex + "\r\n" + std::string(second, 'y') + "\r\n0\r\n\r\n";
  };
  EXPECT_EQ(read_all(post(50), limits).last, Event::done);
  EXPECT_EQ(read_all(post(51), limits).status, 413);
}

TEST(RequestReader, RefusesAmbiguousFraming) {
  const std::string start = "POST / HTTP/1.1\r\n";
  const std::vector<std::string> heads = {
      kHost + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
      kHost + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n",
      kHost + "Content-Length: 3\r\nContent-Length: 4\r\n",
      kHost + "Content-Length: -1\r\n",
      kHost + "Content-Length: 3x\r\n",
      kHost + "Content-Length: 99999999999999999999\r\n",
      kHost + "Transfer-Encoding: gzip\r\n",
      kHost + "Transfer-Encoding: gzip, chunked\r\n",
      kHost + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
      kHost + "Transfer-Encoding : chunked\r\n",
      kHost + kHost,
      "X: 1\r\n",
      kHost + "Bad Name: 1\r\n",
      kHost + "X: a\nY: b\r\n",
      kHost + std::string("X: a\0b\r\n", 8),
  };
  for (const auto& head : heads) {
    const Reading got = read_all(start + head + "\r\n3\r\nabc\r\n0\r\n\r\n");
    EXPECT_EQ(got.last, Event::refused) << head;
    EXPECT_EQ(got.status, 400) << head;
  }
}

TEST(RequestReader, RefusesTransferCodingOfHttp10AndOtherVersions) {
  EXPECT_EQ(read_all("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n").status, 400);
  EXPECT_EQ(read_all("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").status, 400);
  EXPECT_EQ(read_all("GET /\r\n\r\n").status, 400);
  EXPECT_EQ(read_all("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03").status, 400);
  EXPECT_EQ(read_all("GET / HTTP/1.0\r\n\r\n").last, Event::done);
}

TEST(RequestReader, RefusesBadChunks) {
  const std::string head = "POST / HTTP/1.1\r\n" + kHost + "Transfer-Encoding: chunked\r\n\r\n";
  for (const std::string body :
       {"zz\r\n", "5\r\nhelloXX", "-1\r\n", "fffffffffffffffff\r\n", "5\nhello\r\n"}) {
    EXPECT_EQ(read_all(head + body + std::string(64, ' ')).last, Event::refused) << body;
  }
}

}  // namespace
}  // namespace raccordo::net
