// The language of an answer's sentences: Italian or English, as Accept-Language asks (RFC 9110).
#pragma once

#include <optional>
#include <string_view>

#include "app/http/request.hpp"
#include "app/problem/language.hpp"
#include "net/http.hpp"

namespace raccordo::app {

/// The language of Accept-Language with the greatest weight; among equals the one named first. `it-IT` counts
/// as `it`, and `*` as each language that is not named. Nothing if neither is wanted more than the other
/// (`*`, `de`, no header); elements that are malformed are passed over.
std::optional<Language> accepted_language(std::string_view header);

/// Of an answer for programs: English unless Italian is preferred.
Language language_of(const Request& request);

/// Adds Content-Language and Vary.
void name_language(net::Response& response, Language language);

/// An answer with sentences in the language of the request.
net::Response json_in(Language language, int status, std::string json);

}  // namespace raccordo::app
