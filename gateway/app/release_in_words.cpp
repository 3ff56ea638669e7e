#include <array>
#include <cstdio>

#include "app/release_verbs.hpp"
#include "base/json.hpp"

namespace raccordo::app {
namespace {

struct Sign {
  std::string_view sign, meaning;
};
constexpr std::array<Sign, 4> kSigns = {
    {{"c", "a number that is not shown, whatever the cause; some of these are zeros"},
     {"_T", "the total; it counts what is hidden below it too"},
     {"_U", "unassigned: not known, or no longer in the scheme"},
     {"0", "nobody, or a combination that cannot occur; a zero tells of no person"}}};

/// True of every release, however it was protected; what this one guarantees it says itself.
constexpr std::array<std::string_view, 6> kNotGuaranteed = {
    "what someone infers from which cells are hidden, knowing how they are chosen",
    "what someone knows of individuals from elsewhere",
    "several persons of one cell, such as a household, who put together what each knows",
    "a large group that is all alike: that all its members share something is shown",
    "numbers that were given away outside these releases",
    "differential privacy: this is another method and does not claim it"};

std::string percent(double share) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%.1f %%", share * 100);
  return text.data();
}

std::string not_additive(const rapidjson::Value& table) {
  std::string names;
  for (const auto& dimension : table["additive"].GetObject()) {
    if (!dimension.value.GetBool()) {
      names += (names.empty() ? "" : ", ") + std::string(base::view(dimension.name));
    }
  }
  return names;
}

std::string tables_in_words(const rapidjson::Value& metadata) {
  std::string out = "Tables\n";
  for (const auto& table : metadata["tables"].GetArray()) {
    out += "  " + std::string(base::view(table["id"])) + ": " + std::to_string(table["cells"].GetUint64()) +
           " cells, " + std::to_string(table["hidden"].GetUint64()) + " hidden (" +
           percent(table["share_hidden"].GetDouble()) + ")";
    const auto names = not_additive(table);
    if (!names.empty()) out += "; does not add up over " + names;
    out += '\n';
  }
  return out;
}

}  // namespace

std::string release_in_words(const store::ReleaseRow& row) {
  rapidjson::Document metadata;
  metadata.Parse(row.metadata.c_str());
  if (metadata.HasParseError() || !metadata.IsObject() || !metadata.HasMember("tables")) return "";
  std::string out = tables_in_words(metadata) + "How to read them\n";
  for (const auto& [sign, meaning] : kSigns) {
    out += "  " + std::string(sign) + std::string(4 - sign.size(), ' ') + std::string(meaning) + '\n';
  }
  out += "Rules\n  " + std::string(base::view(metadata["rules"])) + "\nGuarantee\n  " +
         std::string(base::view(metadata["guarantee"])) + "\nNot guaranteed by any release\n";
  for (const auto text : kNotGuaranteed) out += "  - " + std::string(text) + '\n';
  return out + "Digest " + row.digest + '\n';
}

}  // namespace raccordo::app
