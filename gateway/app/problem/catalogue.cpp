#include "app/problem/catalogue.hpp"

#include <string>

#include "base/json.hpp"
#include "base/result.hpp"

namespace raccordo::app {
namespace {

[[noreturn]] void fail(std::string_view name) {
  throw base::SystemFault("catalogue.json: the member " + std::string(name) + " is missing or wrong");
}

const rapidjson::Value& member(const rapidjson::Value& object, const char* name) {
  if (!object.IsObject()) fail(name);
  const auto found = object.FindMember(name);
  if (found == object.MemberEnd()) fail(name);
  return found->value;
}

std::string_view text_of(const rapidjson::Value& object, const char* name) {
  const auto& value = member(object, name);
  if (!value.IsString()) fail(name);
  return base::view(value);
}

Phrase phrase_of(const rapidjson::Value& value) { return {text_of(value, "en"), text_of(value, "it")}; }

Phrase phrase_if(const rapidjson::Value& object, const char* name) {
  return object.HasMember(name) ? phrase_of(object[name]) : Phrase{};
}

Catalogue::Phrases phrases_of(const rapidjson::Value& object, const char* name) {
  Catalogue::Phrases phrases;
  for (const auto& [key, value] : member(object, name).GetObject()) {
    phrases.emplace(base::view(key), phrase_of(value));
  }
  return phrases;
}

ErrorPage page_of(std::string_view code, const rapidjson::Value& value) {
  ErrorPage page;
  page.code = code;
  const auto& status = member(value, "status");
  if (!status.IsInt()) fail("status");
  page.status = status.GetInt();
  page.retry = text_of(value, "retry");
  page.title = phrase_of(member(value, "title"));
  page.text = phrase_of(member(value, "text"));
  page.issue = phrase_if(value, "issue");
  page.warning = phrase_if(value, "warning");
  return page;
}

Catalogue read_catalogue(const rapidjson::Document& document) {
  Catalogue read;
  read.field = phrase_of(member(document, "field"));
  for (const auto& [code, value] : member(document, "codes").GetObject()) {
    read.pages.push_back(page_of(base::view(code), value));
  }
  read.others = phrases_of(document, "others");
  read.states = phrases_of(document, "states");
  read.fields = phrases_of(document, "fields");
  read.details = phrases_of(document, "details");
  for (const auto& sentence : member(document, "sentences").GetArray()) {
    read.sentences.push_back(phrase_of(sentence));
  }
  return read;
}

}  // namespace

const Catalogue& catalogue() {
  static const rapidjson::Document document = [] {
    rapidjson::Document parsed;
    parsed.Parse(catalogue_text().data(), catalogue_text().size());
    if (parsed.HasParseError()) fail("codes");
    return parsed;
  }();
  static const Catalogue read = read_catalogue(document);
  return read;
}

}  // namespace raccordo::app
