// Structured logs: one JSON object a line on standard error, with a fixed list of field names.
// A field that is not in the list does not compile; no field takes payloads, names or identifiers of persons.
#pragma once

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace raccordo::base {

enum class LogLevel { debug, info, warn, error };

/// All fields of a log line besides time, level and event.
enum class LogField {
  request_id,
  client,
  source,
  submission,
  release,
  table,
  version,
  state,
  method,
  route,
  status,
  bytes,
  micros,
  count,
  code,
  reason,
  address,
  file,
  line,
  port,
  period,
  peer,
  seq,
  hash,
  date,
  event_id
};

struct LogValue {
  LogField field;
  std::variant<std::string, std::int64_t> value;
};

/// Writes one line. `event` is a short fixed phrase in kebab-case. Thread safe. Never waits: if the reader
/// does not read, lines are dropped (log_queue.hpp).
void log(LogLevel level, std::string_view event, std::initializer_list<LogValue> fields = {});

/// Lines below this level are dropped; info at start.
void set_log_level(LogLevel level);

/// Waits until all lines are written, `patience` at most. False if some are not.
bool flush_log(std::chrono::milliseconds patience);
/// How many lines were dropped so far because the log was not read.
std::uint64_t log_dropped();

}  // namespace raccordo::base
