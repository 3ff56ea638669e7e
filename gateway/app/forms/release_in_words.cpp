#include "app/forms/release_in_words.hpp"

#include <array>
#include <cstdio>

#include "aggregate/release/release.hpp"
#include "app/forms/release_levels.hpp"
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
     {"0", "nobody, or a combination that cannot occur; a zero reveals no person"}}};

/// The reason is not shown for single cells: that alone would reveal small numbers.
constexpr std::array<std::string_view, 4> kWhy = {
    "few persons are in the cell, or one of them accounts for most of an amount",
    "together with other tables, totals or parts it would reveal such a cell",
    "compared with an earlier release it would reveal few who joined, left or were corrected",
    "an earlier release hid it for such a reason, and its members have not changed"};

/// True of every release with any protection; its own guarantee is printed separately.
constexpr std::array<std::string_view, 6> kNotGuaranteed = {
    "what someone infers from which cells are hidden, knowing how they are chosen",
    "what someone knows of individuals from elsewhere",
    "several persons of one cell, such as a household, who put together what each knows",
    "a large group that is all alike: that all its members share something is shown",
    "numbers that were disclosed outside these releases",
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

/// A line of shares by level of the territory; "" for a table without territory.
std::string levels_in_words(const base::Result<aggregate::Release>& release, std::string_view table_id) {
  const auto* table = release ? release->find(table_id) : nullptr;
  std::string out;
  if (table == nullptr) return out;
  for (const auto& share : hidden_by_level(*table)) {
    out += (out.empty() ? "    hidden of " : ", of ") + std::string(share.level) + " " +
           percent(static_cast<double>(share.hidden) / static_cast<double>(share.cells));
  }
  return out.empty() ? out : out + "\n";
}

std::string tables_in_words(const rapidjson::Value& metadata,
                            const base::Result<aggregate::Release>& release) {
  std::string out = "Tables\n";
  for (const auto& table : metadata["tables"].GetArray()) {
    out += "  " + std::string(base::view(table["id"])) + ": " + std::to_string(table["cells"].GetUint64()) +
           " cells, " + std::to_string(table["hidden"].GetUint64()) + " hidden (" +
           percent(table["share_hidden"].GetDouble()) + ")";
    const auto names = not_additive(table);
    if (!names.empty()) out += "; does not add up over " + names;
    out += '\n' + levels_in_words(release, base::view(table["id"]));
    if (table.HasMember("withheld")) out += "    " + std::string(base::view(table["withheld"])) + '\n';
  }
  return out;
}

/// "" if no sender fell, or the release was made before senders were compared.
std::string senders_in_words(const rapidjson::Value& metadata) {
  const auto found = metadata.FindMember("senders");
  if (found == metadata.MemberEnd()) return "";
  std::string lines;
  const auto add = [&](const char* kind, const rapidjson::Value& sender, const char* code) {
    lines += "  " + std::string(kind) + " " + std::string(base::view(sender[code]));
    if (sender.HasMember("name")) lines += " " + std::string(base::view(sender["name"]));
    lines += ": " + std::string(base::view(sender["fall"])) + '\n';
  };
  for (const auto& sender : found->value["sources"].GetArray()) add("source", sender, "source");
  for (const auto& sender : found->value["comuni"].GetArray()) add("Comune", sender, "comune");
  if (lines.empty()) return "";
  return "Attention: far fewer cases came than for " +
         std::string(base::view(found->value["compared_with"])) +
         " (stopped: at most a tenth of them or at most k; halved: at most half). Ask these senders before "
         "you read a fall in need:\n" +
         lines;
}

/// The tables that the release leaves out, each with its reason; "" if it has all.
std::string left_out_in_words(const rapidjson::Value& metadata) {
  const auto list = metadata.FindMember("left_out");
  if (list == metadata.MemberEnd()) return "";
  std::string out = "Left out\n";
  for (const auto& table : list->value.GetArray())
    out +=
        "  " + std::string(base::view(table["id"])) + ": " + std::string(base::view(table["reason"])) + '\n';
  return out;
}

}  // namespace

std::string release_in_words(const store::ReleaseRow& row) {
  rapidjson::Document metadata;
  metadata.Parse(row.metadata.c_str());
  if (metadata.HasParseError() || !metadata.IsObject() || !metadata.HasMember("tables")) return "";
  const auto release = aggregate::read_release(row.content);
  std::string out = senders_in_words(metadata) + tables_in_words(metadata, release) +
                    left_out_in_words(metadata) + "Why cells are hidden\n";
  for (const auto text : kWhy) out += "  - " + std::string(text) + '\n';
  out += "How to read them\n";
  for (const auto& [sign, meaning] : kSigns) {
    out += "  " + std::string(sign) + std::string(4 - sign.size(), ' ') + std::string(meaning) + '\n';
  }
  out += "Rules\n  " + std::string(base::view(metadata["rules"])) + "\nGuarantee\n  " +
         std::string(base::view(metadata["guarantee"])) + "\nNot guaranteed by any release\n";
  for (const auto text : kNotGuaranteed) out += "  - " + std::string(text) + '\n';
  if (!release) out += "Attention: " + release.error().message + '\n';
  if (row.ledger_row > 0) {
    out += "Row " + std::to_string(row.ledger_row) + " of the ledger, hash " + row.ledger_hash +
           "\n  (keep it: it tells whether this or an earlier release was changed later)\n";
  }
  return out + "Digest " + row.digest + '\n';
}

std::string senders_csv(const store::ReleaseRow& row) {
  rapidjson::Document metadata;
  metadata.Parse(row.metadata.c_str());
  if (metadata.HasParseError() || !metadata.IsObject() || !metadata.HasMember("senders")) return "";
  const auto& senders = metadata["senders"];
  const auto before = std::string(base::view(senders["compared_with"]));
  std::string csv = "kind,code,name,fall,compared_with\n";
  const auto add = [&](const char* kind, const rapidjson::Value& sender, const char* code) {
    const auto name = sender.FindMember("name");
    csv += std::string(kind) + "," + std::string(base::view(sender[code])) + "," +
           (name == sender.MemberEnd() ? "" : std::string(base::view(name->value))) + "," +
           std::string(base::view(sender["fall"])) + "," + before + "\n";
  };
  for (const auto& sender : senders["sources"].GetArray()) add("source", sender, "source");
  for (const auto& sender : senders["comuni"].GetArray()) add("comune", sender, "comune");
  return csv;
}

}  // namespace raccordo::app
