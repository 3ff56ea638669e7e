// Runs tests/golden/xml: every document in accept/ is framed to its end; every one in reject/ breaks with the
// code that its name starts with.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "unit/codecs/xml_documents.hpp"

namespace raccordo::codecs {
namespace {

std::string content(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::filesystem::path> documents(const char* folder) {
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) found.push_back(entry.path());
  return found;
}

TEST(XmlGolden, AcceptsTheGoodDocuments) {
  const auto good = documents("tests/golden/xml/accept");
  EXPECT_GE(good.size(), 6U);
  for (const auto& path : good) {
    const auto framing = frame(content(path), "//h:PRSS_IN001004ZZ");
    EXPECT_FALSE(framing.end.broken) << path << (framing.end.broken ? framing.end.broken->message : "");
    EXPECT_GE(framing.end.records, 1U) << path;
  }
}

TEST(XmlGolden, RejectsTheBadDocumentsAsTheirNamesSay) {
  const auto bad = documents("tests/golden/xml/reject");
  EXPECT_GE(bad.size(), 18U);
  for (const auto& path : bad) {
    const auto framing = frame(content(path), "//h:PRSS_IN001004ZZ");
    const auto name = path.filename().string();
    ASSERT_TRUE(framing.end.broken) << name;
    EXPECT_EQ(to_string(framing.end.broken->code), name.substr(0, name.find("--"))) << name;
    EXPECT_GE(framing.end.broken->at.number, 1U) << name;
  }
}

}  // namespace
}  // namespace raccordo::codecs
