// A folder of files that a verb writes whole or not at all, never over existing ones.
#include "app/cli/new_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>
#include <iterator>
#include <string>
#include <vector>

#include "support/scratch_folder.hpp"

namespace raccordo::app {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const std::vector<std::string> kNames = {"x.csv", "y.csv"};

std::string fault_of(const fs::path& folder, Existing existing = Existing::kept) {
  return new_folder_fault(folder, kNames, existing);
}
std::string write(const fs::path& folder, const NewFiles& files, Existing existing = Existing::kept) {
  return write_new_folder(folder, files, kNames, existing);
}

/// A limit of the size of files fails in the middle of a write, as a full disk does.
class SmallFiles {
 public:
  SmallFiles() : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    EXPECT_EQ(getrlimit(RLIMIT_FSIZE, &before_), 0);
    const rlimit small{1000, before_.rlim_max};
    EXPECT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
  }
  ~SmallFiles() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }
  SmallFiles(const SmallFiles&) = delete;
  SmallFiles& operator=(const SmallFiles&) = delete;

 private:
  rlimit before_{};
  void (*handler_)(int);
};

TEST(NewFolder, IsMadeWithItsParentsAndFiles) {
  const support::ScratchFolder scratch;
  const auto folder = scratch.path() / "a" / "b";
  EXPECT_EQ(fault_of(folder), "");
  EXPECT_EQ(write(folder / "", {{"x.csv", "one\n"}, {"y.csv", ""}}), "");
  EXPECT_EQ(fs::file_size(folder / "x.csv"), 4U);
  EXPECT_EQ(fs::file_size(folder / "y.csv"), 0U);
  EXPECT_EQ(std::distance(fs::directory_iterator(scratch.path() / "a"), fs::directory_iterator()), 1)
      << "no temporary folder is left";
}

TEST(NewFolder, TakesThePlaceOfAnEmptyOne) {
  const support::ScratchFolder scratch;
  fs::create_directory(scratch.path() / "out");
  EXPECT_EQ(write(scratch.path() / "out", {{"x.csv", "one\n"}}), "");
  EXPECT_TRUE(fs::exists(scratch.path() / "out" / "x.csv"));
}

TEST(NewFolder, IsRefusedWhereFolderHasFiles) {
  const support::ScratchFolder scratch;
  scratch.write("out/older.csv", "older");
  EXPECT_THAT(fault_of(scratch.path() / "out"), HasSubstr("has files already"));
  EXPECT_THAT(write(scratch.path() / "out", {{"x.csv", "new"}}), HasSubstr("has files already"));
  EXPECT_FALSE(fs::exists(scratch.path() / "out" / "x.csv"));
  EXPECT_EQ(fs::file_size(scratch.path() / "out" / "older.csv"), 5U) << "the older file is as it was";
}

TEST(NewFolder, IsRefusedWhereFileOrLinkIs) {
  const support::ScratchFolder scratch;
  scratch.write("file", "no folder");
  fs::create_symlink("/nonexistent/target", scratch.path() / "link");
  for (const auto* name : {"file", "link"}) {
    EXPECT_THAT(fault_of(scratch.path() / name), HasSubstr("is no folder")) << name;
    EXPECT_NE(write(scratch.path() / name, {{"x.csv", "new"}}), "") << name;
  }
  EXPECT_THAT(fault_of(scratch.path() / "file" / "below"), HasSubstr("cannot make the folder"));
}

TEST(NewFolder, ReplacesFilesOfThoseNamesIfForced) {
  const support::ScratchFolder scratch;
  scratch.write("out/x.csv", "older");
  scratch.write("out/y.csv", "older");
  EXPECT_EQ(write(scratch.path() / "out", {{"x.csv", "one\n"}}, Existing::replaced), "");
  EXPECT_EQ(fs::file_size(scratch.path() / "out" / "x.csv"), 4U);
  EXPECT_FALSE(fs::exists(scratch.path() / "out" / "y.csv")) << "of the older register";
  EXPECT_EQ(std::distance(fs::directory_iterator(scratch.path()), fs::directory_iterator()), 1)
      << "no temporary folder is left";
}

TEST(NewFolder, IsMadeIfForcedWhereNothingIs) {
  const support::ScratchFolder scratch;
  EXPECT_EQ(write(scratch.path() / "out", {{"x.csv", "one\n"}}, Existing::replaced), "");
  EXPECT_EQ(fs::file_size(scratch.path() / "out" / "x.csv"), 4U);
}

TEST(NewFolder, KeepsOtherThingsEvenIfForced) {
  const support::ScratchFolder scratch;
  scratch.write("file/x.csv", "older");
  scratch.write("file/mine.txt", "mine");
  scratch.write("folder/x.csv/mine.txt", "mine");
  fs::create_directory(scratch.path() / "link");
  fs::create_symlink(scratch.path() / "file" / "mine.txt", scratch.path() / "link" / "x.csv");
  for (const auto* name : {"file", "folder", "link"}) {
    EXPECT_THAT(fault_of(scratch.path() / name, Existing::replaced), HasSubstr("something else")) << name;
    EXPECT_NE(write(scratch.path() / name, {{"x.csv", "new"}}, Existing::replaced), "") << name;
  }
  EXPECT_EQ(fs::file_size(scratch.path() / "file" / "x.csv"), 5U);
  EXPECT_TRUE(fs::exists(scratch.path() / "file" / "mine.txt"));
  EXPECT_TRUE(fs::exists(scratch.path() / "folder" / "x.csv" / "mine.txt"));
  EXPECT_TRUE(fs::is_symlink(scratch.path() / "link" / "x.csv"));
}

TEST(NewFolder, KeepsOlderFilesIfDiskIsFull) {
  const support::ScratchFolder scratch;
  scratch.write("out/x.csv", "older");
  const SmallFiles limit;
  EXPECT_THAT(write(scratch.path() / "out", {{"x.csv", std::string(5000, 'x')}}, Existing::replaced),
              HasSubstr("x.csv"));
  EXPECT_EQ(fs::file_size(scratch.path() / "out" / "x.csv"), 5U);
  EXPECT_EQ(std::distance(fs::directory_iterator(scratch.path()), fs::directory_iterator()), 1);
}

TEST(NewFolder, LeavesNothingIfDiskIsFull) {
  const support::ScratchFolder scratch;
  const SmallFiles limit;
  const auto fault = write(scratch.path() / "out", {{"x.csv", "short"}, {"y.csv", std::string(5000, 'y')}});
  EXPECT_THAT(fault, HasSubstr("y.csv"));
  EXPECT_TRUE(fs::is_empty(scratch.path()));
}

}  // namespace
}  // namespace raccordo::app
