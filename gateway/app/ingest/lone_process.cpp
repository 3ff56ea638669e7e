#include "app/ingest/lone_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <fstream>
#include <vector>

#include "base/result.hpp"

namespace raccordo::app {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kLookMillis = 200;

struct ExitCode {
  int code;
  BodyEnd end;
  std::string_view reason;
};
/// Different from the codes of verbs and shells.
constexpr std::array<ExitCode, 10> kExits = {{
    {0, BodyEnd::done, ""},
    {40, BodyEnd::stopped, ""},
    {41, BodyEnd::waits, kWaitsForStore},
    {42, BodyEnd::waits, kWaitsForDisk},
    {43, BodyEnd::waits, kWaitsForFault},
    {44, BodyEnd::waits, kWaitsForClient},
    {45, BodyEnd::waits, kWaitsForSource},
    {46, BodyEnd::lost, "body-lost"},
    {47, BodyEnd::threw, kTooMuchMemory},
    {48, BodyEnd::threw, kCrashed},
}};

/// The start state of the child: only standard descriptors, no blocked signal, a process group of its own so
/// that Ctrl-C in a terminal ends the gateway regularly and not the child.
class SpawnSetting {
 public:
  SpawnSetting() {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions_, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
    posix_spawnattr_init(&attributes_);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setpgroup(&attributes_, 0);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
  }
  ~SpawnSetting() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }
  SpawnSetting(const SpawnSetting&) = delete;
  SpawnSetting& operator=(const SpawnSetting&) = delete;

  /// -1 if the system cannot create another process now.
  pid_t start(std::vector<std::string> words) const {
    std::vector<char*> arguments;
    arguments.reserve(words.size() + 1);
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    pid_t pid = -1;
    const int failed =
        posix_spawn(&pid, "/proc/self/exe", &actions_, &attributes_, arguments.data(), environ);
    return failed == 0 ? pid : -1;
  }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

bool has_ended(int descriptor) {
  pollfd waiting{descriptor, POLLIN, 0};
  return ::poll(&waiting, 1, kLookMillis) > 0;
}

BodyOutcome reap(pid_t pid) {
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) continue;
  return WIFSIGNALED(status) ? outcome_of_signal(WTERMSIG(status)) : outcome_of_exit(WEXITSTATUS(status));
}

BodyOutcome end_it(pid_t pid, BodyOutcome outcome) {
  ::kill(pid, SIGKILL);
  reap(pid);
  return outcome;
}

void limit(__rlimit_resource_t what, std::uint64_t soft, std::uint64_t hard) {
  const rlimit bounds{soft, hard};
  if (::setrlimit(what, &bounds) != 0) throw base::SystemFault("the limits of the process cannot be set");
}

/// Sanitizers reserve address space by terabytes.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kMemoryCanBeLimited = false;
#else
constexpr bool kMemoryCanBeLimited = true;
#endif

}  // namespace

int exit_code_of(const BodyOutcome& outcome) {
  const auto* const found = std::find_if(kExits.begin(), kExits.end(), [&](const ExitCode& each) {
    return each.end == outcome.end && each.reason == outcome.reason;
  });
  return found == kExits.end() ? 43 : found->code;
}

BodyOutcome outcome_of_exit(int code) {
  const auto* const found =
      std::find_if(kExits.begin(), kExits.end(), [&](const ExitCode& each) { return each.code == code; });
  // Another code: the program could not start, for instance because of a faulty configuration file.
  if (found == kExits.end()) return {BodyEnd::waits, std::string(kWaitsForFault)};
  return {found->end, std::string(found->reason)};
}

BodyOutcome outcome_of_signal(int signal) {
  switch (signal) {
    case SIGTERM:
    case SIGINT:
    case SIGHUP:
      return {BodyEnd::stopped, ""};  // the whole service was ended
    case SIGXCPU:
      return {BodyEnd::crashed, std::string(kTooMuchTime)};
    default:
      return {BodyEnd::crashed, std::string(kCrashed)};
  }
}

BodyOutcome run_alone(const LoneRun& run) {
  const SpawnSetting setting;
  const pid_t pid =
      setting.start({"raccordo", "process-body", "--config", run.config.string(), "--parent",
                     std::to_string(::getpid()), "--bytes", std::to_string(run.body_bytes), run.submission});
  if (pid < 0) return {BodyEnd::waits, std::string(kWaitsForFault)};
  // By number: the header of glibc 2.36 for it cannot be used from C++.
  const auto descriptor = static_cast<int>(::syscall(SYS_pidfd_open, pid, 0));
  if (descriptor < 0) return end_it(pid, {BodyEnd::waits, std::string(kWaitsForFault)});
  const auto last = Clock::now() + limits_for(run.body_bytes).wall;
  BodyOutcome outcome;
  for (;;) {
    if (has_ended(descriptor)) {
      outcome = reap(pid);
      break;
    }
    if (run.stop()) {
      outcome = end_it(pid, {BodyEnd::stopped, ""});
      break;
    }
    if (Clock::now() > last) {
      outcome = end_it(pid, {BodyEnd::crashed, std::string(kTooMuchTime)});
      break;
    }
  }
  ::close(descriptor);
  return outcome;
}

void confine_this_process(const BodyLimits& limits, std::int64_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) throw base::SystemFault("the gateway that began this process has ended");
  const auto seconds = static_cast<std::uint64_t>(limits.processor.count());
  limit(RLIMIT_CPU, seconds, seconds + 5);
  limit(RLIMIT_CORE, 0, 0);
  if constexpr (kMemoryCanBeLimited) limit(RLIMIT_AS, limits.memory, limits.memory);
  // If the machine runs out of memory, this process is to be killed first.
  std::ofstream("/proc/self/oom_score_adj") << "1000";
}

}  // namespace raccordo::app
