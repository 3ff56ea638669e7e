#include "app/cli/command_tree.hpp"

#include <CLI/CLI.hpp>

#include "base/text.hpp"

namespace raccordo::app {

std::vector<const CLI::App*> shown_verbs(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App* verb) { return !verb->get_group().empty(); });
}

std::vector<std::string> names_of(const std::vector<const CLI::App*>& verbs) {
  std::vector<std::string> names;
  for (const auto* verb : verbs) names.push_back(verb->get_name());
  return names;
}

std::string command_path(const CLI::App& verb) {
  const auto* parent = verb.get_parent();
  return parent == nullptr ? verb.get_name() : command_path(*parent) + " " + verb.get_name();
}

std::vector<const CLI::Option*> shown_options(const CLI::App& verb) {
  return verb.get_options(
      [](const CLI::Option* option) { return !option->get_group().empty() && !option->get_positional(); });
}

std::vector<const CLI::Option*> positionals(const CLI::App& verb) {
  return verb.get_options([](const CLI::Option* option) { return option->get_positional(); });
}

std::vector<std::string> names_of(const CLI::Option& option) {
  std::vector<std::string> names;
  for (const auto& name : option.get_lnames()) names.push_back("--" + name);
  for (const auto& name : option.get_snames()) names.push_back("-" + name);
  return names;
}

std::vector<std::string> option_names(const CLI::App& verb) {
  std::vector<std::string> all;
  for (const auto* option : shown_options(verb)) {
    for (auto& name : names_of(*option)) all.push_back(std::move(name));
  }
  return all;
}

bool takes_value(const CLI::Option& option) { return option.get_items_expected_max() > 0; }

std::string choice_of(const std::vector<std::string>& words) {
  std::string all;
  for (const auto& word : words) all += (all.empty() ? "" : ",") + word;
  return "{" + all + "}";
}

std::vector<std::string> choices(const CLI::Option& option) {
  const auto type = option.get_type_name();
  const auto open = type.find('{');
  if (open == std::string::npos || !type.ends_with('}')) return {};
  std::vector<std::string> words;
  const auto inside = type.substr(open + 1, type.size() - open - 2);
  for (const auto word : base::split(inside, ',')) words.emplace_back(word);
  return words;
}

std::string in_one_line(const std::vector<std::string>& words) {
  std::string line;
  for (const auto& word : words) line += (line.empty() ? "" : ", ") + word;
  return line;
}

}  // namespace raccordo::app
