// The language of a page that people read: the index of open data, the report of a release.
#pragma once

#include <cstdint>

#include "app/http/request.hpp"
#include "app/problem/problem.hpp"
#include "base/result.hpp"

namespace raccordo::app {

enum class PageLanguage : std::uint8_t { it, en };

/// `?lang=`, else the one that Accept-Language prefers (answer_language.hpp); Italian if it prefers none.
/// The problem: `lang` is another word.
base::Result<PageLanguage, Problem> page_language(const Request& request);

}  // namespace raccordo::app
