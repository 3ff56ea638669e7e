// JSON-LD as DCAT-AP_IT uses it: prefixes, references, texts in two languages, dates. Internal to extract/:
// dcat.cpp writes the catalogue with it. Include from .cpp files only (RapidJSON).
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "base/time.hpp"

namespace raccordo::extract {

/// Writes `@context`.
void put_context(base::JsonWriter& writer);

/// Opens a node: `@id` and `@type`.
void start_node(base::JsonWriter& writer, std::string_view id, std::initializer_list<std::string_view> types);

/// `name` refers to the node `id`.
void refer(base::JsonWriter& writer, std::string_view name, std::string_view id);
void refer(base::JsonWriter& writer, std::string_view name, std::initializer_list<std::string_view> ids);

/// A text in one language; an element of an array.
void put_language(base::JsonWriter& writer, std::string_view language, std::string_view text);

/// A text in Italian and English.
void put_texts(base::JsonWriter& writer, std::string_view name, std::string_view italian,
               std::string_view english);

/// xsd:date
void put_date(base::JsonWriter& writer, std::string_view name, const base::Date& date);

/// The day of the instant in UTC.
base::Date day_of(base::Instant instant);

/// `https://.../authority/<list>/<concept>` of the European authority lists.
std::string authority(std::string_view list, std::string_view concept_code);

}  // namespace raccordo::extract
