#include "app/cli/completion.hpp"

#include <CLI/CLI.hpp>
#include <functional>

#include "app/cli/command_tree.hpp"

namespace raccordo::app {
namespace {

void for_each_command(const CLI::App& app, const std::function<void(const CLI::App&)>& call) {
  call(app);
  for (const auto* verb : shown_verbs(app)) for_each_command(*verb, call);
}

/// In single quotes for both shells.
std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char letter : text) out += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
  return out + "'";
}

/// Patterns of `case` for every verb below the program, joined by `|`.
std::string verb_patterns(const CLI::App& app) {
  std::string all;
  for_each_command(app, [&](const CLI::App& verb) {
    if (verb.get_parent() != nullptr) all += (all.empty() ? "" : " | ") + quoted(command_path(verb));
  });
  return all;
}

/// One branch for each option that takes one of several words: `PATH OPTION) complete with WORDS`.
std::string choice_branches(const CLI::App& app,
                            const std::function<std::string(const std::string&)>& complete) {
  std::string branches;
  for_each_command(app, [&](const CLI::App& verb) {
    for (const auto* option : shown_options(verb)) {
      std::string words;
      for (const auto& word : choices(*option)) words += (words.empty() ? "" : " ") + word;
      if (words.empty()) continue;
      for (const auto& name : names_of(*option)) {
        branches +=
            "    " + quoted(command_path(verb) + " " + name) + ") " + complete(words) + "; return ;;\n";
      }
    }
  });
  return branches;
}

/// The first clause of a help text.
std::string summary(const std::string& help) {
  return help.substr(0, std::min({help.find(". "), help.find("; "), help.find(": ")}));
}

/// `name:what it does` for zsh's _describe.
std::string described(const std::string& name, const std::string& help) {
  return quoted(name + ":" + summary(help));
}

std::string words_of(const CLI::App& verb) {
  std::string words;
  for (const auto& name : names_of(shown_verbs(verb))) words += (words.empty() ? "" : " ") + name;
  for (const auto* argument : positionals(verb)) {
    for (const auto& word : choices(*argument)) words += (words.empty() ? "" : " ") + word;
  }
  for (const auto& name : option_names(verb)) words += (words.empty() ? "" : " ") + name;
  return words;
}

std::string described_words_of(const CLI::App& verb) {
  std::string words;
  for (const auto* below : shown_verbs(verb))
    words += " " + described(below->get_name(), below->get_description());
  for (const auto* argument : positionals(verb)) {
    for (const auto& word : choices(*argument)) words += " " + quoted(word);
  }
  for (const auto* option : shown_options(verb)) {
    for (const auto& name : names_of(*option)) words += " " + described(name, option->get_description());
  }
  return words;
}

enum class Values { any, free };  ///< free: any value, not one of several words

/// Options with a value in a separate word: after them no verb follows.
std::string value_patterns(const CLI::App& app, Values values) {
  std::string all;
  for_each_command(app, [&](const CLI::App& verb) {
    for (const auto* option : shown_options(verb)) {
      if (!takes_value(*option) || (values == Values::free && !choices(*option).empty())) continue;
      for (const auto& name : names_of(*option)) {
        all += (all.empty() ? "" : " | ") + quoted(command_path(verb) + " " + name);
      }
    }
  });
  return all;
}

}  // namespace

std::string bash_completion(const CLI::App& app) {
  std::string branches;
  for_each_command(app, [&](const CLI::App& verb) {
    branches += "    " + quoted(command_path(verb)) + ") words=" + quoted(words_of(verb)) + " ;;\n";
  });
  return "# bash completion for raccordo, made by `raccordo completion bash`\n"
         "_raccordo() {\n"
         "  local current=${COMP_WORDS[COMP_CWORD]} path=raccordo words='' index word\n"
         "  for ((index = 1; index < COMP_CWORD; index++)); do\n"
         "    word=${COMP_WORDS[index]}\n"
         "    case \"$path ${COMP_WORDS[index - 1]}\" in\n"
         "    " +
         value_patterns(app, Values::any) +
         ") continue ;;\n"
         "    esac\n"
         "    case \"$path $word\" in\n"
         "    " +
         verb_patterns(app) +
         ") path=\"$path $word\" ;;\n"
         "    esac\n"
         "  done\n"
         "  case \"$path ${COMP_WORDS[COMP_CWORD - 1]}\" in\n" +
         choice_branches(app,
                         [](const std::string& words) {
                           return "mapfile -t COMPREPLY < <(compgen -W " + quoted(words) +
                                  " -- \"$current\")";
                         }) +
         "    " + value_patterns(app, Values::free) +
         ") COMPREPLY=(); return ;;\n"
         "  esac\n"
         "  case \"$path\" in\n" +
         branches +
         "  esac\n"
         "  mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
         "}\n"
         "complete -o default -F _raccordo raccordo\n";
}

std::string zsh_completion(const CLI::App& app) {
  std::string branches;
  for_each_command(app, [&](const CLI::App& verb) {
    branches += "    " + quoted(command_path(verb)) + ") entries=(" + described_words_of(verb) + ") ;;\n";
  });
  return "#compdef raccordo\n"
         "# zsh completion for raccordo, made by `raccordo completion zsh`\n"
         "_raccordo() {\n"
         "  local where=raccordo index\n"
         "  local -a entries\n"
         "  for ((index = 2; index < CURRENT; index++)); do\n"
         "    case \"$where ${words[index - 1]}\" in\n"
         "    " +
         value_patterns(app, Values::any) +
         ") continue ;;\n"
         "    esac\n"
         "    case \"$where ${words[index]}\" in\n"
         "    " +
         verb_patterns(app) +
         ") where=\"$where ${words[index]}\" ;;\n"
         "    esac\n"
         "  done\n"
         "  case \"$where ${words[CURRENT - 1]}\" in\n" +
         choice_branches(app, [](const std::string& words) { return "compadd -- " + words; }) + "    " +
         value_patterns(app, Values::free) +
         ") _files; return ;;\n"
         "  esac\n"
         "  case \"$where\" in\n" +
         branches +
         "  esac\n"
         "  _describe 'raccordo' entries || _files\n"
         "}\n"
         "if [[ \"${funcstack[1]}\" == _raccordo ]]; then _raccordo \"$@\"; else compdef _raccordo raccordo; "
         "fi\n";
}

}  // namespace raccordo::app
