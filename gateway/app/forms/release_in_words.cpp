#include "app/forms/release_in_words.hpp"

#include <array>
#include <cstdio>

#include "aggregate/release/release.hpp"
#include "app/forms/release_levels.hpp"
#include "app/forms/release_metadata.hpp"
#include "base/csv_field.hpp"

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

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const auto& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
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

std::string tables_in_words(const ReleaseMetadata& metadata,
                            const base::Result<aggregate::Release>& release) {
  std::string out = "Tables\n";
  for (const auto& table : metadata.tables) {
    out += "  " + table.id + ": " + std::to_string(table.cells) + " cells, " + std::to_string(table.hidden) +
           " hidden (" + percent(table.share_hidden) + ")";
    if (!table.not_additive.empty()) out += "; does not add up over " + joined(table.not_additive);
    out += '\n' + levels_in_words(release, table.id);
    if (!table.withheld.empty()) out += "    " + table.withheld + '\n';
  }
  return out;
}

/// "" if no sender fell, or the release was made before senders were compared.
std::string senders_in_words(const ReleaseMetadata& metadata) {
  std::string lines;
  const auto add = [&](const char* kind, const std::vector<ReleaseMetadata::Sender>& senders) {
    for (const auto& sender : senders) {
      lines += "  " + std::string(kind) + " " + sender.code;
      if (!sender.name.empty()) lines += " " + sender.name;
      lines += ": " + sender.fall + '\n';
    }
  };
  add("source", metadata.sources);
  add("Comune", metadata.comuni);
  if (lines.empty()) return "";
  return "Attention: far fewer cases came than for " + metadata.compared_with +
         " (stopped: at most a tenth of them or at most k; halved: at most half). Ask these senders before "
         "you read a fall in need:\n" +
         lines;
}

/// What should have been hidden last and is hidden, with the table that shows it; "" if there is no such
/// cell.
std::string hidden_totals_in_words(const ReleaseMetadata& metadata) {
  std::string lines;
  for (const auto& table : metadata.hidden_totals) {
    lines += "  " + table.id + ": " + joined(table.cells);
    if (!table.coarser.empty()) lines += "; write " + table.coarser;
    lines += '\n';
  }
  if (lines.empty()) return "";
  return "Attention: totals are hidden that the catalogue wants hidden last. A coarser table hides less:\n" +
         lines;
}

/// The tables that the release leaves out, each with its reason; "" if it has all.
std::string left_out_in_words(const ReleaseMetadata& metadata) {
  std::string out;
  for (const auto& table : metadata.left_out) out += "  " + table.id + ": " + table.reason + '\n';
  return out.empty() ? out : "Left out\n" + out;
}

}  // namespace

std::string release_in_words(const store::ReleaseRow& row) {
  if (row.metadata.empty()) return "";
  const auto metadata = read_release_metadata(row);
  const auto release = aggregate::read_release(row.content);
  std::string out = hidden_totals_in_words(metadata) + left_out_in_words(metadata) +
                    senders_in_words(metadata) + tables_in_words(metadata, release) +
                    "Why cells are hidden\n";
  for (const auto text : kWhy) out += "  - " + std::string(text) + '\n';
  out += "How to read them\n";
  for (const auto& [sign, meaning] : kSigns) {
    out += "  " + std::string(sign) + std::string(4 - sign.size(), ' ') + std::string(meaning) + '\n';
  }
  out += "Rules\n  " + metadata.rules + "\nGuarantee\n  " + metadata.guarantee +
         "\nNot guaranteed by any release\n";
  for (const auto text : kNotGuaranteed) out += "  - " + std::string(text) + '\n';
  if (!release) out += "Attention: " + release.error().message + '\n';
  if (row.ledger_row > 0) {
    out += "Row " + std::to_string(row.ledger_row) + " of the ledger, hash " + row.ledger_hash +
           "\n  (keep it: it tells whether this or an earlier release was changed later)\n";
  }
  return out + "Digest " + row.digest + '\n';
}

std::string senders_csv(const store::ReleaseRow& row) {
  if (row.metadata.empty()) return "";
  const auto metadata = read_release_metadata(row);
  if (!metadata.compares_senders) return "";
  std::string csv = "kind,code,name,fall,compared_with\n";
  const auto add = [&](const char* kind, const std::vector<ReleaseMetadata::Sender>& senders) {
    for (const auto& [code, name, fall] : senders) {
      csv += std::string(kind) + ",";
      base::append_field(csv, base::harmless(code));
      csv += ",";
      base::append_field(csv, base::harmless(name));
      csv += "," + fall + "," + metadata.compared_with + "\n";
    }
  };
  add("source", metadata.sources);
  add("comune", metadata.comuni);
  return csv;
}

}  // namespace raccordo::app
