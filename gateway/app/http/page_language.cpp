#include "app/http/page_language.hpp"

#include "base/text.hpp"
#include "intake/media_type.hpp"

namespace raccordo::app {

base::Result<PageLanguage, Problem> page_language(const Request& request) {
  const auto asked = request.asked("lang");
  if (asked == "it") return PageLanguage::it;
  if (asked == "en") return PageLanguage::en;
  if (!asked.empty())
    return Problem{"bad-request", "`lang` must be it or en; " + intake::sent_words("lang", asked) + "."};
  for (const auto element : base::split(request.head.header("accept-language"), ',')) {
    const auto language = base::to_lower_ascii(base::trim(element).substr(0, 2));
    if (language == "it") return PageLanguage::it;
    if (language == "en") return PageLanguage::en;
  }
  return PageLanguage::it;
}

}  // namespace raccordo::app
