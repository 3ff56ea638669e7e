// LoneProcess: runs one suspect body in a process of its own, which is this program again with the hidden
// verb `process-body`, under limits of memory, processor time and time (limits_for). It works beside the
// gateway as `import` does: it opens the store itself and holds no claim. Called by Background.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "app/ingest/body_verdict.hpp"

namespace raccordo::app {

struct LoneRun {
  std::filesystem::path config;
  std::string submission;
  std::uint64_t body_bytes = 0;  ///< of the sealed body: sets the limits
  std::function<bool()> stop;    ///< asked now and then: the gateway ends, so shall the process
};

/// Starts the process and waits for its end. Threads: the process ends with the thread that started it.
BodyOutcome run_alone(const LoneRun& run);

/// How the verb tells its parent what came of the body, and back.
int exit_code_of(const BodyOutcome& outcome);
BodyOutcome outcome_of_exit(int code);
/// `signal` ended it.
BodyOutcome outcome_of_signal(int signal);

/// The child's side, before anything is opened: limits, and the end with the parent. Throws
/// base::SystemFault.
void confine_this_process(const BodyLimits& limits, std::int64_t parent);

}  // namespace raccordo::app
