#include <fcntl.h>
#include <grp.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <vector>

#include "app/cli/init_files.hpp"
#include "app/cli/verbs.hpp"
#include "base/result.hpp"

namespace raccordo::app {

namespace fs = std::filesystem;

namespace {

constexpr const char* kMade[] = {"mappings", "certs", "keys", "clients.yaml", "raccordo.yaml"};

/// A folder that disappears with what is in it, unless it was emptied by renaming.
class Stage {
 public:
  explicit Stage(const fs::path& beside) : path(beside / ".raccordo-init") {
    fs::remove_all(path);
    fs::create_directories(path);
    fs::permissions(path, fs::perms::owner_all);
  }
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;
  ~Stage() {
    std::error_code ignored;
    fs::remove_all(path, ignored);
  }
  fs::path path;
};

/// Runs a program, as the account if one is given, and waits. Its output goes to standard error. Throws
/// base::SystemFault unless it ends with 0.
void run(const std::vector<std::string>& words, const std::optional<Account>& account) {
  std::vector<char*> arguments;
  for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const auto child = ::fork();
  if (child < 0) throw base::SystemFault("no process can be started");
  if (child == 0) {
    ::dup2(STDERR_FILENO, STDOUT_FILENO);
    if (account &&
        (::setgroups(0, nullptr) != 0 || ::setgid(account->group) != 0 || ::setuid(account->user) != 0)) {
      ::perror("raccordo: cannot become the account raccordo");
      ::_exit(EXIT_FAILURE);
    }
    ::execv(arguments.front(), arguments.data());
    ::perror(arguments.front());
    ::_exit(EXIT_FAILURE);
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (status != 0) throw base::SystemFault(words.front() + " failed; what it said is above");
}

void write(const fs::path& file, const std::string& text) {
  std::ofstream out(file);
  out << text;
  out.close();
  if (!out) throw base::SystemFault("cannot write " + file.string());
}

fs::path shared(const std::string& name) {
  auto found = find_shared(name);
  if (!found)
    throw base::SystemFault("the folder " + name + " of the installation is missing: install raccordo again");
  return *found;
}

void fill(const fs::path& stage, const InitAnswers& answers, Language language) {
  fs::copy(shared("mappings"), stage / "mappings", fs::copy_options::recursive);
  fs::create_directories(stage / "keys");
  fs::create_directories(stage / "certs");
  fs::permissions(stage / "keys", fs::perms::owner_all);
  write(stage / "raccordo.yaml", configuration_text(answers, language));
  if (answers.certificates == Certificates::trial) {
    run({(shared("certs") / "make-dev-ca").string(), (stage / "certs").string(), "--clients",
         (stage / "clients.yaml").string()},
        std::nullopt);
  } else {
    write(stage / "clients.yaml", clients_text(language));
  }
}

std::string existing_of(const fs::path& folder) {
  std::string there;
  for (const auto* name : kMade)
    if (fs::exists(fs::symlink_status(folder / name)))
      there += (there.empty() ? "" : ", ") + std::string(name);
  return there;
}

void print_next_steps(const fs::path& folder, const InitAnswers& answers, Language language) {
  const auto config = (folder / "raccordo.yaml").string();
  std::cout << (language == Language::it ? "Configurazione scritta in " : "The configuration is in ")
            << folder.string() << "\n\n";
  if (answers.certificates == Certificates::own) {
    std::cout << (language == Language::it
                      ? "Ora mettere in certs/ i file server.pem, server.key (modo 0600), ca.pem e "
                        "ca.crl della vostra "
                        "autorità, elencare i client in clients.yaml, poi:\n"
                      : "Now put server.pem, server.key (mode 0600), ca.pem and ca.crl of your authority "
                        "into certs/, "
                        "list the clients in clients.yaml, then:\n");
  } else {
    std::cout << (language == Language::it
                      ? "I certificati di prova (certs/) valgono solo per prove su questa macchina. Ora:\n"
                      : "The trial certificates (certs/) are for trials on this machine only. Now:\n");
  }
  std::cout
      << "  raccordo check --config " << config << "\n  raccordo serve --config " << config << "\n\n"
      << (language == Language::it
              ? "Conservare una copia di keys/ lontano dai backup: senza le chiavi nessun backup si apre.\n"
              : "Keep a copy of keys/ apart from the backups: without the keys no backup can be opened.\n");
}

/// Creates the folder of the store if it is missing; it belongs to the account then.
void make_store_folder(const fs::path& folder, const std::optional<Account>& account) {
  if (fs::exists(folder)) return;
  fs::create_directories(folder);
  fs::permissions(folder, fs::perms::owner_all);
  if (account && ::chown(folder.c_str(), account->user, account->group) != 0)
    throw base::SystemFault("cannot give " + folder.string() + " to the account raccordo");
}

}  // namespace

int run_init(const InitOptions& options) {
  const auto language = language_of(options.language);
  const auto folder = fs::absolute(options.folder).lexically_normal();
  if (const auto there = existing_of(folder); !there.empty()) {
    std::cerr << "raccordo: " << folder.string()
              << (language == Language::it ? " contiene già: " : " already has: ") << there
              << (language == Language::it
                      ? ". Nulla è stato scritto; scegliere un'altra cartella con --folder.\n"
                      : ". Nothing was written; choose another folder with --folder.\n");
    return 1;
  }
  const auto answers = ask_for_init(options, std::cin, std::cerr);
  if (!answers) return 2;
  fs::create_directories(folder);
  {
    const Stage stage(folder);
    fill(stage.path, *answers, language);
    for (const auto* name : kMade) fs::rename(stage.path / name, folder / name);
  }
  const auto account = service_account();
  make_store_folder((folder / answers->store).parent_path(), account);
  if (account) hand_over(folder, *account);
  // By its own path: another account may not look into /proc of a process that was root.
  const auto program = fs::read_symlink("/proc/self/exe").string();
  run({program, "keys", "init", "--config", (folder / "raccordo.yaml").string()}, account);
  print_next_steps(folder, *answers, language);
  return 0;
}

}  // namespace raccordo::app
