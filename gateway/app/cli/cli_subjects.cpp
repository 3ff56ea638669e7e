#include "app/cli/cli_subjects.hpp"

#include <CLI/CLI.hpp>

namespace raccordo::app {

void add_subject_verbs(CLI::App& group, SubjectsOptions& options, const VerbMaker& make) {
  const auto add = [&](const std::string& name, const std::string& help) {
    auto* verb = make.add(group, name,
                          help +
                              ". The identifier is read from standard input (one line), so that it stands "
                              "in no list of processes and no history");
    verb->add_option("--id-type", options.id_type,
                     "fiscal-code, stp, eni, provisional or local; left out, the shape tells");
    verb->add_option("--source", options.source, "Of a local number: whose it is");
    verb->add_option("--reason", options.reason, "Why, without naming anyone; kept in the audit")->required();
    make.act(verb, [&options, name](const Config& config, Output output) {
      options.verb = name;
      return run_subjects(config, options, output);
    });
    return verb;
  };
  auto* exported = add("export", "Write everything that is stored about one person (art. 15 GDPR)");
  exported->add_option("--format", options.format, "Form of the export")
      ->check(CLI::IsMember({"json", "html"}))
      ->capture_default_str();
  exported->add_option("--out", options.out, "File to write, for its owner only; left out, standard output");
  add("restrict", "Keep the person's records, but count them in no new release (art. 18 GDPR)");
  add("lift", "Lift the restriction of a person's records");
  add("erase", "Erase everything that is stored about one person (art. 17 GDPR)");
}

void add_processing_register(CLI::App& app, ProcessingRegisterOptions& options, const VerbMaker& make) {
  auto* verb =
      make.add(app, "processing-register",
               "Print the register of processing (art. 30 GDPR) of this installation in Italian, from "
               "its configuration");
  verb->add_option("--format", options.format, "Form of the text")
      ->check(CLI::IsMember({"markdown", "html"}))
      ->capture_default_str();
  make.act(verb, [&options](const Config& config, Output output) {
    return run_processing_register(config, options, output);
  });
}

}  // namespace raccordo::app
