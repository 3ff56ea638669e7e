// The user of a verb: the account that called sudo, from the process tree and never from a variable.
#include "base/command_line_user.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

namespace raccordo::base {
namespace {

constexpr std::uint32_t kAnna = 4100000001;  // accounts without a name are shown by number
constexpr std::uint32_t kBruno = 4100000002;
constexpr std::uint32_t kService = 999;

/// A folder made like /proc, with this process at the end of a chain of parents.
class CommandLineUser : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder_ / "self"); }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void write(const std::string& process, std::uint32_t account, const std::string& parent) {
    std::filesystem::create_directories(folder_ / process);
    std::ofstream(folder_ / process / "status")
        << "Name:\tx\nPPid:\t" << parent << "\nUid:\t" << account << "\t0\t0\t0\nGid:\t0\t0\t0\t0\n";
  }
  void login(const std::string& text) { std::ofstream(folder_ / "self/loginuid") << text; }
  std::string user(std::uint32_t own) const { return command_line_user(own, folder_); }

  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("raccordo-user-" + std::to_string(::getpid()));
};

std::string cli(std::uint32_t account) { return "cli:" + std::to_string(account); }

TEST_F(CommandLineUser, IsTheOwnAccountOfAPerson) {
  write("self", kAnna, "7");
  write("7", kBruno, "1");
  login(std::to_string(kBruno));
  EXPECT_EQ(user(kAnna), cli(kAnna));
}

TEST_F(CommandLineUser, IsTheLoggedInPersonForRootAndServiceAccounts) {
  login(std::to_string(kAnna) + "\n");
  EXPECT_EQ(user(0), cli(kAnna));
  EXPECT_EQ(user(kService), cli(kAnna));
}

TEST_F(CommandLineUser, IsTheNearestParentAccountWithoutLoginId) {
  login("4294967295");
  write("self", kService, "30");
  write("30", 0, "20");
  write("20", kAnna, "10");
  write("10", kBruno, "1");
  EXPECT_EQ(user(kService), cli(kAnna));
}

TEST_F(CommandLineUser, IsTheAccountItselfIfNoPersonIsFound) {
  write("self", kService, "30");
  write("30", 0, "1");
  write("1", 0, "0");
  EXPECT_EQ(user(0), "cli:root");
  login("0");
  EXPECT_EQ(user(0), "cli:root");
}

TEST_F(CommandLineUser, EndsForACycleOfProcesses) {
  write("self", 0, "5");
  write("5", 0, "6");
  write("6", 0, "5");
  EXPECT_EQ(user(0), "cli:root");
}

TEST_F(CommandLineUser, IgnoresEnvironmentVariables) {
  ASSERT_EQ(::setenv("SUDO_USER", "bruno", 1), 0);
  ASSERT_EQ(::setenv("SUDO_UID", std::to_string(kBruno).c_str(), 1), 0);
  EXPECT_EQ(user(0), "cli:root");
  ::unsetenv("SUDO_USER");
  ::unsetenv("SUDO_UID");
}

TEST(SharedAccount, IsAnAccountWithoutPerson) {
  EXPECT_TRUE(is_shared_account("cli:root"));
  EXPECT_TRUE(is_shared_account("cli:999"));
  EXPECT_FALSE(is_shared_account(cli(kAnna)));
  EXPECT_FALSE(is_shared_account("bruno"));
  EXPECT_FALSE(is_shared_account("root"));
}

}  // namespace
}  // namespace raccordo::base
