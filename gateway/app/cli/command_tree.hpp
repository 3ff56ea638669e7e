// The verbs and options of the command line, for usage messages, completion and manual. Hidden verbs and
// options are left out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace raccordo::app {

/// The verbs below a program or a group, in order of the help.
std::vector<const CLI::App*> shown_verbs(const CLI::App& app);
std::vector<std::string> names_of(const std::vector<const CLI::App*>& verbs);

/// `raccordo release create`.
std::string command_path(const CLI::App& verb);

/// Options with their dashes, long names before short ones.
std::vector<const CLI::Option*> shown_options(const CLI::App& verb);
std::vector<const CLI::Option*> positionals(const CLI::App& verb);
std::vector<std::string> option_names(const CLI::App& verb);
std::vector<std::string> names_of(const CLI::Option& option);
bool takes_value(const CLI::Option& option);

/// The display of the accepted words of an option: `{csv,xlsx}`, and those words.
std::string choice_of(const std::vector<std::string>& words);
std::vector<std::string> choices(const CLI::Option& option);

/// `a, b, c`.
std::string in_one_line(const std::vector<std::string>& words);

}  // namespace raccordo::app
