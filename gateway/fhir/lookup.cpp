#include "fhir/lookup.hpp"

#include "base/comparable_name.hpp"
#include "fhir/json_forms.hpp"

namespace raccordo::fhir {
namespace {

bool is_english(const std::optional<Language>& language) { return language == Language::english; }

const std::string& display_in(const Concept& found, const std::optional<Language>& language) {
  return is_english(language) && !found.english.empty() ? found.english : found.display;
}

/// Letter case and blanks are ignored; without a language either display matches.
bool is_called(const Concept& found, const CodeQuestion& question) {
  const auto asked = base::comparable_name(question.display);
  if (asked == base::comparable_name(display_in(found, question.language))) return true;
  return !question.language && asked == base::comparable_name(found.english);
}

bool is_valid_on(const Concept& found, const std::optional<base::Date>& date) {
  return !date ||
         ((!found.valid_from || *found.valid_from <= *date) && (!found.valid_to || *date <= *found.valid_to));
}

void write_part(JsonWriter& writer, std::string_view name, std::string_view type, std::string_view value) {
  object(writer, [&] {
    base::put(writer, "name", name);
    base::put(writer, type, value);
  });
}

/// Why the code does not match the request; "" if it does.
std::string objection(const std::optional<Concept>& found, const CodeQuestion& question) {
  if (!found) return "The system has no such code.";
  if (!question.version.empty()) return "The system has no versions: ask without `version`.";
  if (!is_valid_on(*found, question.date))
    return "The code is not valid on " + to_string(*question.date) + ".";
  if (question.display.empty() || is_called(*found, question)) return "";
  return "The code is called \"" + display_in(*found, question.language) + "\".";
}

}  // namespace

std::optional<std::string> look_up(const model::Scheme& scheme, const CodeQuestion& question,
                                   const Publisher& publisher) {
  const auto found = find_concept(scheme, question.system, question.code);
  if (!found || !question.version.empty()) return std::nullopt;
  JsonBuffer buffer;
  JsonWriter writer(buffer);
  object(writer, [&] {
    base::put(writer, "resourceType", "Parameters");
    list(writer, "parameter", [&] {
      write_part(writer, "name", "valueString", program_name(question.system));
      write_part(writer, "display", "valueString", display_in(*found, question.language));
      if (!found->english.empty()) {
        object(writer, [&] {
          base::put(writer, "name", "designation");
          list(writer, "part", [&] {
            write_part(writer, "language", "valueCode", "en");
            write_part(writer, "value", "valueString", found->english);
          });
        });
      }
      if (found->parent.empty()) return;
      object(writer, [&] {
        base::put(writer, "name", "property");
        list(writer, "part", [&] {
          write_part(writer, "code", "valueCode",
                     found->parent_system.empty() ? "parent" : found->parent_system);
          if (found->parent_system.empty()) return write_part(writer, "value", "valueCode", found->parent);
          object(writer, [&] {
            base::put(writer, "name", "value");
            object(writer, "valueCoding", [&] {
              base::put(writer, "system", code_system_url(publisher.public_url, found->parent_system));
              base::put(writer, "code", found->parent);
            });
          });
        });
      });
    });
  });
  return text_of(buffer);
}

std::string validate_code(const model::Scheme& scheme, const CodeQuestion& question) {
  const auto found = find_concept(scheme, question.system, question.code);
  const auto message = objection(found, question);
  JsonBuffer buffer;
  JsonWriter writer(buffer);
  object(writer, [&] {
    base::put(writer, "resourceType", "Parameters");
    list(writer, "parameter", [&] {
      object(writer, [&] {
        base::put(writer, "name", "result");
        writer.Key("valueBoolean");
        writer.Bool(message.empty());
      });
      if (!message.empty()) write_part(writer, "message", "valueString", message);
      if (found) write_part(writer, "display", "valueString", display_in(*found, question.language));
    });
  });
  return text_of(buffer);
}

}  // namespace raccordo::fhir
