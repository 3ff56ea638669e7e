#include "app/cli/output_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <iterator>

#include "support/scratch_folder.hpp"

namespace raccordo::app {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class OutputFile : public testing::Test {
 protected:
  fs::path at(const std::string& name) const { return folder_.path() / name; }
  std::string write(const std::string& name, std::string_view content, Existing existing = Existing::kept) {
    return write_output(at(name), content, existing).value_or("");
  }
  std::string read(const std::string& name) const {
    std::ifstream in(at(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  std::size_t entries() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_.path()), {}));
  }
  support::ScratchFolder folder_;
};

TEST_F(OutputFile, IsWrittenWholeAndLeavesNothingBeside) {
  EXPECT_EQ(write("a.html", std::string(100'000, 'x')), "");
  EXPECT_EQ(read("a.html").size(), 100'000U);
  EXPECT_EQ(entries(), 1U);
}

TEST_F(OutputFile, WithOtherContentIsReplacedOnlyOnDemand) {
  folder_.write("a.html", "former");
  EXPECT_THAT(write("a.html", "new"), HasSubstr("--force"));
  EXPECT_THAT(fault_of_output(at("a.html"), Existing::kept).value_or(""), HasSubstr("exists"));
  EXPECT_EQ(read("a.html"), "former");
  EXPECT_EQ(write("a.html", "new", Existing::replaced), "");
  EXPECT_EQ(read("a.html"), "new");
  EXPECT_EQ(entries(), 1U);
}

TEST_F(OutputFile, WithTheSameContentIsLeftAsItIs) {
  folder_.write("a.html", "same");
  EXPECT_EQ(write("a.html", "same"), "");
  EXPECT_EQ(entries(), 1U);
}

TEST_F(OutputFile, ReplacesTheFileBehindALink) {
  folder_.write("real", "former");
  fs::create_symlink("real", at("link"));
  EXPECT_EQ(write("link", "new", Existing::replaced), "");
  EXPECT_TRUE(fs::is_symlink(at("link")));
  EXPECT_EQ(read("real"), "new");
}

TEST_F(OutputFile, IsNeverAFolderAPipeOrALinkToNothing) {
  fs::create_directory(at("folder"));
  fs::create_symlink("nothing", at("link"));
  ASSERT_EQ(::mkfifo(at("pipe").c_str(), 0600), 0);
  for (const auto* name : {"folder", "link", "pipe"}) {
    for (const auto existing : {Existing::kept, Existing::replaced})
      EXPECT_THAT(write(name, "new", existing), HasSubstr("cannot write")) << name;
  }
  EXPECT_THAT(write("nowhere/a.html", "new"), HasSubstr("cannot write"));
  EXPECT_EQ(entries(), 3U);
}

}  // namespace
}  // namespace raccordo::app
