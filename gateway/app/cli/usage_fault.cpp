#include "app/cli/usage_fault.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>

#include "app/cli/command_tree.hpp"
#include "base/text.hpp"

namespace raccordo::app {
namespace {

std::string near_to(const std::string& wrong, const std::vector<std::string>& known) {
  const std::vector<std::string_view> candidates(known.begin(), known.end());
  return base::nearest_name(wrong, candidates);
}

std::string did_you_mean(const std::string& near) {
  return near.empty() ? "" : "; did you mean `" + near + "`?";
}

/// The last recognised verb.
const CLI::App& last_verb(const CLI::App& app) {
  const auto* last = &app;
  while (!last->get_subcommands().empty()) last = last->get_subcommands().back();
  return *last;
}

struct Unknown {
  const CLI::App& verb;  ///< the verb that was given the word
  std::string word;
};

/// The first word that no verb accepted; an option before others, since its value is left over with it.
std::optional<Unknown> first_unknown(const CLI::App& verb) {
  const auto left = verb.remaining(false);
  const auto option =
      std::find_if(left.begin(), left.end(), [](const std::string& word) { return word.starts_with("-"); });
  if (option != left.end()) return Unknown{verb, option->substr(0, option->find('='))};
  if (!left.empty()) return Unknown{verb, left.front()};
  for (const auto* below : verb.get_subcommands()) {
    if (auto found = first_unknown(*below)) return found;
  }
  return std::nullopt;
}

/// `tables activate` for `activate`: a verb that was written without its group; "" if there is none.
std::string verb_of_a_group(const CLI::App& app, const std::string& word) {
  for (const auto* group : shown_verbs(app)) {
    for (const auto* verb : shown_verbs(*group)) {
      if (verb->get_name() == word) return group->get_name() + " " + word;
    }
  }
  return "";
}

std::string unknown_word(const CLI::App& app, const Unknown& unknown) {
  const auto path = command_path(unknown.verb);
  const auto quoted = "`" + unknown.word + "`";
  if (unknown.word.starts_with("-")) {
    return path + " has no option " + quoted +
           did_you_mean(near_to(unknown.word, option_names(unknown.verb)));
  }
  const auto verbs = names_of(shown_verbs(unknown.verb));
  if (verbs.empty()) return path + " does not know what to do with " + quoted;
  auto near = near_to(unknown.word, verbs);
  if (near.empty()) near = verb_of_a_group(app, unknown.word);
  if (!near.empty()) return path + " has no verb " + quoted + did_you_mean(near);
  return path + " has no verb " + quoted + "; the verbs are " + in_one_line(verbs);
}

/// The name before the first colon or blank in the library's message, such as `--period`.
std::string name_in(const std::string& said) { return said.substr(0, said.find_first_of(": ")); }

std::string other_fault(const CLI::App& verb, const CLI::ParseError& error) {
  const auto path = command_path(verb);
  const std::string said = error.what();
  switch (static_cast<CLI::ExitCodes>(error.get_exit_code())) {
    case CLI::ExitCodes::RequiredError: {
      if (said.starts_with("A subcommand"))
        return path + " needs a verb: " + in_one_line(names_of(shown_verbs(verb)));
      return path + " needs " + name_in(said);
    }
    case CLI::ExitCodes::ArgumentMismatch:
      return path + ": " + name_in(said) + " needs a value";
    case CLI::ExitCodes::ConversionError: {
      constexpr std::string_view kBefore = "Could not convert: ";
      auto what = said.starts_with(kBefore) ? said.substr(kBefore.size()) : said;
      const auto equals = what.find(" = ");
      if (equals == std::string::npos) return path + ": " + name_in(what) + " must be a whole number";
      return path + ": " + what.substr(0, equals) + " must be a whole number, not `" +
             what.substr(equals + 3) + "`";
    }
    case CLI::ExitCodes::ExcludesError: {
      const auto excludes = said.find(" excludes ");
      if (excludes == std::string::npos) break;
      return path + ": give either " + said.substr(0, excludes) + " or " + said.substr(excludes + 10) +
             ", not both";
    }
    default:
      break;
  }
  return path + ": " + said;
}

}  // namespace

std::string usage_fault(const CLI::App& app, const CLI::ParseError& error) {
  const auto unknown = first_unknown(app);
  const auto& verb = unknown ? unknown->verb : last_verb(app);
  return (unknown ? unknown_word(app, *unknown) : other_fault(verb, error)) + "\n`" + command_path(verb) +
         " --help` shows what it takes.";
}

CLI::Validator one_of(const std::vector<std::string>& words) {
  return CLI::Validator(
      [words](const std::string& word) -> std::string {
        if (std::find(words.begin(), words.end(), word) != words.end()) return "";
        return "must be one of " + in_one_line(words) + ", not `" + word + "`" +
               did_you_mean(near_to(word, words));
      },
      choice_of(words));
}

CLI::Validator whole_number(std::int64_t least, std::int64_t most) {
  const auto range = "from " + std::to_string(least) +
                     (most >= std::numeric_limits<std::int32_t>::max() ? "" : " to " + std::to_string(most));
  return CLI::Validator(
      [=](const std::string& word) -> std::string {
        std::int64_t value = 0;
        const auto [end, failed] = std::from_chars(word.data(), word.data() + word.size(), value);
        const bool is_number = failed == std::errc() && end == word.data() + word.size();
        if (is_number && value >= least && value <= most) return "";
        return "must be a whole number " + range + ", not `" + word + "`";
      },
      "NUMBER");
}

}  // namespace raccordo::app
