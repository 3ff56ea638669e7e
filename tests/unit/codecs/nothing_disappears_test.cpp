// Property: whatever is broken in a document, every row and every element is either in a record or named by
// an issue. Documents are generated and damaged at random, by fixed seeds.
#include <gtest/gtest.h>

#include <cctype>
#include <fstream>
#include <iterator>
#include <random>
#include <set>

#include "decode_case.hpp"

namespace raccordo::codecs {
namespace {

using Random = std::mt19937;

std::size_t below(Random& random, std::size_t bound) {
  return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random);
}

Profile csv_profile() {
  return test_profile(
      "source: prova\nformat: csv\ncsv: {delimiter: \";\"}\nfields:\n  record_id: {from: ID}\n"
      "  owner: {from: COMUNE, type: istat}\n  opened: {const: \"2017-01-01\"}\n  person: {from: CF}\n");
}

std::string random_note(Random& random) {
  static const std::vector<std::string> kNotes = {
      "ok", "", "\"Roma\"", "\"a\r\nb\"", "\"c;d\"", "\"\"\"e\"\"\"", "5\" tubo", "\"\"", "f"};
  return kNotes[below(random, kNotes.size())];
}

/// Damage of the kinds that programs and people cause.
void damage(std::string& text, Random& random, std::size_t from) {
  const auto at = from + below(random, text.size() - from);
  switch (below(random, 5)) {
    case 0:
      text.insert(at, 1, '"');
      break;
    case 1:
      text.insert(at, 1, ';');
      break;
    case 2:
      if (std::isalnum(static_cast<unsigned char>(text[at])) == 0) text[at] = '"';
      break;
    case 3:
      text.insert(at, "\r\n");
      break;
    default:
      text.insert(at, "\";\"");
      break;
  }
}

/// Rows named by the issues of a document, each by its own place: rows of a swallowed range are read again
/// and have issues of their own.
struct Seen {
  std::set<std::uint64_t> named;
  std::set<std::string> accepted;
};

Seen look(const Decoded& decoded) {
  Seen seen;
  for (const auto& record : decoded.records) {
    if (record.issues.empty()) seen.accepted.insert(record.value("record_id"));
    for (const auto& issue : record.issues) seen.named.insert(issue.at.number);
  }
  return seen;
}

TEST(NothingDisappears, EveryCsvRowIsReadOrReported) {
  constexpr std::size_t kRows = 12;
  const auto profile = csv_profile();
  for (unsigned seed = 0; seed < 3000; ++seed) {
    Random random(seed);
    const std::string header = "ID;CF;COMUNE;NOTE;EURO\r\n";
    auto text = header;
    for (std::size_t i = 0; i < kRows; ++i)
      text += "K" + std::to_string(i) + ";RSSMRA80A01F205X;016198;" + random_note(random) + ";1\r\n";
    const auto before = decode(profile, text);
    ASSERT_EQ(look(before).accepted.size(), kRows) << text;
    for (auto times = below(random, 3); times-- > 0;) damage(text, random, header.size());
    damage(text, random, header.size());
    const auto decoded = decode(profile, text);
    const auto seen = look(decoded);
    ASSERT_EQ(decoded.end.records, decoded.records.size());
    ASSERT_FALSE(decoded.end.broken) << text;
    // Each key is accepted or in a record that has an issue. The records are counted, because a damaged row
    // may have lost its key.
    std::size_t rejected = 0;
    for (const auto& record : decoded.records) rejected += record.issues.empty() ? 0U : 1U;
    const auto lost = kRows - std::min(kRows, seen.accepted.size());
    ASSERT_LE(lost, rejected) << "seed " << seed << "\n" << text;
  }
}

TEST(NothingDisappears, AnAcceptedCsvRecordContainsNoForeignRow) {
  const auto profile = test_profile(
      "source: prova\nformat: csv\ncsv: {delimiter: \";\"}\nfields:\n  record_id: {from: ID}\n"
      "  owner: {from: COMUNE, type: istat}\n  opened: {const: \"2017-01-01\"}\n  person: {from: CF}\n"
      "  person.household.type: {from: NOTE, map: note}\n");
  for (unsigned seed = 0; seed < 3000; ++seed) {
    Random random(seed);
    std::string text = "ID;CF;COMUNE;NOTE;EURO\r\n";
    const auto header = text.size();
    for (std::size_t i = 0; i < 8; ++i)
      text += "K" + std::to_string(i) + ";RSSMRA80A01F205X;016198;" + random_note(random) + ";1\r\n";
    for (int times = 0; times < 2; ++times) text.insert(header + below(random, text.size() - header), 1, '"');
    for (const auto& record : decode(profile, text).records) {
      if (!record.issues.empty()) continue;
      ASSERT_EQ(record.value("person.household.type").find("RSSMRA80A01F205X"), std::string::npos)
          << "seed " << seed << "\n"
          << text;
    }
  }
}

/// Every filled cell of a column that the profile reads, in rows of two kinds: each text is used once.
TEST(NothingDisappears, EveryCellOfEveryKindOfRowIsReadOrReported) {
  std::ifstream in("tests/golden/csv/services.yaml");
  const auto profile = test_profile({std::istreambuf_iterator<char>(in), {}});
  std::size_t accepted = 0;
  for (unsigned seed = 0; seed < 2000; ++seed) {
    Random random(seed);
    std::string text = "ID;TIPO;BIS;BIS_DESCR;PAI;PAI_EURO;INT;COD;DESCR;EURO\r\n";
    std::vector<std::string> filled;
    for (std::size_t row = 0; row < 3; ++row) {
      text += below(random, 2) == 0 ? "P1;C" : "P1;I";
      for (std::size_t column = 0; column < 8; ++column) {
        text += ';';
        if (below(random, 4) != 0) continue;
        filled.push_back(std::to_string(100 + row * 8 + column) + (column == 3 || column == 7 ? ".00" : ""));
        text += filled.back().substr(0, 3);
      }
      text += "\r\n";
    }
    const auto decoded = decode(profile, text);
    ASSERT_EQ(decoded.records.size(), 1U);
    const auto& record = decoded.records[0];
    if (!record.issues.empty()) continue;
    ++accepted;
    for (const auto& value : filled) {
      const auto holds = [&](const std::string& read) {
        return read.ends_with("=" + value) || read.ends_with("#" + value);
      };
      const bool is_read = std::any_of(record.values.begin(), record.values.end(), holds) ||
                           std::any_of(record.tables.begin(), record.tables.end(), holds);
      ASSERT_TRUE(is_read) << value << " of\n" << text;
    }
  }
  EXPECT_GT(accepted, 20U);
}

/// A JSON value that no rule expects at its place.
std::string odd_value(Random& random) {
  static const std::vector<std::string> kOdd = {
      "7", "\"x\"", "true", "[7]", "{\"q\":1}", "[{\"q\":1}]", "[[{\"id\":\"1\"}]]", "\"\\uD800\"", "1e999"};
  return kOdd[below(random, kOdd.size())];
}

TEST(NothingDisappears, EveryJsonElementIsReadOrReported) {
  const auto profile = test_profile(
      json_profile("  closed: {from: $.chiusura.data, type: date}\n  interventions: {each: "
                   "\"$.interventi[*]\", fields: {id: "
                   "{from: $.id}, type: {join: [$.area, $.codice], with: \"|\", map: intervention}}}\n"));
  for (unsigned seed = 0; seed < 2000; ++seed) {
    Random random(seed);
    const auto which = below(random, 4);
    auto odd = odd_value(random);
    if (which == 0 && odd.starts_with('{')) odd = "7";  // a member that is not read may be anything
    std::string members =
        "\"chiusura\":" +
        (which == 0 ? odd : std::string("{\"data\":") + (which == 1 ? odd : "\"2017-03-02\"") + "}");
    members += ",\"interventi\":" + (which == 2 ? odd
                                                : "[{\"id\":\"1\",\"area\":\"A\",\"codice\":\"B\"}" +
                                                      (which == 3 ? "," + odd : std::string()) + "]");
    const auto decoded = decode(profile, json_document(json_record("1", members) + "," + json_record("2")));
    ASSERT_FALSE(decoded.end.broken) << members;
    ASSERT_EQ(decoded.records.size(), 2U) << members;
    ASSERT_TRUE(decoded.records[1].issues.empty()) << members;
    const auto& record = decoded.records[0];
    const bool all_read = record.value("closed") == "2017-03-02" &&
                          record.value("interventions[0].id") != "(absent)" && which != 3;
    ASSERT_TRUE(all_read || !record.issues.empty()) << members;
  }
}

}  // namespace
}  // namespace raccordo::codecs
