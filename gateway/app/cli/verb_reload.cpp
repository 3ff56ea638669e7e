#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <iostream>
#include <thread>

#include "app/cli/faults.hpp"
#include "app/cli/verbs.hpp"
#include "app/service/reload_note.hpp"
#include "base/json.hpp"
#include "store/interface/process_owner.hpp"
#include "store/interface/store_claim.hpp"

namespace raccordo::app {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kPatience = std::chrono::seconds(60);
constexpr auto kLook = std::chrono::milliseconds(50);

/// The number of the process of the gateway that runs on the store. Another program that holds the claim is
/// not signalled: it would end.
base::Result<int> find_gateway(const Config& config, const std::optional<ReloadNote>& note) {
  const auto store = config.sqlite.string();
  const auto holder = store::StoreClaim::holder(store);
  if (!holder)
    return base::Fault{
        "no gateway runs with this configuration; `raccordo serve` reads the files when it starts"};
  const auto pid = store::pid_here(*holder);
  if (!pid)
    return base::Fault{"the gateway of this store runs elsewhere (" + store::in_words(*holder) +
                       "): give the order there"};
  if (!note || note->process != *holder)
    return base::Fault{store::in_words(*holder) +
                       " uses the store and is no gateway that serves already; try again "
                       "when it does"};
  return *pid;
}

/// Orders take turns: the note does not say whom it answers. Held until its end; waits for the one before.
class Turn {
 public:
  explicit Turn(const std::filesystem::path& note)
      : descriptor_(::open((note.string() + "-turn").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    while (descriptor_ >= 0 && ::flock(descriptor_, LOCK_EX) != 0 && errno == EINTR) {
    }
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  ~Turn() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }

 private:
  int descriptor_;
};

/// Nothing if it did not answer in time, or ended.
std::optional<ReloadNote> wait_for_note(const std::filesystem::path& file, const ReloadNote& before) {
  const auto until = Clock::now() + kPatience;
  while (Clock::now() < until && store::presence_of(before.process) == store::Presence::here) {
    auto note = read_note(file);
    if (note && *note != before) return note;
    std::this_thread::sleep_for(kLook);
  }
  return std::nullopt;
}

void print_taken_over(const ReloadNote& note, Output output) {
  if (output == Output::json) {
    base::JsonBuffer buffer;
    base::JsonWriter writer(buffer);
    writer.StartObject();
    base::put(writer, "state", "reloaded");
    base::put_number(writer, "clients", static_cast<std::int64_t>(note.clients));
    base::put_number(writer, "sources", static_cast<std::int64_t>(note.sources));
    base::put_number(writer, "extracts", static_cast<std::int64_t>(note.extracts));
    writer.EndObject();
    std::cout << base::view(buffer) << '\n';
    return;
  }
  std::cout << "Taken over: certificates and revocation lists, " << note.clients << " clients, "
            << note.sources << " sources, the scheme, " << note.extracts
            << " extracts, webhooks, log level. Addresses, store, keys and "
            << "limits are read only when the gateway starts.\n";
}

}  // namespace

int run_reload(const Config& config, Output output) {
  const auto file = reload_note_of(config.sqlite);
  const Turn turn(file);
  const auto before = read_note(file);
  const auto pid = find_gateway(config, before);
  if (!pid) return report_failure("not-reloaded", pid.error().message, output);
  if (::kill(*pid, SIGHUP) != 0) {
    return report_failure("not-reloaded",
                          "process " + std::to_string(*pid) + " cannot be signalled (" +
                              std::strerror(errno) + "): run this as the account of the gateway or as root",
                          output);
  }
  const auto note = wait_for_note(file, *before);
  if (!note)
    return report_failure("not-reloaded",
                          "the gateway has ended or has not answered for a minute: see its log", output);
  if (note->state == ReloadState::refused)
    return report_failure("not-reloaded", "the former files stay in force: " + note->reason, output);
  if (note->state == ReloadState::partly)
    return report_failure(
        "partly-reloaded",
        "the new files are in force, but not everything followed them: " + note->reason + "; reload again",
        output);
  print_taken_over(*note, output);
  return 0;
}

}  // namespace raccordo::app
