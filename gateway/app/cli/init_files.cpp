#include "app/cli/init_files.hpp"

#include <grp.h>
#include <pwd.h>
#include <unistd.h>

#include <array>

#include "base/result.hpp"

namespace raccordo::app {

namespace fs = std::filesystem;

namespace {

/// In double quotes for YAML.
std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

void give(const fs::path& file, uid_t user, gid_t group, fs::perms mode) {
  if (::lchown(file.c_str(), user, group) != 0)
    throw base::SystemFault("cannot give " + file.string() + " away");
  fs::permissions(file, mode);
}

/// Everything below, folders too.
void give_all(const fs::path& folder, uid_t user, gid_t group, fs::perms of_file, fs::perms of_folder) {
  if (!fs::exists(folder)) return;
  give(folder, user, group, of_folder);
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_symlink()) continue;
    give(entry.path(), user, group, entry.is_directory() ? of_folder : of_file);
  }
}

}  // namespace

std::string configuration_text(const InitAnswers& answers, Language language) {
  std::string out = language == Language::it
                        ? "# Scritto da `raccordo init`. Tutte le chiavi e i loro valori predefiniti: "
                        : "# Written by `raccordo init`. All keys with their defaults: ";
  out += "/usr/share/doc/raccordo/examples/raccordo.yaml\n";
  out += "listen: \"" + std::string(answers.host == "localhost" ? "127.0.0.1" : "[::]") + ":" + answers.port +
         "\"\n";
  out += "admin_listen: 127.0.0.1:9443\n";
  out += "public_url: https://" + answers.host + (answers.port == "443" ? "" : ":" + answers.port) + "\n";
  out +=
      "tls: {certificate: certs/server.pem, key: certs/server.key, client_ca: certs/ca.pem, crl: "
      "certs/ca.crl}\n";
  out += "store: {sqlite: " + quoted(answers.store.string()) + "}\n";
  out += "mappings: mappings\nclients: clients.yaml\n";
  out += "keys: {pseudonym: keys/pseudonym.key, sealing: keys/sealing.key}\n";
  out += "timezone: Europe/Rome\ntwo_person: true\n";
  out += "body: {name: " + quoted(answers.body) + "}\n";
  out += "catalog: {enabled: false, publisher: " + quoted(answers.body) + "}\n";
  return out;
}

std::string clients_text(Language language) {
  const std::string head =
      language == Language::it
          ? "# Chi può fare che cosa. Un client si riconosce dal suo certificato; esempi in\n"
            "# /usr/share/doc/raccordo/examples/clients.yaml. L'impronta:\n"
          : "# Who may do what. A client is recognised by its certificate; examples in\n"
            "# /usr/share/doc/raccordo/examples/clients.yaml. The fingerprint:\n";
  return head +
         "#   openssl x509 -in NAME.pem -noout -fingerprint -sha256\n"
         "#  - name: administrator\n"
         "#    fingerprint: \"...\"\n"
         "#    rights: [extract, see-metadata, see-bodies, replay, edit-tables, approve-tables, administer]\n"
         "clients: []\n";
}

std::optional<fs::path> find_shared(const std::string& name) {
  std::error_code wrong;
  const auto program = fs::read_symlink("/proc/self/exe", wrong);
  if (wrong) return std::nullopt;
  for (const auto* place : {"../share/raccordo", "../.."}) {
    auto folder = (program.parent_path() / place / name).lexically_normal();
    if (fs::is_directory(folder, wrong)) return folder;
  }
  return std::nullopt;
}

std::optional<Account> service_account() {
  if (::geteuid() != 0) return std::nullopt;
  passwd found{}, *account = nullptr;
  constexpr std::size_t kEnough = 16'384;
  std::array<char, kEnough> texts{};
  if (::getpwnam_r("raccordo", &found, texts.data(), texts.size(), &account) != 0 || account == nullptr) {
    return std::nullopt;
  }
  return Account{account->pw_uid, account->pw_gid};
}

void hand_over(const fs::path& folder, const Account& account) {
  using enum fs::perms;
  const auto group_reads = owner_read | owner_write | group_read;
  const auto group_enters = owner_all | group_read | group_exec;
  give_all(folder / "mappings", 0, account.group, group_reads, group_enters);
  give_all(folder / "certs", 0, account.group, owner_read | owner_write, group_enters);
  for (const auto& entry : fs::directory_iterator(folder / "certs"))
    if (entry.path().extension() == ".pem" || entry.path().extension() == ".crl")
      give(entry.path(), 0, account.group, group_reads);
  if (fs::exists(folder / "certs/server.key"))
    give(folder / "certs/server.key", account.user, account.group, owner_read | owner_write);
  give(folder / "keys", account.user, account.group, owner_all);
  for (const auto* name : {"raccordo.yaml", "clients.yaml"})
    give(folder / name, 0, account.group, group_reads);
  give(folder, 0, account.group, group_enters);
}

}  // namespace raccordo::app
