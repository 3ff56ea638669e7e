#include "base/yaml_fault.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace raccordo::base {
namespace {

/// A part of a message of yaml-cpp 0.7, and what to do; the first match counts.
constexpr std::array<std::pair<std::string_view, std::string_view>, 21> kWords = {{
    {"end of map flow", "a { is not closed; add the } or check the comma before this place"},
    {"end of sequence flow", "a [ is not closed; add the ] or check the comma before this place"},
    {"end of map", "the indentation does not fit the lines above; begin the keys of one block at one column"},
    {"end of sequence",
     "the indentation does not fit the lines above; begin the - of one list at one column"},
    {"tab when looking", "the indentation contains a tab; use blanks"},
    {"map value",
     "a colon is not allowed here; put texts that hold `: ` into quotes and check the indentation"},
    {"map key", "a key is not allowed here; check the indentation and the line above"},
    {"block entry", "a - is not allowed here; check the indentation and the line above"},
    {"flow end", "a } or ] has no matching { or ["},
    {"EOF in scalar", "a text has no closing quote"},
    {"document indicator in scalar", "a text in quotes is not closed before ---"},
    {"escape character", "a backslash in double quotes makes no known character; use single quotes"},
    {"hex number", "\\x, \\u and \\U must be followed by 2, 4 and 8 of 0-9 and a-f"},
    {"unicode", "\\u and \\U must name a character"},
    {"referenced anchor", "* names an anchor that is not there; put a text that begins with * into quotes"},
    {"alias", "* must be followed by the name of an anchor; put a text that begins with * into quotes"},
    {"anchor", "& must be followed by a name, once; put a text that begins with & into quotes"},
    {"block scalar", "the text after | or > is not indented as it must be"},
    {"irective", "lines that begin with % are not for these files; remove the line"},
    {"bad file", "it is nested too deeply"},
    {"tag", "a text that begins with ! must be in quotes"},
}};

std::string_view words_of(std::string_view said) {
  const auto* const found = std::find_if(kWords.begin(), kWords.end(), [&](const auto& row) {
    return said.find(row.first) != std::string_view::npos;
  });
  if (found != kWords.end()) return found->second;
  return "it cannot be read here; check the indentation, put texts with : # @ ` or % into quotes";
}

}  // namespace

std::string yaml_fault(std::string_view said, int line, int column) {
  auto text = "this is not valid YAML: " + std::string(words_of(said));
  if (line >= 0) {
    text += " (line " + std::to_string(line + 1) + ", character " + std::to_string(column + 1) + ")";
  }
  return text;
}

}  // namespace raccordo::base
