// Sentences of the catalogue with their parameters filled in: messages of issues, names of fields, reasons of
// waiting. Called wherever an answer has text.
#pragma once

#include <string>
#include <string_view>

#include "app/problem/language.hpp"
#include "model/issue.hpp"

namespace raccordo::app {

/// What is wrong and what to do. English: the issue's own message, if it has one. Otherwise the sentence of
/// its code, with its field, table and value.
std::string message_in(const model::Issue& issue, Language language);

/// `interventions[0].type`: "intervento 1, tipo". A part that the catalogue does not name stays as it is.
std::string field_in_words(std::string_view field, Language language);

/// A further sentence of the catalogue, such as why a body waits; "" for a name that is unknown or "".
std::string_view sentence_in(std::string_view name, Language language);

}  // namespace raccordo::app
