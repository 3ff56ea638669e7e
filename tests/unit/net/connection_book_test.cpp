#include "net/connection_book.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace raccordo::net {
namespace {

constexpr ConnectionCaps kCaps{10, 6, 4, 2};

std::vector<ConnectionBook::Admitted> admit(ConnectionBook& book, const std::string& prefix, int count) {
  std::vector<ConnectionBook::Admitted> out;
  for (int i = 0; i < count; ++i) out.push_back(book.admit(prefix + std::to_string(i)));
  return out;
}

TEST(ConnectionBook, UnlistedConnectionsBeyondTheirShareMustAuthenticate) {
  ConnectionBook book(kCaps);
  for (const auto& each : admit(book, "a", 6)) EXPECT_EQ(each.entry, Entry::serve);
  const auto one_more = book.admit("b");
  EXPECT_EQ(one_more.entry, Entry::prove);
  EXPECT_FALSE(one_more.evicted) << "an unlisted connection closes no other one while there is room";
  EXPECT_EQ(book.strangers(), 7U);
  EXPECT_FALSE(book.prove(one_more.id)) << "there is room";
  EXPECT_EQ(book.strangers(), 6U);
}

TEST(ConnectionBook, OneAddressHasItsOwnShare) {
  ConnectionBook book(kCaps);
  std::vector<ConnectionBook::Admitted> same;
  for (int i = 0; i < 4; ++i) same.push_back(book.admit("a"));
  EXPECT_EQ(same.back().entry, Entry::serve);
  EXPECT_EQ(book.admit("b").entry, Entry::serve);
  const auto fifth = book.admit("a");
  EXPECT_EQ(fifth.entry, Entry::prove);
  EXPECT_EQ(book.prove(fifth.id), same[0].id)
      << "the oldest idle unlisted connection of that address is closed";
}

TEST(ConnectionBook, AKnownClientReplacesTheOldestIdleUnlistedConnection) {
  ConnectionBook book(kCaps);
  const auto strangers = admit(book, "s", 6);
  for (const auto& each : admit(book, "k", 4)) book.prove(each.id);
  EXPECT_EQ(book.open(), 10U);
  book.begin_work(strangers[0].id);
  const auto known = book.admit("x");
  EXPECT_EQ(known.entry, Entry::prove);
  EXPECT_EQ(book.prove(known.id), strangers[1].id) << "the first has a request in flight";
  book.rest(strangers[0].id);
  const auto next = book.admit("y");
  EXPECT_EQ(book.prove(next.id), strangers[2].id) << "the first became idle last";
}

TEST(ConnectionBook, AStalledHandshakeInTheReserveIsClosedForTheNextOne) {
  ConnectionBook book(kCaps);
  const auto held = admit(book, "s", 12);
  EXPECT_EQ(held.back().entry, Entry::prove);
  const auto next = book.admit("x");
  EXPECT_EQ(next.entry, Entry::prove);
  EXPECT_EQ(next.evicted, held[0].id);
}

TEST(ConnectionBook, DropsIfNoIdleConnectionIsLeft) {
  ConnectionBook book(kCaps);
  for (const auto& each : admit(book, "s", 12)) book.begin_work(each.id);
  const auto next = book.admit("x");
  EXPECT_EQ(next.entry, Entry::drop);
  EXPECT_EQ(next.id, 0U);
  EXPECT_EQ(book.open(), 12U);
}

TEST(ConnectionBook, RemovesClosedConnections) {
  ConnectionBook book(kCaps);
  const auto all = admit(book, "s", 12);
  for (const auto& each : all) book.leave(each.id);
  EXPECT_EQ(book.open(), 0U);
  EXPECT_EQ(book.strangers(), 0U);
  for (const auto& each : admit(book, "s", 6)) EXPECT_EQ(each.entry, Entry::serve);
  book.leave(all[0].id);
  book.rest(all[0].id);
  EXPECT_FALSE(book.prove(all[0].id));
}

}  // namespace
}  // namespace raccordo::net
