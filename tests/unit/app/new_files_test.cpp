// Files that a verb writes together: all or none, never over an existing one.
#include "app/cli/new_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>
#include <string>

#include "support/scratch_folder.hpp"

namespace raccordo::app {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

bool is_empty(const fs::path& folder) { return fs::directory_iterator(folder) == fs::directory_iterator(); }

TEST(NewFiles, AreWrittenIntoFolderThatIsMade) {
  const support::ScratchFolder scratch;
  const auto folder = scratch.path() / "a" / "b";
  EXPECT_EQ(new_files_fault(folder, {"x.csv"}), "");
  EXPECT_EQ(write_new_files(folder, {{"x.csv", "one\n"}, {"y.csv", ""}}), "");
  EXPECT_EQ(fs::file_size(folder / "x.csv"), 4U);
  EXPECT_EQ(fs::file_size(folder / "y.csv"), 0U);
}

TEST(NewFiles, AreRefusedWhereOneExists) {
  const support::ScratchFolder scratch;
  scratch.write("y.csv", "older");
  EXPECT_EQ(new_files_fault(scratch.path(), {"x.csv"}), "");
  EXPECT_THAT(new_files_fault(scratch.path(), {"x.csv", "y.csv"}), HasSubstr("y.csv exists already"));
  EXPECT_THAT(write_new_files(scratch.path(), {{"x.csv", "new"}, {"y.csv", "new"}}), HasSubstr("y.csv"));
  EXPECT_FALSE(fs::exists(scratch.path() / "x.csv"));
  EXPECT_EQ(fs::file_size(scratch.path() / "y.csv"), 5U) << "the older file is as it was";
}

TEST(NewFiles, AreRefusedWhereLinkLeadsNowhere) {
  const support::ScratchFolder scratch;
  fs::create_symlink("/nonexistent/target", scratch.path() / "x.csv");
  EXPECT_NE(new_files_fault(scratch.path(), {"x.csv"}), "");
  EXPECT_NE(write_new_files(scratch.path(), {{"x.csv", "new"}}), "");
}

TEST(NewFiles, NeedFolder) {
  const support::ScratchFolder scratch;
  const auto file = scratch.write("file", "no folder");
  EXPECT_THAT(new_files_fault(file, {"x.csv"}), HasSubstr("cannot make the folder"));
}

TEST(NewFiles, LeaveNothingIfDiskIsFull) {
  const support::ScratchFolder scratch;
  // A limit of the size of files fails in the middle of a write, as a full disk does.
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit small{1000, before.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
  const auto fault = write_new_files(scratch.path(), {{"x.csv", "short"}, {"y.csv", std::string(5000, 'y')}});
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  EXPECT_THAT(fault, HasSubstr("y.csv"));
  EXPECT_TRUE(is_empty(scratch.path()));
}

}  // namespace
}  // namespace raccordo::app
