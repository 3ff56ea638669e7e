#include "app/http/page_language.hpp"

#include "app/http/answer_language.hpp"
#include "intake/media_type.hpp"

namespace raccordo::app {

base::Result<PageLanguage, Problem> page_language(const Request& request) {
  const auto asked = request.asked("lang");
  if (asked == "it") return PageLanguage::it;
  if (asked == "en") return PageLanguage::en;
  if (!asked.empty())
    return Problem{"bad-request", "`lang` must be it or en; " + intake::sent_words("lang", asked) + "."};
  const auto accepted = accepted_language(request.head.header("accept-language"));
  return accepted == Language::en ? PageLanguage::en : PageLanguage::it;
}

}  // namespace raccordo::app
