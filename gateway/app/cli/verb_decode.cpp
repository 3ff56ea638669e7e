#include <iostream>

#include "app/cli/faults.hpp"
#include "app/cli/unknown_source.hpp"
#include "app/cli/verbs.hpp"
#include "app/ingest/dry_run.hpp"
#include "app/ingest/file_source.hpp"
#include "base/time.hpp"

namespace raccordo::app {

int run_decode(const Config& config, DecodeKeys which, const DecodeOptions& options) {
  if (which == DecodeKeys::of_examples) base::set_local_timezone(config.timezone);
  const auto book = load_rulebook(config, RulebookParts::mappings);
  if (!book) {
    const auto faults = book.error();
    for (const auto& fault : faults) {
      std::cerr << fault.file << ':' << fault.line << ": " << fault.message << '\n';
    }
    return 1;
  }
  const auto* rules = (*book)->find(options.source);
  if (rules == nullptr) return unknown_source(**book, options.source, Output::text);
  const auto keys = which == DecodeKeys::of_config ? load_keyring(config) : example_keyring();
  if (!keys) {
    std::cerr << "raccordo: " << keys.error().message << '\n';
    return 1;
  }
  auto input = FileSource::open(options.file);
  if (!input) {
    std::cerr << "raccordo: " << input.error().message << '\n';
    return 1;
  }
  const auto tables = ActiveTables::from_files(*book, base::system_clock());
  const DryRun run{tables.get(), keys->get(), &base::system_clock(), options.source,
                   body_format_of(rules->profile, options.file)};
  std::ios::sync_with_stdio(false);
  const bool whole = dry_run(
      run, **input, [](const std::string& line) { std::cout << line << '\n'; },
      [](const std::string& line) { std::cerr << line << '\n'; });
  std::cout.flush();
  return whole ? 0 : 1;
}

}  // namespace raccordo::app
