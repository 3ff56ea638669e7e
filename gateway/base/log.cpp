#include "base/log.hpp"

#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdlib>
#include <utility>

#include "base/json.hpp"
#include "base/log_queue.hpp"
#include "base/time.hpp"

namespace raccordo::base {
namespace {

constexpr std::array<std::string_view, 26> kNames = {
    "request_id", "client", "source", "submission", "release", "table", "version", "state",   "method",
    "route",      "status", "bytes",  "micros",     "count",   "code",  "reason",  "address", "file",
    "line",       "port",   "period", "peer",       "seq",     "hash",  "date",    "event_id"};

/// How long the end of the program waits for a reader of the log.
constexpr auto kPatienceAtEnd = std::chrono::milliseconds(1000);

std::atomic<LogLevel>& threshold() {
  static std::atomic level{LogLevel::info};
  return level;
}

std::string line_of(LogLevel level, std::string_view event, std::initializer_list<LogValue> fields);

LogQueue& queue() {
  static auto* const instance = [] {
    auto* made = new LogQueue(STDERR_FILENO, [](std::uint64_t dropped) {
      return line_of(LogLevel::warn, "log-dropped", {{LogField::count, static_cast<std::int64_t>(dropped)}});
    });
    std::atexit([] { flush_log(kPatienceAtEnd); });
    return made;
  }();
  return *instance;
}

std::string_view name_of(LogLevel level) {
  constexpr std::array<std::string_view, 4> names = {"debug", "info", "warn", "error"};
  return names[static_cast<std::size_t>(level)];
}

std::string line_of(LogLevel level, std::string_view event, std::initializer_list<LogValue> fields) {
  JsonBuffer buffer;
  JsonWriter writer(buffer);
  writer.StartObject();
  put(writer, "time", to_string(system_clock().now()));
  put(writer, "level", name_of(level));
  put(writer, "event", event);
  for (const auto& field : fields) {
    key(writer, kNames[static_cast<std::size_t>(field.field)]);
    if (const auto* number = std::get_if<std::int64_t>(&field.value)) {
      writer.Int64(*number);
    } else {
      text(writer, std::get<std::string>(field.value));
    }
  }
  writer.EndObject();
  std::string line(buffer.GetString(), buffer.GetSize());
  line += '\n';
  return line;
}

}  // namespace

void log(LogLevel level, std::string_view event, std::initializer_list<LogValue> fields) {
  if (level < threshold()) return;
  queue().push(line_of(level, event, fields),
               level >= LogLevel::warn ? LogQueue::Haste::now : LogQueue::Haste::none);
}

void set_log_level(LogLevel level) { threshold() = level; }

bool flush_log(std::chrono::milliseconds patience) { return queue().flush(patience); }

std::uint64_t log_dropped() { return queue().dropped(); }

}  // namespace raccordo::base
