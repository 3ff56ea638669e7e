#include "app/cli/cli_store.hpp"

#include <CLI/CLI.hpp>

namespace raccordo::app {

void add_store_verbs(CLI::App& group, StoreCopyOptions& options, std::string& config_file,
                     const VerbMaker& make) {
  auto* copy =
      make.add(group, "copy",
               "Copy the whole store from SQLite to PostgreSQL or back, while no gateway runs, and compare "
               "each row. The copy is then the store; the source stays as it is, but is refused as an older "
               "copy");
  copy->add_option("--from", config_file, "The configuration whose store is copied; the same as --config");
  copy->add_option("--to", options.to,
                   "A configuration with the same keys, whose `store` is empty or does not exist yet")
      ->required();
  copy->add_option("--reason", options.reason, "Why; kept in the audit")->required();
  make.act(copy, [&options](const Config& config, Output output) {
    return run_store_copy(config, options, output);
  });
}

}  // namespace raccordo::app
