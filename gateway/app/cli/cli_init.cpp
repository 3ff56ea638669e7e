#include "app/cli/cli_init.hpp"

#include <CLI/CLI.hpp>

#include "app/cli/usage_fault.hpp"
#include "app/cli/verbs.hpp"

namespace raccordo::app {

void add_init(CLI::App& verb, InitOptions& options, const std::function<void(std::function<int()>)>& act) {
  verb.add_option("--folder", options.folder, "Where; existing files are never replaced")
      ->capture_default_str();
  verb.add_option("--language", options.language, "it or en; default: that of the terminal")
      ->check(one_of({"it", "en"}));
  verb.add_option("--body", options.body, "The public body that runs the gateway");
  verb.add_option("--certificates", options.certificates,
                  "trial: make certificates for this machine; own: those of your authority");
  verb.add_option("--host", options.host, "The name by which clients reach the gateway");
  verb.add_option("--port", options.port, "The HTTPS port");
  verb.add_option("--store", options.store, "The file of the store");
  verb.callback([&options, act] { act([&options] { return run_init(options); }); });
}

}  // namespace raccordo::app
