// The person who runs a verb of the command line, as named in submissions and audit. Called by verbs.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace raccordo::base {

/// `cli:<unix user>`, or `cli:<number>` for a user without a name. For root and service accounts, such as
/// that of the package, it is the person behind `sudo` or `su`, as the kernel knows it: the account that
/// logged in, else that of the nearest parent process. Variables such as SUDO_USER, which anybody may set,
/// are ignored. If no person is found, the account itself.
std::string command_line_user();

/// The same for the account `own` and the processes in this folder, structured like /proc.
std::string command_line_user(std::uint32_t own, const std::filesystem::path& processes);

bool is_of_a_person(std::uint32_t account);

/// True if it is `cli:` and a shared account, such as root.
bool is_shared_account(const std::string& user);

}  // namespace raccordo::base
