#include "fhir/translate.hpp"

#include <algorithm>

#include "fhir/code_system.hpp"
#include "fhir/json_forms.hpp"

namespace raccordo::fhir {
namespace {

using mapping::Lookup;
using mapping::Row;

struct Match {
  const ActiveMap* map = nullptr;
  const Row* row = nullptr;
};

/// The result of one coding.
struct Finding {
  std::vector<Match> matches;
  enum class Verdict : std::uint8_t { no, yes } translated = Verdict::no;
  std::string message;
};

bool is_in_force(const Row& row, const std::optional<base::Date>& date) {
  return !date ||
         ((!row.valid_from || *row.valid_from <= *date) && (!row.valid_to || *date <= *row.valid_to));
}

std::string on(const std::optional<base::Date>& date) {
  return date ? " on " + to_string(*date) : std::string();
}

/// APPROVED rows of the code that do not map still give the relation of the codes.
void add_approved(const ActiveMap& map, std::string_view code, const std::optional<base::Date>& date,
                  Finding& finding) {
  for (const auto& row : map.table->rows()) {
    const bool says = row.status == mapping::RowStatus::approved && !row.target_code.empty();
    if (says && row.source_code == code && is_in_force(row, date)) finding.matches.push_back({&map, &row});
  }
}

void look_in(const ActiveMap& map, const Coding& coding, const std::optional<base::Date>& date,
             Finding& finding) {
  const auto found = map.table->find(coding.code, date);
  const auto id = table_id(*map.table);
  switch (found.kind) {
    case Lookup::Kind::mapped:
      finding.matches.push_back({&map, found.row});
      finding.translated = Finding::Verdict::yes;
      return;
    case Lookup::Kind::ignored:
      finding.message =
          "The table " + id + " leaves this code out on purpose: it has no meaning to translate.";
      return;
    case Lookup::Kind::ambiguous:
      finding.message =
          "The table " + id +
          " has several rows for this code, each for its time. Ask again with the parameter `date`.";
      return;
    case Lookup::Kind::expired:
      finding.message = "The table " + id + " has no row for this code that is valid" + on(date) + ".";
      return;
    default:
      finding.message = "No approved row of the table " + id + " maps this code" + on(date) + ".";
      add_approved(map, coding.code, date, finding);
  }
}

void look_back(const ActiveMap& map, const Coding& coding, const std::optional<base::Date>& date,
               Finding& finding) {
  for (const auto& row : map.table->rows()) {
    if (finding.matches.size() == kMostMatches) return;
    const bool maps = row.status == mapping::RowStatus::approved && mapping::maps(row.relationship);
    if (maps && row.target_code == coding.code && is_in_force(row, date)) {
      finding.matches.push_back({&map, &row});
      finding.translated = Finding::Verdict::yes;
    }
  }
}

/// The source and target system of a map in this direction.
std::pair<std::string, std::string> systems_of(const ActiveMap& map, Direction direction) {
  auto source = table_id(*map.table);
  auto target = std::string(map.code_system);
  if (direction == Direction::to_source) std::swap(source, target);
  return {std::move(source), std::move(target)};
}

Finding find_one(const TranslateQuestion& question, const Coding& coding, std::span<const ActiveMap> maps) {
  Finding finding;
  const auto asked = id_of_code_system(coding.system);
  for (const auto& map : maps) {
    const auto [source, target] = systems_of(map, question.direction);
    if (!question.map.empty() && question.map != table_id(*map.table)) continue;
    if (!question.wanted_system.empty() && question.wanted_system != target) continue;
    // With only a map a bare code belongs to the map's own system.
    if (coding.system.empty() ? question.map.empty() : asked != source) continue;
    if (question.direction == Direction::to_source) {
      look_back(map, coding, question.date, finding);
    } else {
      look_in(map, coding, question.date, finding);
    }
  }
  if (finding.matches.empty() && finding.message.empty()) {
    finding.message = question.direction == Direction::to_source
                          ? "No table maps a source's code to this one" + on(question.date) + "."
                          : "No table in force maps codes of this system to the one asked for.";
  }
  return finding;
}

void write_part(JsonWriter& writer, std::string_view name, std::string_view type, std::string_view value) {
  object(writer, [&] {
    base::put(writer, "name", name);
    base::put(writer, type, value);
  });
}

void write_result(JsonWriter& writer, bool result) {
  object(writer, [&] {
    base::put(writer, "name", "result");
    writer.Key("valueBoolean");
    writer.Bool(result);
  });
}

std::string_view reversed(std::string_view equivalence) {
  if (equivalence == "wider") return "narrower";
  return equivalence == "narrower" ? "wider" : equivalence;
}

class AnswerWriter {
 public:
  AnswerWriter(const model::Scheme& scheme, const Publisher& publisher)
      : scheme_(scheme), publisher_(publisher) {}

  std::string write(const Finding& finding, Direction direction) {
    object(writer_, [&] {
      base::put(writer_, "resourceType", "Parameters");
      list(writer_, "parameter", [&] {
        const bool translated = finding.translated == Finding::Verdict::yes;
        write_result(writer_, translated);
        if (!translated) write_part(writer_, "message", "valueString", finding.message);
        for (const auto& match : finding.matches) write_match(match, direction);
      });
    });
    return text_of(buffer_);
  }

 private:
  void write_match(const Match& match, Direction direction) {
    const auto map_url = concept_map_url(publisher_.public_url, table_id(*match.map->table));
    auto equivalence = equivalence_of(match.row->relationship, HasTarget::yes);
    auto relationship = match.row->relationship;
    if (direction == Direction::to_source) {
      equivalence = reversed(equivalence);
      if (relationship == mapping::Relationship::source_is_narrower_than_target) {
        relationship = mapping::Relationship::source_is_broader_than_target;
      }
    }
    object(writer_, [&] {
      base::put(writer_, "name", "match");
      list(writer_, "part", [&] {
        write_part(writer_, "equivalence", "valueCode", equivalence);
        write_part(writer_, "relationship", "valueCode", to_string(relationship));
        write_concept(match, direction);
        write_part(writer_, "source", "valueUri", map_url);
        write_part(writer_, "originMap", "valueUri", map_url);
      });
    });
  }

  void write_concept(const Match& match, Direction direction) {
    const auto& row = *match.row;
    const bool back = direction == Direction::to_source;
    const auto system = back ? table_id(*match.map->table) : std::string(match.map->code_system);
    const auto code = back ? std::string_view(row.source_code) : std::string_view(row.target_code);
    auto display = back ? row.source_label : std::string();
    if (!back) {
      if (const auto found = find_concept(scheme_, system, code)) display = found->display;
    }
    object(writer_, [&] {
      base::put(writer_, "name", "concept");
      object(writer_, "valueCoding", [&] {
        base::put(writer_, "system", code_system_url(publisher_.public_url, system));
        base::put(writer_, "code", code);
        base::put_if(writer_, "display", display);
      });
    });
  }

  const model::Scheme& scheme_;
  const Publisher& publisher_;
  JsonBuffer buffer_;
  JsonWriter writer_{buffer_};
};

}  // namespace

std::string translate(const TranslateQuestion& question, std::span<const ActiveMap> maps,
                      const model::Scheme& scheme, const Publisher& publisher) {
  Finding finding;
  for (const auto& coding : question.codings) {
    auto found = find_one(question, coding, maps);
    const bool better = finding.matches.empty() || found.translated == Finding::Verdict::yes;
    if (better) finding = std::move(found);
    if (finding.translated == Finding::Verdict::yes) break;
  }
  return AnswerWriter(scheme, publisher).write(finding, question.direction);
}

}  // namespace raccordo::fhir
