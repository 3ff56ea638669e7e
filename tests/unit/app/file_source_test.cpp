// Files as documents: their bytes, their format by the ending, and why one cannot be read.
#include "app/ingest/file_source.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "unit/app/scene.hpp"

namespace raccordo::app {
namespace {

using testing::HasSubstr;

std::string rest_of(FileSource& source) {
  std::string text;
  char part[3];
  while (const auto count = source.read(part, sizeof part)) text.append(part, count);
  return text;
}

TEST(FileSource, GivesTheBytesOfAFileAndAgainFromItsBegin) {
  const support::ScratchFolder folder;
  const std::string bytes("a\0b\r\n\x1A\xFFz", 8);
  auto source = FileSource::open(folder.write("document.csv", bytes));
  ASSERT_TRUE(source);
  EXPECT_EQ((*source)->size(), 8U);
  EXPECT_EQ(rest_of(**source), bytes);
  EXPECT_EQ((*source)->position(), 8U);
  EXPECT_TRUE((*source)->rewind());
  EXPECT_EQ((*source)->position(), 0U);
  EXPECT_EQ(rest_of(**source), bytes);
}

TEST(FileSource, FolderAndMissingFileAreNamed) {
  const support::ScratchFolder folder;
  EXPECT_THAT(FileSource::open(folder.path()).error().message, HasSubstr("is a folder; name a file"));
  EXPECT_THAT(FileSource::open(folder.path() / "none").error().message, HasSubstr("none: "));
  EXPECT_FALSE(FileSource::open(""));
}

TEST(FileSource, PipeHasNoSizeAndCannotBeReadTwice) {
  const support::ScratchFolder folder;
  const auto pipe = folder.path() / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  auto* const both = std::fopen(pipe.c_str(), "r+");  // so that nobody waits for the other end
  auto source = FileSource::open(pipe);
  ASSERT_TRUE(source);
  EXPECT_EQ((*source)->size(), 0U);
  EXPECT_FALSE((*source)->rewind());
  std::fclose(both);
}

TEST(FileSource, EndingTellsNdjsonOfASourceInJson) {
  const auto& book = *SceneTemplate::get().book;
  const auto format = [&](const std::string& source, const std::string& path) {
    return body_format_of(book.find(source)->profile, path);
  };
  EXPECT_EQ(format(kIsola, "a.json"), model::DocumentFormat::json);
  EXPECT_EQ(format(kIsola, "a.b/c.ndjson"), model::DocumentFormat::ndjson);
  EXPECT_EQ(format(kIsola, "c.jsonl"), model::DocumentFormat::ndjson);
  EXPECT_EQ(format(kIsola, "ndjson"), model::DocumentFormat::json) << "no ending";
  EXPECT_EQ(format("bergamo", "c.ndjson"), model::DocumentFormat::csv) << "its profile says CSV";
}

}  // namespace
}  // namespace raccordo::app
