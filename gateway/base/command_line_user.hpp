// Who runs a verb of the command line, as submissions and the audit name the caller. Called by verbs.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace raccordo::base {

/// `cli:<unix user>`, or `cli:<number>` for a user without a name. For root and accounts of services, such as
/// that of the package, it is the person behind `sudo` or `su`, as the kernel knows it: the account that
/// logged in, else that of the nearest process above. Never what a variable such as SUDO_USER says, which
/// anybody may set. Where no person is found, the account itself.
std::string command_line_user();

/// The same for the account `own` and the processes in this folder, made like /proc.
std::string command_line_user(std::uint32_t own, const std::filesystem::path& processes);

bool is_of_a_person(std::uint32_t account);

/// Whether it is `cli:` and an account that no single person stands for, such as root.
bool is_shared_account(const std::string& user);

}  // namespace raccordo::base
