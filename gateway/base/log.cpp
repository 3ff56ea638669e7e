#include "base/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <array>
#include <memory>

#include "base/json.hpp"
#include "base/time.hpp"

namespace raccordo::base {
namespace {

constexpr std::array<std::string_view, 25> kNames = {
    "request_id", "client", "source", "submission", "release", "table", "version", "state",   "method",
    "route",      "status", "bytes",  "micros",     "count",   "code",  "reason",  "address", "file",
    "line",       "port",   "period", "peer",       "seq",     "hash",  "date"};

spdlog::logger& logger() {
  static const auto instance = [] {
    auto made =
        std::make_shared<spdlog::logger>("raccordo", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_pattern("%v");
    made->flush_on(spdlog::level::info);
    return made;
  }();
  return *instance;
}

spdlog::level::level_enum to_spdlog(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return spdlog::level::debug;
    case LogLevel::info:
      return spdlog::level::info;
    case LogLevel::warn:
      return spdlog::level::warn;
    case LogLevel::error:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

std::string_view name_of(LogLevel level) {
  constexpr std::array<std::string_view, 4> names = {"debug", "info", "warn", "error"};
  return names[static_cast<std::size_t>(level)];
}

}  // namespace

void log(LogLevel level, std::string_view event, std::initializer_list<LogValue> fields) {
  if (!logger().should_log(to_spdlog(level))) return;
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
  logger().log(to_spdlog(level), std::string_view(buffer.GetString(), buffer.GetSize()));
}

void set_log_level(LogLevel level) { logger().set_level(to_spdlog(level)); }

}  // namespace raccordo::base
