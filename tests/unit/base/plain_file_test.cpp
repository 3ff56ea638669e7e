#include "base/plain_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "support/scratch_folder.hpp"

namespace raccordo::base {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class PlainFile : public ::testing::Test {
 protected:
  std::string fault(const std::string& name) const {
    return fault_of_file(folder_.path() / name).value_or("");
  }
  support::ScratchFolder folder_;
};

TEST_F(PlainFile, MayBeReachedThroughALink) {
  folder_.write("a", "");
  fs::create_symlink("a", folder_.path() / "b");
  EXPECT_EQ(fault("a"), "");
  EXPECT_EQ(fault("b"), "");
}

TEST_F(PlainFile, ToldWhatIsInItsPlace) {
  fs::create_directory(folder_.path() / "folder");
  fs::create_symlink("nothing", folder_.path() / "link");
  fs::create_symlink("circle", folder_.path() / "circle");
  ASSERT_EQ(::mkfifo((folder_.path() / "pipe").c_str(), 0600), 0);
  EXPECT_THAT(fault("missing"), HasSubstr("there is no such file"));
  EXPECT_THAT(fault("folder"), HasSubstr("this is a folder"));
  EXPECT_THAT(fault("link"), HasSubstr("this is a link to a file that does not exist"));
  EXPECT_THAT(fault("circle"), HasSubstr("where a link leads"));
  EXPECT_THAT(fault("pipe"), HasSubstr("a device, pipe or socket"));
}

TEST_F(PlainFile, IsPresentAlsoAsALinkToNothing) {
  fs::create_symlink("nothing", folder_.path() / "link");
  EXPECT_TRUE(is_present(folder_.path() / "link"));
  EXPECT_TRUE(is_present(folder_.path()));
  EXPECT_FALSE(is_present(folder_.path() / "missing"));
}

}  // namespace
}  // namespace raccordo::base
