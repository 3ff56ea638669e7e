#include "base/command_line_user.hpp"

#include <pwd.h>
#include <sys/types.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <fstream>
#include <optional>

#include "base/text.hpp"

namespace raccordo::base {
namespace {

constexpr std::string_view kPrefix = "cli:";
constexpr int kMostAncestors = 64;

/// On Debian, user ids of people start here; lower ones are root and service accounts.
constexpr uid_t kFirstPerson = 1000;

std::string name_of(uid_t uid) {
  passwd entry{};
  passwd* found = nullptr;
  std::array<char, 4096> buffer{};
  getpwuid_r(uid, &entry, buffer.data(), buffer.size(), &found);
  return std::string(kPrefix) + (found != nullptr ? std::string(found->pw_name) : std::to_string(uid));
}

std::optional<uid_t> number(std::string_view text) {
  text = trim(text);
  uid_t value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// The account that logged in, which the kernel keeps for all child processes; sudo and su do not change it.
/// Not set in most containers.
std::optional<uid_t> login_account(const std::filesystem::path& processes) {
  std::ifstream file(processes / "self/loginuid");
  std::string line;
  std::getline(file, line);
  const auto uid = number(line);
  return uid && *uid != static_cast<uid_t>(-1) ? uid : std::nullopt;
}

struct Process {
  std::string parent;
  uid_t account = 0;
};

std::optional<Process> process(const std::filesystem::path& folder) {
  std::ifstream file(folder / "status");
  Process found;
  std::optional<uid_t> account;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("PPid:")) found.parent = trim(std::string_view(line).substr(5));
    if (line.starts_with("Uid:")) {
      const auto numbers = trim(std::string_view(line).substr(4));
      account = number(numbers.substr(0, numbers.find('\t')));
    }
  }
  if (!account || found.parent.empty()) return std::nullopt;
  found.account = *account;
  return found;
}

/// The nearest parent process run by a person: the shell in which sudo was typed.
std::optional<uid_t> account_above(const std::filesystem::path& processes) {
  auto at = process(processes / "self");
  for (int steps = 0; at && steps < kMostAncestors; ++steps) {
    if (is_of_a_person(at->account)) return at->account;
    if (at->parent == "0") break;
    at = process(processes / at->parent);
  }
  return std::nullopt;
}

}  // namespace

bool is_of_a_person(std::uint32_t account) { return account >= kFirstPerson; }

std::string command_line_user(std::uint32_t own, const std::filesystem::path& processes) {
  if (is_of_a_person(own)) return name_of(own);
  if (const auto login = login_account(processes); login && is_of_a_person(*login)) return name_of(*login);
  return name_of(account_above(processes).value_or(own));
}

std::string command_line_user() { return command_line_user(getuid(), "/proc"); }

bool is_shared_account(const std::string& user) {
  if (!user.starts_with(kPrefix)) return false;
  const auto name = user.substr(kPrefix.size());
  passwd entry{};
  passwd* found = nullptr;
  std::array<char, 4096> buffer{};
  getpwnam_r(name.c_str(), &entry, buffer.data(), buffer.size(), &found);
  if (found != nullptr) return !is_of_a_person(found->pw_uid);
  const auto uid = number(name);
  return uid && !is_of_a_person(*uid);
}

}  // namespace raccordo::base
