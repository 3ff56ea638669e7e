// The files that `raccordo init` writes. Threads: any.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>

#include "app/cli/init_questions.hpp"

namespace raccordo::app {

/// raccordo.yaml with the answers, and comments in the language.
std::string configuration_text(const InitAnswers& answers, Language language);
/// clients.yaml without a client, for certificates of an authority.
std::string clients_text(Language language);

/// Where the installation or the source tree has `name` (mappings, certs), beside the running program.
std::optional<std::filesystem::path> find_shared(const std::string& name);

/// By number.
struct Account {
  uid_t user;
  gid_t group;
};
/// The account `raccordo` of the package if this program runs as root and there is one.
std::optional<Account> service_account();

/// Gives what `init` has written in the folder to root, readable by the group of the account; the account
/// owns the keys of the gateway and of its certificate. Throws base::SystemFault.
void hand_over(const std::filesystem::path& folder, const Account& account);

}  // namespace raccordo::app
