#include "base/command_line_user.hpp"

#include <pwd.h>
#include <unistd.h>

#include <array>

namespace raccordo::base {

std::string command_line_user() {
  passwd entry{};
  passwd* found = nullptr;
  std::array<char, 4096> buffer{};
  getpwuid_r(getuid(), &entry, buffer.data(), buffer.size(), &found);
  return "cli:" + (found != nullptr ? std::string(found->pw_name) : std::to_string(getuid()));
}

}  // namespace raccordo::base
