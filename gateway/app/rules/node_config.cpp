#include "app/rules/node_config.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>

namespace raccordo::app {
namespace {

std::string machine_name() {
  constexpr std::size_t kLongest = 256;
  std::array<char, kLongest + 1> name{};
  return ::gethostname(name.data(), kLongest) == 0 ? name.data() : "localhost";
}

}  // namespace

void read_node(YamlReader& yaml, std::string& into) {
  into = machine_name();
  yaml.scalar("node", [&](const std::string& text) -> std::string {
    constexpr std::size_t kLongest = 64;
    const auto fits = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
             c == '.' || c == '_';
    };
    into = text;
    return !text.empty() && text.size() <= kLongest && std::all_of(text.begin(), text.end(), fits)
               ? ""
               : "must be a name of at most 64 letters, digits, dots, hyphens and underscores";
  });
}

}  // namespace raccordo::app
