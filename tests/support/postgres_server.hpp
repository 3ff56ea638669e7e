// PostgresServer: a server of PostgreSQL for the tests of one program, in a folder of its own, reached by a
// socket in that folder. It does not flush, because no test cuts its power. It ends with the program.
#pragma once

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/scratch_folder.hpp"

namespace raccordo::support {

class PostgresServer {
 public:
  PostgresServer() {
    // The server refuses to run as root.
    const auto* const nobody = ::geteuid() == 0 ? ::getpwnam("nobody") : nullptr;
    if (nobody != nullptr) {
      if (::chown(folder_.path().c_str(), nobody->pw_uid, nobody->pw_gid) != 0)
        throw std::runtime_error("no folder for PostgreSQL");
      as_ = {"setpriv", "--reuid=nobody", "--regid=" + std::to_string(nobody->pw_gid), "--clear-groups"};
    } else {
      as_ = {"setpriv"};
    }
    as_.insert(as_.end(), {"--pdeathsig", "INT"});
    run({program("initdb"), "-D", data(), "-U", "raccordo", "-A", "trust", "-E", "UTF8", "--no-locale",
         "--no-sync"});
    start();
    make_database("raccordo");
  }
  ~PostgresServer() { stop(); }
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;

  /// The connection string of one of its databases.
  std::string conninfo(const std::string& database = "raccordo", const std::string& role = "raccordo") const {
    return "host=" + folder_.path().string() + " dbname=" + database + " user=" + role;
  }
  void make_database(const std::string& name) { sql("postgres", "CREATE DATABASE " + name); }
  void sql(const std::string& database, const std::string& text) const {
    run({program("psql"), "-q", "-v", "ON_ERROR_STOP=1", "-d", conninfo(database), "-c", text});
  }
  void start() {
    pid_ = spawn({program("postgres"), "-D", data(), "-k", folder_.path().string(), "-c",
                  "listen_addresses=", "-c", "fsync=off", "-c", "full_page_writes=off"});
    while (wait_for(spawn({program("pg_isready"), "-q", "-d", conninfo("postgres")})) != 0) {
      if (::kill(pid_, 0) != 0) throw std::runtime_error("PostgreSQL does not start");
    }
  }
  /// The server and all its processes stop where they are; connections stay open.
  void freeze() const { signal_all(SIGSTOP); }
  void thaw() const { signal_all(SIGCONT); }
  /// Ends all connections at once.
  void stop() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGINT);
    wait_for(pid_);
    pid_ = 0;
  }

 private:
  /// To the server and to its processes, whose parent it is.
  void signal_all(int signal) const {
    ::kill(pid_, signal);
    std::ifstream children("/proc/" + std::to_string(pid_) + "/task/" + std::to_string(pid_) + "/children");
    for (pid_t each = 0; children >> each;) ::kill(each, signal);
  }
  std::string data() const { return (folder_.path() / "data").string(); }
  static std::string program(const std::string& name) {
    const auto file = std::filesystem::path("/usr/lib/postgresql/15/bin") / name;
    return std::filesystem::exists(file) ? file.string() : name;
  }
  pid_t spawn(std::vector<std::string> words) const {
    words.insert(words.begin(), as_.begin(), as_.end());
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    const auto log = (folder_.path() / "log").string();
    ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log.c_str(), O_WRONLY | O_CREAT | O_APPEND,
                                       0600);
    ::posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
    pid_t pid = 0;
    const int failed = ::posix_spawnp(&pid, arguments[0], &actions, nullptr, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) throw std::runtime_error("cannot start " + words[as_.size()]);
    return pid;
  }
  static int wait_for(pid_t pid) {
    int status = 0;
    return ::waitpid(pid, &status, 0) == pid && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  void run(std::vector<std::string> words) const {
    const auto name = words.front();
    if (wait_for(spawn(std::move(words))) == 0) return;
    throw std::runtime_error(name + " failed: is the package postgresql-15 installed?");
  }

  ScratchFolder folder_;
  std::vector<std::string> as_;
  pid_t pid_ = 0;
};

}  // namespace raccordo::support
