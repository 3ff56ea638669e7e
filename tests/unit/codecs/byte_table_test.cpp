// Encodings as tables give what iconv gives.
#include "codecs/byte_table.hpp"

#include <gtest/gtest.h>
#include <iconv.h>

#include <array>
#include <string>

namespace raccordo::codecs {
namespace {

/// Each byte by itself through iconv; a byte that it refuses becomes `?`.
std::string by_iconv(const std::string& encoding, const std::string& bytes) {
  const auto handle = iconv_open("UTF-8", encoding.c_str());
  std::string out;
  for (char byte : bytes) {
    std::array<char, 8> letter{};
    char* from = &byte;
    char* to = letter.data();
    std::size_t in_left = 1, out_left = letter.size();
    const bool good = iconv(handle, &from, &in_left, &to, &out_left) != static_cast<std::size_t>(-1);
    iconv(handle, nullptr, nullptr, nullptr, nullptr);
    out += good ? std::string(letter.data(), to) : std::string("?");
  }
  iconv_close(handle);
  return out;
}

/// In steps of `room` bytes.
std::string by_table(const ByteTable& table, std::string_view bytes, std::size_t room) {
  std::string out, part(room, '\0');
  while (!bytes.empty()) {
    const auto done = table.convert(bytes, part.data(), part.size(), '?');
    out.append(part.data(), done.written);
    bytes.remove_prefix(done.read);
  }
  return out;
}

TEST(ByteTable, GivesWhatIconvGives) {
  std::string bytes = "Una riga lunga di sole lettere senza accenti, e poi tutte: ";
  for (int byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
  for (const std::string encoding :
       {"WINDOWS-1252", "ISO-8859-1", "ISO-8859-15", "CP850", "MACINTOSH", "IBM037"}) {
    const auto table = ByteTable::of(encoding);
    ASSERT_TRUE(table) << encoding;
    for (const std::size_t room : {8U, 13U, 4096U})
      EXPECT_EQ(by_table(*table, bytes, room), by_iconv(encoding, bytes));
  }
}

TEST(ByteTable, LeavesToIconvWhereAByteDependsOnOthers) {
  for (const auto* encoding :
       {"UTF-7", "UTF-16", "SHIFT_JIS", "ISO-2022-JP", "GB18030", "CP1258", "no-encoding"})
    EXPECT_FALSE(ByteTable::of(encoding)) << encoding;
}

}  // namespace
}  // namespace raccordo::codecs
