#include <algorithm>

#include "base/comparable_name.hpp"
#include "fhir/json_forms.hpp"
#include "fhir/lookup.hpp"

namespace raccordo::fhir {
namespace {

bool is_active(const Concept& each, const base::Date& date) {
  return (!each.valid_from || *each.valid_from <= date) && (!each.valid_to || date <= *each.valid_to);
}

bool holds(const Concept& each, const std::string& filter) {
  const auto sought = base::comparable_name(filter);
  for (const auto* text : {&each.code, &each.display, &each.english}) {
    if (base::comparable_name(*text).find(sought) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

std::optional<std::string> expand(const model::Scheme& scheme, const ExpandQuestion& question,
                                  const Publisher& publisher) {
  auto concepts = concepts_of_system(scheme, question.system);
  if (!concepts) return std::nullopt;
  const auto today = base::parse_iso_date(std::string_view(publisher.date).substr(0, 10));
  const auto date = question.date ? question.date : today;
  const bool only_active = question.codes == ExpandQuestion::Codes::active;
  std::erase_if(*concepts, [&](const Concept& each) {
    return !holds(each, question.filter) || (only_active && date && !is_active(each, *date));
  });
  const auto first = std::min(question.offset, concepts->size());
  const auto last = std::min(concepts->size(), first + question.count);
  const auto system = code_system_url(publisher.public_url, question.system);
  JsonBuffer buffer;
  JsonWriter writer(buffer);
  object(writer, [&] {
    base::put(writer, "resourceType", "ValueSet");
    base::put(writer, "url", publisher.public_url + "/fhir/ValueSet/" + question.system);
    base::put(writer, "status", "active");
    object(writer, "expansion", [&] {
      base::put(writer, "timestamp", publisher.date);
      base::put_number(writer, "total", concepts->size());
      base::put_number(writer, "offset", question.offset);
      if (first == last) return;  // FHIR JSON has no empty lists
      list(writer, "contains", [&] {
        for (auto at = first; at < last; ++at) {
          const auto& each = (*concepts)[at];
          object(writer, [&] {
            base::put(writer, "system", system);
            if (date && !is_active(each, *date)) {
              base::key(writer, "inactive");
              writer.Bool(true);
            }
            base::put(writer, "code", each.code);
            const bool english = question.language == Language::english && !each.english.empty();
            base::put_if(writer, "display", english ? each.english : each.display);
          });
        }
      });
    });
  });
  return text_of(buffer);
}

}  // namespace raccordo::fhir
