// Who may read or change the files that grant rights.
#include "app/rules/file_modes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "support/scratch_folder.hpp"

namespace raccordo::app {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;

class FileModesTest : public testing::Test {
 protected:
  FileModesTest() {
    config_.file = folder_.write("raccordo.yaml", "");
    config_.clients = folder_.write("clients.yaml", "");
    config_.tls.key = folder_.write("server.key", "").string();
    set(config_.file, 0644);
    set(config_.clients, 0640);
    set(config_.tls.key, 0600);
  }
  static void set(const fs::path& file, unsigned mode) {
    fs::permissions(file, static_cast<fs::perms>(mode));
  }
  /// The one fault of a file with this mode; "" if there is none.
  std::string fault_of(const fs::path& file, unsigned mode) {
    const auto before = fs::status(file).permissions();
    set(file, mode);
    const auto faults = faults_of_modes(config_);
    fs::permissions(file, before);
    EXPECT_LE(faults.size(), 1U);
    if (faults.empty()) return "";
    EXPECT_EQ(faults[0].file, file.string());
    EXPECT_EQ(faults[0].line, 0);
    return faults[0].message;
  }

  support::ScratchFolder folder_;
  Config config_;
};

TEST_F(FileModesTest, FilesThatOnlyTheirOwnerMayChangeAreWell) {
  EXPECT_THAT(faults_of_modes(config_), IsEmpty());
  EXPECT_EQ(fault_of(config_.tls.key, 0400), "");
  EXPECT_EQ(fault_of(config_.file, 0600), "");
}

TEST_F(FileModesTest, KeyThatOthersMayReadIsAFault) {
  for (const unsigned mode : {0604U, 0602U, 0666U, 0777U, 0620U, 0601U}) {
    EXPECT_THAT(fault_of(config_.tls.key, mode), HasSubstr("chmod 600")) << std::oct << mode;
  }
}

TEST_F(FileModesTest, GroupMayReadTheKeyIfItBelongsToRoot) {
  const bool of_root = ::geteuid() == 0;
  EXPECT_EQ(fault_of(config_.tls.key, 0640).empty(), of_root);
}

TEST_F(FileModesTest, RulesThatOthersMayChangeAreAFault) {
  for (const auto& file : {config_.file, config_.clients}) {
    for (const unsigned mode : {0664U, 0646U, 0666U, 0602U}) {
      EXPECT_THAT(fault_of(file, mode), HasSubstr("chmod go-w")) << file << std::oct << mode;
    }
    EXPECT_EQ(fault_of(file, 0755), "");
  }
}

TEST_F(FileModesTest, EveryFaultyFileIsReported) {
  set(config_.file, 0666);
  set(config_.clients, 0666);
  set(config_.tls.key, 0666);
  EXPECT_EQ(faults_of_modes(config_).size(), 3U);
}

TEST_F(FileModesTest, ModeOfALinkIsThatOfItsTarget) {
  const auto target = folder_.write("elsewhere/server.key", "");
  set(target, 0644);
  fs::remove(config_.tls.key);
  fs::create_symlink(target, config_.tls.key);
  ASSERT_EQ(faults_of_modes(config_).size(), 1U);
  set(target, 0600);
  EXPECT_THAT(faults_of_modes(config_), IsEmpty());
}

TEST_F(FileModesTest, MissingFilesAreNoFaultOfModes) {
  for (const auto& file : {config_.file, config_.clients, fs::path(config_.tls.key)}) fs::remove(file);
  EXPECT_THAT(faults_of_modes(config_), IsEmpty());
  EXPECT_THAT(faults_of_modes(Config()), IsEmpty());
}

}  // namespace
}  // namespace raccordo::app
