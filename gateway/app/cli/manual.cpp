#include "app/cli/manual.hpp"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <vector>

#include "app/cli/command_tree.hpp"
#include "app/cli/faults.hpp"
#include "app/cli/program_version.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

namespace raccordo::app {
namespace {

/// Text that roff prints unchanged: no line begins with a dot or a quote, dashes stay dashes.
std::string plain(const std::string& text) {
  std::string out;
  for (const char letter : text) {
    const bool at_begin = out.empty() || out.back() == '\n';
    if (at_begin && (letter == '.' || letter == '\'')) out += "\\&";
    if (letter == '\\') {
      out += "\\e";
    } else if (letter == '-') {
      out += "\\-";
    } else {
      out += letter;
    }
  }
  return out;
}

std::string bold(const std::string& text) { return "\\fB" + plain(text) + "\\fR"; }

std::string page_name(const CLI::App& verb) {
  auto name = command_path(verb);
  for (auto& letter : name) letter = letter == ' ' ? '-' : letter;
  return name;
}

/// The placeholder of an option's value: `WORD`, or the accepted words.
std::string value_of(const CLI::Option& option) {
  std::string all;
  for (const auto& word : choices(option)) all += (all.empty() ? "" : "|") + word;
  if (!all.empty()) return all;
  const auto type = option.get_type_name();
  if (type.find("NUMBER") != std::string::npos || type.find("INT") != std::string::npos) return "NUMBER";
  return type.find("TIME") != std::string::npos ? "TIME" : "TEXT";
}

std::string usage(const CLI::App& verb) {
  std::string line = bold(command_path(verb));
  for (const auto* option : shown_options(verb)) {
    if (!option->get_required()) continue;
    line += " " + bold(names_of(*option).front()) + " \\fI" + plain(value_of(*option)) + "\\fR";
  }
  line += " [\\fIOPTIONS\\fR]";
  if (!shown_verbs(verb).empty()) line += " \\fIVERB\\fR";
  for (const auto* argument : positionals(verb)) {
    auto name = base::to_upper_ascii(argument->get_name(true));
    if (argument->get_items_expected_max() > 1) name += "...";
    line += argument->get_required() ? " \\fI" + plain(name) + "\\fR" : " [\\fI" + plain(name) + "\\fR]";
  }
  return line;
}

/// Options of every verb; a page of several verbs lists them once.
bool is_common(const CLI::Option& option) {
  const auto name = names_of(option).front();
  return name == "--help" || name == "--config" || name == "--json";
}

enum class Part { own, common, all };

std::string arguments_of(const CLI::App& verb, Part part) {
  std::string text;
  for (const auto* argument : part == Part::common ? std::vector<const CLI::Option*>() : positionals(verb)) {
    text += ".TP\n\\fI" + plain(base::to_upper_ascii(argument->get_name(true))) + "\\fR\n" +
            plain(argument->get_description()) + "\n";
  }
  for (const auto* option : shown_options(verb)) {
    if (part != Part::all && is_common(*option) != (part == Part::common)) continue;
    std::string names;
    for (const auto& name : names_of(*option)) names += (names.empty() ? "" : ", ") + bold(name);
    if (takes_value(*option)) names += " \\fI" + plain(value_of(*option)) + "\\fR";
    text += ".TP\n" + names + "\n" + plain(option->get_description());
    if (takes_value(*option) && !option->get_default_str().empty()) {
      text += " (default: " + plain(option->get_default_str()) + ")";
    }
    text += "\n";
  }
  return text;
}

std::string heading(const CLI::App& verb, const std::string& version) {
  const auto name = page_name(verb);
  const auto help = verb.get_description();
  return ".TH " + base::to_upper_ascii(name) + " 1 \"\" \"" + version + "\" \"Raccordo\"\n.SH NAME\n" +
         plain(name) + " \\- " +
         plain(
             help.substr(0, std::min({help.find(". "), help.find("; "), help.find(": "), help.find('\n')}))) +
         "\n.SH SYNOPSIS\n";
}

std::string page(const CLI::App& verb, const std::string& version) {
  auto text = heading(verb, version);
  const auto below = shown_verbs(verb);
  if (below.empty()) {
    return text + usage(verb) + "\n.SH DESCRIPTION\n" + plain(verb.get_description()) + "\n.SH OPTIONS\n" +
           arguments_of(verb, Part::all);
  }
  for (const auto* each : below) text += usage(*each) + "\n.br\n";
  text += ".SH DESCRIPTION\n" + plain(verb.get_description()) + "\n";
  for (const auto* each : below) {
    text += ".SH " + base::to_upper_ascii(each->get_name()) + "\n" + plain(each->get_description()) + "\n" +
            arguments_of(*each, Part::own);
  }
  return text + ".SH OPTIONS OF EACH VERB\n" + arguments_of(verb, Part::common);
}

constexpr std::string_view kExit =
    ".SH EXIT STATUS\n0 if it was done, 1 if the input or the check failed (details are printed), 2 for "
    "wrong usage.\n";

std::string first_page(const CLI::App& app, const std::string& version) {
  auto text = heading(app, version) + usage(app) + "\n.SH DESCRIPTION\n" + plain(app.get_description()) +
              "\n.SH VERBS\n";
  for (const auto* verb : shown_verbs(app)) {
    text += ".TP\n" + bold(verb->get_name()) + "\n" + plain(verb->get_description()) + "\n";
  }
  text += ".SH OPTIONS\n" + arguments_of(app, Part::all) + std::string(kExit) + ".SH SEE ALSO\n";
  std::string others;
  for (const auto* verb : shown_verbs(app))
    others += (others.empty() ? "" : ", ") + bold(page_name(*verb)) + "(1)";
  return text + others + "\n";
}

}  // namespace

std::map<std::string, std::string> manual_pages(const CLI::App& app, const std::string& version) {
  std::map<std::string, std::string> pages{{page_name(app) + ".1", first_page(app, version)}};
  for (const auto* verb : shown_verbs(app)) {
    pages.emplace(page_name(*verb) + ".1",
                  page(*verb, version) + std::string(kExit) + ".SH SEE ALSO\n" + bold("raccordo") + "(1)\n");
  }
  return pages;
}

int write_manual(const CLI::App& app, const std::string& folder, Output output) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  base::key(writer, "files");
  writer.StartArray();
  for (const auto& [name, text] : manual_pages(app, program_version())) {
    const auto file = std::filesystem::path(folder) / name;
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out << text;
    out.close();
    if (!out) return report_failure("failed", "cannot write " + file.string(), output);
    base::text(writer, file.string());
    if (output == Output::text) std::cout << "Wrote " << file.string() << '\n';
  }
  writer.EndArray();
  writer.EndObject();
  if (output == Output::json) std::cout << base::view(buffer) << '\n';
  return 0;
}

}  // namespace raccordo::app
