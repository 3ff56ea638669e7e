#include "app/cli/cli_keys.hpp"

#include <CLI/CLI.hpp>

#include "app/cli/usage_fault.hpp"

namespace raccordo::app {
namespace {

constexpr std::int64_t kLongestWait = 86'400;

}  // namespace

void add_key_verbs(CLI::App& group, KeyRotationOptions& options, const VerbMaker& make) {
  make.act(make.add(group, "init",
                    "Make the pseudonym and the sealing key where the configuration says; never "
                    "overwrites. Keep copies apart from the backups of the store"),
           run_keys_init);
  auto* rotate = make.add(group, "rotate",
                          "Append a generation to a key file and bring the store to it. A running gateway "
                          "pauses and continues by itself");
  rotate->require_subcommand(1);
  const auto add = [&](const char* name, const char* help, auto* run) {
    auto* verb = make.add(*rotate, name, help);
    verb->add_option("--wait", options.wait, "Seconds to wait at most until no other program uses the keys")
        ->check(whole_number(0, kLongestWait))
        ->capture_default_str();
    make.act(verb,
             [&options, run](const Config& config, Output output) { return run(config, options, output); });
  };
  add("sealing",
      "From now on seal with a new key, and seal the identifiers and the waiting records again; the gateway "
      "pauses only while the key changes",
      run_keys_rotate_sealing);
  add("pseudonym",
      "Recompute every pseudonym with a new key, from the identifier that is kept sealed with each person, "
      "in "
      "one transaction; the gateway pauses until that is done",
      run_keys_rotate_pseudonym);
}

}  // namespace raccordo::app
