// LoneProcess: runs one suspect body in a separate process, which is this program with the hidden verb
// `process-body`, with limits of memory, processor time and time (limits_for). It works beside the gateway as
// `import` does: it opens the store itself and holds no claim. Called by Background.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "app/ingest/body_verdict.hpp"

namespace raccordo::app {

struct LoneRun {
  std::filesystem::path config;
  std::string submission;
  std::uint64_t body_bytes = 0;  ///< size of the sealed body: determines the limits
  std::function<bool()> stop;    ///< called periodically: true if the gateway ends, and the process must end
};

/// Starts the process and waits for its end. Threads: the process ends with the thread that started it.
BodyOutcome run_alone(const LoneRun& run);

/// The exit codes with which the verb reports its result to its parent.
int exit_code_of(const BodyOutcome& outcome);
BodyOutcome outcome_of_exit(int code);
/// `signal` ended it.
BodyOutcome outcome_of_signal(int signal);

/// In the child, before anything is opened: limits, and ending with the parent. Throws base::SystemFault.
void confine_this_process(const BodyLimits& limits, std::int64_t parent);

}  // namespace raccordo::app
