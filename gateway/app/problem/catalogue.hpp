// Catalogue: every sentence of catalogue.json, read once. The file is compiled in; the web console takes its
// sentences from the same file. Used by error_catalogue.cpp and phrases.cpp.
#pragma once

#include <map>
#include <string_view>
#include <vector>

#include "app/problem/error_page.hpp"

namespace raccordo::app {

struct Catalogue {
  using Phrases = std::map<std::string_view, Phrase, std::less<>>;
  std::vector<ErrorPage> pages;   ///< in the order of the file
  Phrase field;                   ///< what names the `{field}` of an issue, before its sentence
  Phrases others;                 ///< further sentences by name, such as why a body waits
  Phrases states;                 ///< outcomes and states, by the name that the API gives them
  Phrases fields;                 ///< members of the shared record
  Phrases details;                ///< members of an audit entry's details
  std::vector<Phrase> sentences;  ///< composed elsewhere: patterns, see translation.hpp
};

/// Valid for the life of the process. Throws SystemFault if the compiled-in file has another form than
/// expected.
const Catalogue& catalogue();

/// The file's text.
std::string_view catalogue_text();

}  // namespace raccordo::app
