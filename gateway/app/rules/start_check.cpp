#include "app/rules/start_check.hpp"

#include <unistd.h>
#include <yaml-cpp/yaml.h>

#include "app/rules/key_check.hpp"
#include "app/rules/keyring.hpp"
#include "net/https_caller.hpp"
#include "net/listener.hpp"
#include "net/tls_context.hpp"
#include "store/open/postgres_string.hpp"
#include "store/open/store_check.hpp"

namespace raccordo::app {
namespace {

/// The line of `section.key` in the configuration, which is readable YAML; 0 if it is not there.
int line_of(const YAML::Node& root, const std::string& section, const std::string& key) {
  const auto inside = root[section];
  if (!inside || !inside.IsMap() || !inside[key]) return 0;
  return inside[key].Mark().line + 1;
}

/// `certificate` of a message that begins with `tls.certificate`.
std::string key_named_in(std::string_view message) {
  constexpr std::string_view begin = "tls.";
  if (!message.starts_with(begin)) return "certificate";
  return std::string(message.substr(begin.size(), message.find(':') - begin.size()));
}

/// The key files, and whether the existing store was written with them.
void check_keys(const Config& config, int line, base::FileFaults& faults) {
  const auto keys = load_keyring(config);
  if (!keys) return faults.push_back({config.file.string(), line, keys.error().message});
  try {
    const auto checks = store::read_key_checks(config.place());
    if (!checks) return;
    if (auto fault = fault_of_keys(*checks, **keys)) {
      faults.push_back({config.file.string(), line, std::move(*fault)});
    }
  } catch (const base::SystemFault& fault) {
    faults.push_back(
        {config.postgres.empty() ? config.sqlite.string() : config.file.string(), 0, fault.what()});
  }
}

/// The files of TLS: whether they exist, and what `serve` would report.
void check_tls(const Config& config, const YAML::Node& root, base::FileFaults& faults) {
  const auto name = config.file.string();
  const auto before = faults.size();
  const auto check = [&](const std::string& key, const std::string& file) {
    if (file.empty() || std::filesystem::exists(file)) return;
    faults.push_back({name, line_of(root, "tls", key),
                      "`tls." + key + "` " + file + " does not exist: make it or correct the path"});
  };
  check("certificate", config.tls.certificate);
  check("key", config.tls.key);
  check("client_ca", config.tls.client_ca);
  check("crl", config.tls.crl);
  if (faults.size() > before || config.tls.certificate.empty() || config.tls.key.empty()) return;
  try {
    net::make_tls_context(config.tls);
  } catch (const base::SystemFault& fault) {
    faults.push_back({name, line_of(root, "tls", key_named_in(fault.what())), fault.what()});
  }
}

void check_webhooks(const Config& config, const YAML::Node& root, base::FileFaults& faults) {
  try {
    const net::CallRules rules(config.webhooks.ca.string(), net::AddressRule());
  } catch (const base::SystemFault& fault) {
    faults.push_back({config.file.string(), line_of(root, "webhooks", "ca"), fault.what()});
  }
}

void check_addresses(const Config& config, const YAML::Node& root, base::FileFaults& faults) {
  const auto line = [&](const std::string& key) { return root[key] ? root[key].Mark().line + 1 : 0; };
  const auto check = [&](const std::string& key, const net::Endpoint& endpoint) {
    if (auto wrong = net::fault_of_address(endpoint)) {
      faults.push_back({config.file.string(), line(key), "`" + key + "`: " + std::move(*wrong)});
    }
  };
  check("listen", config.listen);
  check("admin_listen", config.admin_listen);
  const bool one_place = config.listen.port != 0 && config.listen.port == config.admin_listen.port &&
                         config.listen.address == config.admin_listen.address;
  if (!one_place) return;
  faults.push_back({config.file.string(), line("admin_listen"),
                    "`admin_listen` is the address and port of `listen`: give it a port of its own"});
}

std::string key_of_files(const Config& config) { return config.postgres.empty() ? "sqlite" : "files"; }

/// Tells why the store cannot be opened: PostgreSQL must answer, its schema and the rights of the role fit,
/// and a file be a store. Returns whether more may be read from it.
bool check_store(const Config& config, const YAML::Node& root, base::FileFaults& faults) {
  const bool is_file = config.postgres.empty();
  // Told already: nothing connects with it.
  if (!is_file && !store::fault_of_postgres(config.postgres).empty()) return false;
  const auto line = line_of(root, "store", is_file ? "sqlite" : "postgres");
  try {
    auto wrong = store::unusable(config.place());
    if (!wrong) wrong = store::identity_fault(config.place());
    if (!wrong) return true;
    faults.push_back({config.file.string(), line, std::move(*wrong)});
    return is_file;
  } catch (const base::SystemFault& fault) {
    const auto& place = is_file ? config.sqlite : config.file;
    faults.push_back({place.string(), is_file ? 0 : line, fault.what()});
    return false;
  }
}

/// The folder of the store, or the nearest existing parent, must be writable.
void check_folder(const Config& config, const YAML::Node& root, base::FileFaults& faults) {
  std::error_code ignored;
  auto folder = std::filesystem::absolute(config.sqlite).parent_path();
  while (!std::filesystem::exists(folder, ignored) && folder.has_relative_path())
    folder = folder.parent_path();
  if (::access(folder.c_str(), W_OK | X_OK) == 0) return;
  faults.push_back(
      {config.file.string(), line_of(root, "store", key_of_files(config)),
       "`store." + key_of_files(config) + "`: " + folder.string() +
           " is no folder in which this user may write; correct its owner or mode, or the path"});
}

}  // namespace

void check_start(const Config& config, base::FileFaults& faults) {
  const auto root = YAML::LoadFile(config.file.string());
  check_tls(config, root, faults);
  check_webhooks(config, root, faults);
  check_addresses(config, root, faults);
  check_folder(config, root, faults);
  if (!check_store(config, root, faults)) return;
  if (config.pseudonym_key.empty() || config.sealing_key.empty()) return;  // told already
  check_keys(config, line_of(root, "keys", "pseudonym"), faults);
}

}  // namespace raccordo::app
