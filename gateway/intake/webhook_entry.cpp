#include "intake/webhook_entry.hpp"

#include <yaml-cpp/yaml.h>

#include <array>

#include "base/text.hpp"

namespace raccordo::intake {
namespace {

constexpr std::array<std::string_view, 2> kKeys = {"url", "key_file"};

}  // namespace

std::optional<WebhookTarget> read_webhook(const YAML::Node& node, const std::string& file,
                                          std::vector<base::FileFault>& faults) {
  const auto before = faults.size();
  const auto blame = [&](const YAML::Node& at, std::string message) {
    faults.push_back({file, at.Mark().line + 1, std::move(message)});
  };
  if (!node.IsMap()) {
    blame(node, "`webhook` must be a map with `url` and `key_file`");
    return std::nullopt;
  }
  WebhookTarget target;
  target.line = node.Mark().line + 1;
  std::string url;
  std::string key_file;
  for (const auto& entry : node) {
    const std::string key = entry.first.Scalar();
    auto* into = key == kKeys[0] ? &url : key == kKeys[1] ? &key_file : nullptr;
    if (into == nullptr) {
      const auto near = base::nearest_name(key, kKeys);
      blame(entry.first, "unknown key `" + key + "` in `webhook`" +
                             (near.empty() ? "" : "; did you mean `" + near + "`?"));
    } else if (!into->empty()) {
      blame(entry.first, "the key `" + key + "` occurs twice in one `webhook`");
    } else if (!entry.second.IsScalar() || entry.second.Scalar().empty()) {
      blame(entry.second, "`webhook." + key + "` must be a text");
      *into = "?";
    } else {
      *into = entry.second.Scalar();
    }
  }
  if (url.empty()) blame(node, "`webhook` needs `url`, the https address that is called");
  if (key_file.empty())
    blame(node,
          "`webhook` needs `key_file`, the file of the key that signs the calls (32 random bytes or more)");
  if (faults.size() > before) return std::nullopt;
  const auto read = base::read_https_url(url);
  if (!read) {
    blame(node, "`webhook.url` cannot be called: " + read.error().message);
    return std::nullopt;
  }
  target.url = *read;
  target.key_file = (std::filesystem::path(file).parent_path() / key_file).lexically_normal();
  return target;
}

}  // namespace raccordo::intake
