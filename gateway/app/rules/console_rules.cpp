#include "app/rules/console_rules.hpp"

#include <algorithm>
#include <string_view>

#include "app/rules/yaml_reader.hpp"

namespace raccordo::app {
namespace {

constexpr std::string_view kScheme = "https://";
constexpr std::size_t kLongestName = 200, kLongestAddress = 2000;

/// What is wrong with a web address that browsers are to open; "" if nothing.
std::string fault_of_address(const std::string& text) {
  const bool fits = text.starts_with(kScheme) && text.size() > kScheme.size() &&
                    text.size() <= kLongestAddress && std::none_of(text.begin(), text.end(), [](char c) {
                      return static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '<' || c == '>';
                    });
  return fits ? "" : "must be a web address that begins with https://, without blanks";
}

}  // namespace

void read_console(YamlReader& yaml, const std::filesystem::path& folder, std::filesystem::path& into) {
  yaml.scalar("console", [&](const std::string& text) -> std::string {
    into = (folder / text).lexically_normal();
    return std::filesystem::is_regular_file(into / "index.html")
               ? ""
               : "must be a folder with the files of the console, which deploy/console builds; leave the key "
                 "out if "
                 "they are beside the program";
  });
}

void read_body(YamlReader& yaml, PublicBody& into) {
  yaml.section("body", [&](YamlReader& section) {
    section.require("name");
    section.scalar("name", [&](const std::string& text) -> std::string {
      into.name = text;
      return !text.empty() && text.size() <= kLongestName ? "" : "must be a name of at most 200 bytes";
    });
    const auto address = [&](std::string_view key, std::string& to) {
      section.scalar(key, [&](const std::string& text) {
        to = text;
        return fault_of_address(text);
      });
    };
    address("accessibility", into.accessibility);
    address("privacy", into.privacy);
  });
}

}  // namespace raccordo::app
