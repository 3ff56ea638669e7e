#include "store/interface/process_owner.hpp"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <fstream>
#include <iterator>
#include <optional>

namespace raccordo::store {
namespace {

struct Parts {
  std::string host, boot, space, pid, start;
};

std::string read_line(const std::string& file) {
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  return line;
}

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? std::string(name.data()) : std::string();
}

/// Process numbers belong to a name space: containers on one host have their own.
std::string pid_space() {
  std::array<char, 128> link{};
  const auto count = ::readlink("/proc/self/ns/pid", link.data(), link.size());
  return count > 0 ? std::string(link.data(), static_cast<std::size_t>(count)) : std::string();
}

/// proc(5), /proc/PID/stat: field 22, counted after the name, which may contain blanks and brackets.
std::string start_of(const std::string& pid) {
  constexpr int kBehindName = 20;
  const auto line = read_line("/proc/" + pid + "/stat");
  auto at = line.rfind(')');
  for (int field = 0; field < kBehindName && at != line.npos; ++field) at = line.find(' ', at + 1);
  if (at == line.npos) return "";
  return line.substr(at + 1, line.find(' ', at + 1) - at - 1);
}

const Parts& own_parts() {
  static const Parts parts = [] {
    const auto pid = std::to_string(::getpid());
    return Parts{host_name(), read_line("/proc/sys/kernel/random/boot_id"), pid_space(), pid, start_of(pid)};
  }();
  return parts;
}

std::optional<Parts> read_parts(std::string_view owner) {
  std::array<std::string, 5> parts;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto end = i + 1 < parts.size() ? owner.find('/') : owner.size();
    if (end == owner.npos) return std::nullopt;
    parts[i] = owner.substr(0, end);
    owner.remove_prefix(std::min(end + 1, owner.size()));
  }
  return Parts{parts[0], parts[1], parts[2], parts[3], parts[4]};
}

bool differ(const std::string& one, const std::string& other) {
  return !one.empty() && !other.empty() && one != other;
}

}  // namespace

const std::string& this_process() {
  static const std::string name = [] {
    const auto& own = own_parts();
    return own.host + "/" + own.boot + "/" + own.space + "/" + own.pid + "/" + own.start;
  }();
  return name;
}

Presence presence_of(std::string_view owner) {
  const auto parts = read_parts(owner);
  const auto& own = own_parts();
  if (!parts || parts->host != own.host || differ(parts->space, own.space)) return Presence::elsewhere;
  if (differ(parts->boot, own.boot)) return Presence::gone;
  pid_t pid = 0;
  const auto& text = parts->pid;
  if (std::from_chars(text.data(), text.data() + text.size(), pid).ec != std::errc() || pid <= 0) {
    return Presence::elsewhere;
  }
  if (::kill(pid, 0) != 0 && errno == ESRCH) return Presence::gone;
  // The number may have been reused by another process. Processes of other users may not be readable.
  return differ(parts->start, start_of(text)) ? Presence::gone : Presence::here;
}

std::optional<int> pid_here(std::string_view owner) {
  const auto parts = read_parts(owner);
  if (!parts || presence_of(owner) != Presence::here) return std::nullopt;
  int pid = 0;
  std::from_chars(parts->pid.data(), parts->pid.data() + parts->pid.size(), pid);
  return pid;
}

bool is_own_process(std::string_view owner) {
  return owner == this_process() || pid_here(owner) == ::getppid();
}

std::string in_words(std::string_view owner) {
  const auto parts = read_parts(owner);
  return parts ? "process " + parts->pid + " on " + parts->host : "an unknown process";
}

}  // namespace raccordo::store
