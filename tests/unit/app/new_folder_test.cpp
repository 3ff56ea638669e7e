// A folder of files that a verb writes whole or not at all, never over existing ones.
#include "app/cli/new_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>
#include <iterator>
#include <string>

#include "support/scratch_folder.hpp"

namespace raccordo::app {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

TEST(NewFolder, IsMadeWithItsParentsAndFiles) {
  const support::ScratchFolder scratch;
  const auto folder = scratch.path() / "a" / "b";
  EXPECT_EQ(new_folder_fault(folder), "");
  EXPECT_EQ(write_new_folder(folder / "", {{"x.csv", "one\n"}, {"y.csv", ""}}), "");
  EXPECT_EQ(fs::file_size(folder / "x.csv"), 4U);
  EXPECT_EQ(fs::file_size(folder / "y.csv"), 0U);
  EXPECT_EQ(std::distance(fs::directory_iterator(scratch.path() / "a"), fs::directory_iterator()), 1)
      << "no temporary folder is left";
}

TEST(NewFolder, TakesThePlaceOfAnEmptyOne) {
  const support::ScratchFolder scratch;
  fs::create_directory(scratch.path() / "out");
  EXPECT_EQ(write_new_folder(scratch.path() / "out", {{"x.csv", "one\n"}}), "");
  EXPECT_TRUE(fs::exists(scratch.path() / "out" / "x.csv"));
}

TEST(NewFolder, IsRefusedWhereFolderHasFiles) {
  const support::ScratchFolder scratch;
  scratch.write("out/older.csv", "older");
  EXPECT_THAT(new_folder_fault(scratch.path() / "out"), HasSubstr("has files already"));
  EXPECT_THAT(write_new_folder(scratch.path() / "out", {{"x.csv", "new"}}), HasSubstr("has files already"));
  EXPECT_FALSE(fs::exists(scratch.path() / "out" / "x.csv"));
  EXPECT_EQ(fs::file_size(scratch.path() / "out" / "older.csv"), 5U) << "the older file is as it was";
}

TEST(NewFolder, IsRefusedWhereFileOrLinkIs) {
  const support::ScratchFolder scratch;
  scratch.write("file", "no folder");
  fs::create_symlink("/nonexistent/target", scratch.path() / "link");
  for (const auto* name : {"file", "link"}) {
    EXPECT_THAT(new_folder_fault(scratch.path() / name), HasSubstr("is no folder")) << name;
    EXPECT_NE(write_new_folder(scratch.path() / name, {{"x.csv", "new"}}), "") << name;
  }
  EXPECT_THAT(new_folder_fault(scratch.path() / "file" / "below"), HasSubstr("cannot make the folder"));
}

TEST(NewFolder, LeavesNothingIfDiskIsFull) {
  const support::ScratchFolder scratch;
  // A limit of the size of files fails in the middle of a write, as a full disk does.
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit small{1000, before.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
  const auto fault =
      write_new_folder(scratch.path() / "out", {{"x.csv", "short"}, {"y.csv", std::string(5000, 'y')}});
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  EXPECT_THAT(fault, HasSubstr("y.csv"));
  EXPECT_TRUE(fs::is_empty(scratch.path()));
}

}  // namespace
}  // namespace raccordo::app
