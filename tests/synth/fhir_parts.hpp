// The small parts of FHIR resources: codings, periods, references, extensions. Include from .cpp files only.
#pragma once

#include <string>
#include <string_view>

#include "base/json.hpp"

namespace raccordo::synth {

/// The prefix of the extensions agreed for the interchange, and the system of the body's own codes.
inline constexpr std::string_view kAgreedExtension = "https://raccordo.example/fhir/StructureDefinition/";
inline constexpr std::string_view kOwnCodes = "urn:asst:local";

template <class Members>
void put_object(base::JsonWriter& writer, std::string_view name, Members members) {
  base::key(writer, name);
  writer.StartObject();
  members();
  writer.EndObject();
}

template <class Items>
void put_list(base::JsonWriter& writer, std::string_view name, Items items) {
  base::key(writer, name);
  writer.StartArray();
  items();
  writer.EndArray();
}

template <class Members>
void put_list_of_one(base::JsonWriter& writer, std::string_view name, Members members) {
  put_list(writer, name, [&] {
    writer.StartObject();
    members();
    writer.EndObject();
  });
}

/// A number; what is none (a defect) is written as text, and an empty text not at all.
inline void put_number_text(base::JsonWriter& writer, std::string_view name, std::string_view text) {
  if (text.empty()) return;
  const bool is_number =
      text.find_first_not_of("0123456789.") == std::string_view::npos && text.find('.') == text.rfind('.');
  if (!is_number) return base::put(writer, name, text);
  base::key(writer, name);
  writer.RawValue(text.data(), text.size(), rapidjson::kNumberType);
}

inline void put_coding(base::JsonWriter& writer, std::string_view code, std::string_view label) {
  put_list_of_one(writer, "coding", [&] {
    base::put(writer, "system", kOwnCodes);
    base::put(writer, "code", code);
    base::put_if(writer, "display", label);
  });
}

/// A CodeableConcept; nothing without a code.
inline void put_concept(base::JsonWriter& writer, std::string_view name, std::string_view code,
                        std::string_view label = {}) {
  if (!code.empty()) put_object(writer, name, [&] { put_coding(writer, code, label); });
}

/// A list with one CodeableConcept.
inline void put_category(base::JsonWriter& writer, std::string_view code) {
  put_list_of_one(writer, "category", [&] { put_coding(writer, code, {}); });
}

inline void put_period(base::JsonWriter& writer, std::string_view name, std::string_view start,
                       std::string_view end) {
  if (start.empty() && end.empty()) return;
  put_object(writer, name, [&] {
    base::put_if(writer, "start", start);
    base::put_if(writer, "end", end);
  });
}

inline void put_reference(base::JsonWriter& writer, std::string_view name, std::string_view to) {
  put_object(writer, name, [&] { base::put(writer, "reference", to); });
}

inline void put_identifier(base::JsonWriter& writer, std::string_view system, std::string_view value) {
  put_list_of_one(writer, "identifier", [&] {
    base::put_if(writer, "system", system);
    base::put(writer, "value", value);
  });
}

/// An agreed extension, an item of a list; `put_value` writes its value.
template <class PutValue>
void put_extension(base::JsonWriter& writer, std::string_view name, PutValue put_value) {
  writer.StartObject();
  base::put(writer, "url", std::string(kAgreedExtension).append(name));
  put_value();
  writer.EndObject();
}

inline void put_code_extension(base::JsonWriter& writer, std::string_view name, std::string_view code) {
  if (!code.empty()) put_extension(writer, name, [&] { base::put(writer, "valueCode", code); });
}

inline void put_money_extension(base::JsonWriter& writer, std::string_view name, std::string_view amount) {
  if (amount.empty()) return;
  put_extension(writer, name, [&] {
    put_object(writer, "valueMoney", [&] {
      put_number_text(writer, "value", amount);
      base::put(writer, "currency", "EUR");
    });
  });
}

}  // namespace raccordo::synth
