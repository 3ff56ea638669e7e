#include "aggregate/release/extract_reader.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <set>
#include <span>
#include <utility>

#include "aggregate/release/rates.hpp"
#include "base/invisible_character.hpp"
#include "base/text.hpp"
#include "model/case_record.hpp"

namespace raccordo::aggregate {
namespace {

using model::Dimension;

constexpr std::array<std::string_view, 6> kKeys = {"id", "title_it", "title_en", "measure", "by", "when"};
constexpr std::string_view kOptionalKey = "protect", kKindsKey = "kinds", kPeriodsKey = "periods";
constexpr int kOldest = 130;
constexpr std::size_t kLongestTitle = 500;

/// All names of an enumeration, in order, for messages.
template <class Enum>
std::vector<std::string_view> names_up_to(Enum last) {
  std::vector<std::string_view> names;
  for (int value = 0; value <= static_cast<int>(last); ++value) {
    names.push_back(to_string(static_cast<Enum>(value)));
  }
  return names;
}

std::string unknown(std::string_view what, std::string_view wrong, std::span<const std::string_view> known) {
  std::string message = "unknown " + std::string(what) + " '" + std::string(wrong) + "'";
  if (const auto near = base::nearest_name(wrong, known); !near.empty()) {
    return message + "; did you mean '" + near + "'?";
  }
  message += "; use one of";
  for (const auto name : known) message += " " + std::string(name);
  return message;
}

bool is_id(std::string_view text) {
  const auto small = [](char c) { return c >= 'a' && c <= 'z'; };
  return !text.empty() && text.size() <= 64 && small(text.front()) &&
         std::all_of(text.begin(), text.end(),
                     [&](char c) { return small(c) || (c >= '0' && c <= '9') || c == '-'; });
}

std::optional<int> parse_age(std::string_view text) {
  if (text.empty() || text.size() > 3 || !base::is_digits(text)) return std::nullopt;
  const int age = std::stoi(std::string(text));
  return age <= kOldest ? std::optional(age) : std::nullopt;
}

}  // namespace

std::optional<model::AgeBand> parse_age_band(std::string_view text) {
  model::AgeBand band;
  band.code = std::string(text);
  if (text.ends_with('+')) {
    const auto low = parse_age(text.substr(0, text.size() - 1));
    if (!low) return std::nullopt;
    band.low = *low;
    return band;
  }
  const auto parts = base::split(text, '-');
  if (parts.size() != 2) return std::nullopt;
  const auto low = parse_age(parts[0]);
  const auto high = parse_age(parts[1]);
  if (!low || !high || *high < *low) return std::nullopt;
  band.low = *low;
  band.high = *high;
  return band;
}

void ExtractReader::add(const YAML::Node& at, std::string message) {
  const auto mark = at.Mark();
  faults_.push_back({file_, mark.is_null() ? 1 : mark.line + 1, std::move(message)});
}

std::optional<ReadExtract> ExtractReader::read(const YAML::Node& document) {
  extract_ = {};
  extract_.file = file_;
  if (!document.IsMap()) {
    add(document, "an extract must be a mapping with the keys id, title_it, title_en, measure, by, when");
    return std::nullopt;
  }
  std::set<std::string> seen;
  for (const auto& member : document) {
    const auto key = member.first.IsScalar() ? member.first.Scalar() : std::string();
    if (std::find(kKeys.begin(), kKeys.end(), key) == kKeys.end() && key != kOptionalKey &&
        key != kKindsKey && key != kPeriodsKey) {
      add(member.first, unknown("key", key, kKeys));
    } else if (!seen.insert(key).second) {
      add(member.first, "key '" + key + "' occurs twice; leave one");
    } else {
      read_member(key, member.second);
    }
  }
  for (const auto key : kKeys) {
    if (!seen.contains(std::string(key))) add(document, "key '" + std::string(key) + "' is missing; add it");
  }
  if (const auto& protect = document[std::string(kOptionalKey)]) read_protection(protect);
  check_months(document);
  check_rate(document);
  check_joint(document);
  return std::move(extract_);
}

void ExtractReader::read_member(const std::string& key, const YAML::Node& value) {
  auto& definition = extract_.definition;
  if (key == "by") return read_by(value);
  if (key == kOptionalKey) return;  // read when all dimensions are known
  if (key == kKindsKey) return read_kinds(value);
  if (key == kPeriodsKey) return read_periods(value);
  if (!value.IsScalar() || base::trim(value.Scalar()).empty()) {
    return add(value, "'" + key + "' must be a text; write one after the colon");
  }
  const auto& text = value.Scalar();
  if (text.size() > kLongestTitle) {
    return add(value, "'" + key + "' is longer than " + std::to_string(kLongestTitle) + " bytes; shorten it");
  }
  if (const auto found = base::invisible_character(text)) {
    return add(value, "'" + key + "' has the character " + *found +
                          ", which cannot be seen or changes how the text is shown; remove it");
  }
  if (key == "id") {
    extract_.id_line = value.Mark().line + 1;
    if (!is_id(text))
      return add(value, "id '" + text + "' must be small letters, digits and hyphens, at most 64");
    definition.id = text;
  } else if (key == "title_it") {
    definition.title_it = text;
  } else if (key == "title_en") {
    definition.title_en = text;
  } else if (key == "measure") {
    const auto measure = model::parse_measure(text);
    if (!measure) return add(value, unknown("measure", text, names_up_to(model::Measure::persons_joint)));
    definition.measure = *measure;
  } else {
    const auto when = model::parse_when(text);
    if (!when) return add(value, unknown("when", text, names_up_to(model::When::closed_during)));
    definition.when = *when;
  }
}

void ExtractReader::read_kinds(const YAML::Node& value) {
  auto& kinds = extract_.definition.kinds;
  kinds = {false, false};
  if (!value.IsSequence()) return add(value, "'kinds' must be a list: [case], [report] or [case, report]");
  for (const auto& item : value) {
    const auto word = item.IsScalar() ? item.Scalar() : std::string();
    const auto kind = model::parse_record_kind(word);
    if (!kind) return add(item, "unknown kind '" + word + "'; use case or report");
    auto& asked = *kind == model::RecordKind::report ? kinds.reports : kinds.cases;
    if (std::exchange(asked, true)) add(item, "kind '" + word + "' occurs twice; leave one");
  }
  if (!kinds.cases && !kinds.reports)
    add(value, "'kinds' names none; write [case], [report] or [case, report]");
}

void ExtractReader::read_by(const YAML::Node& by) {
  const auto read_map = [&](const YAML::Node& map) {
    for (const auto& member : map) read_choice(member.first, &member.second);
  };
  if (by.IsMap()) {
    read_map(by);
  } else if (by.IsScalar()) {
    read_choice(by, nullptr);
  } else if (by.IsSequence()) {
    for (const auto& item : by) {
      if (item.IsMap()) {
        read_map(item);
      } else {
        read_choice(item, nullptr);
      }
    }
  }
  check_choices(by);
}

void ExtractReader::read_choice(const YAML::Node& name, const YAML::Node* value) {
  if (!name.IsScalar()) return add(name, "'by' must hold names of dimensions");
  const auto dimension = model::parse_dimension(name.Scalar());
  if (!dimension) return add(name, unknown("dimension", name.Scalar(), names_up_to(Dimension::sender)));
  if (value != nullptr && value->IsNull()) value = nullptr;
  model::DimensionChoice choice;
  choice.dimension = *dimension;
  if (*dimension == Dimension::territory || *dimension == Dimension::residence) {
    read_level(name, value, choice);
  } else if (*dimension == Dimension::age) {
    read_ages(name, value, choice);
  } else if (value != nullptr) {
    add(name, "dimension '" + name.Scalar() + "' takes no value; leave it empty");
  }
  auto& by = extract_.definition.by;
  const auto same = [&](const model::DimensionChoice& other) { return other.dimension == *dimension; };
  if (std::any_of(by.begin(), by.end(), same))
    return add(name, "dimension '" + name.Scalar() + "' occurs twice; leave one");
  by.push_back(std::move(choice));
}

void ExtractReader::read_level(const YAML::Node& at, const YAML::Node* value,
                               model::DimensionChoice& choice) {
  if (value == nullptr || !value->IsScalar()) {
    return add(at, "'" + at.Scalar() + "' needs a level: comune, group, ambito or district");
  }
  const auto level = model::parse_territory_level(value->Scalar());
  if (!level)
    return add(*value, unknown("level", value->Scalar(), names_up_to(model::TerritoryLevel::district)));
  choice.level = *level;
}

void ExtractReader::read_ages(const YAML::Node& at, const YAML::Node* value, model::DimensionChoice& choice) {
  if (value == nullptr || !value->IsSequence() || value->size() == 0) {
    return add(at, "'age' must be a list of bands such as [0-17, 18-64, 65+]");
  }
  for (const auto& item : *value) read_band(item, choice);
}

void ExtractReader::read_band(const YAML::Node& item, model::DimensionChoice& choice) {
  const auto text = item.IsScalar() ? item.Scalar() : std::string();
  auto band = parse_age_band(text);
  if (!band) {
    return add(item, "age band '" + text + "' is not of the form 0-17 or 85+ (ages up to " +
                         std::to_string(kOldest) + ")");
  }
  if (!choice.ages.empty()) {
    const auto& before = choice.ages.back();
    if (before.high < 0 || band->low <= before.high) {
      add(item, "age band '" + text + "' overlaps '" + before.code + "'; bands go upwards without overlap");
    } else if (band->low != before.high + 1) {
      add(item, "ages between '" + before.code + "' and '" + text + "' are in no band; start this one at " +
                    std::to_string(before.high + 1));
    }
  }
  choice.ages.push_back(std::move(*band));
}

void ExtractReader::check_choices(const YAML::Node& by) {
  const auto& choices = extract_.definition.by;
  const auto has = [&](Dimension wanted) {
    return std::any_of(choices.begin(), choices.end(),
                       [&](const auto& choice) { return choice.dimension == wanted; });
  };
  if (by.IsNull() || (!by.IsScalar() && by.size() == 0)) {
    add(by, "'by' names no dimension; name at least one, such as {territory: ambito}");
  }
  if (has(Dimension::type) && has(Dimension::area)) {
    add(by, "'type' already holds the areas above the types; take 'area' out");
  }
}

void ExtractReader::check_months(const YAML::Node& document) {
  const auto& definition = extract_.definition;
  const bool monthly = std::any_of(definition.by.begin(), definition.by.end(),
                                   [](const auto& choice) { return choice.dimension == Dimension::month; });
  if (!monthly || definition.measure == model::Measure::amount) return;
  if (definition.when == model::When::opened_during || definition.when == model::When::closed_during) return;
  add(document["by"],
      "'month' is the month of opening or closing; set when to opened-during or closed-during");
}

void ExtractReader::check_joint(const YAML::Node& document) {
  const auto& definition = extract_.definition;
  if (definition.measure != model::Measure::persons_joint) return;
  if (definition.when == model::When::open_at_end || definition.when == model::When::active_during) return;
  add(document["when"],
      "'persons-joint' counts cases that are open; set when to open-at-end or active-during");
}

void ExtractReader::check_rate(const YAML::Node& document) {
  const auto& definition = extract_.definition;
  const bool counts_openings = definition.when == model::When::opened_during;
  if (definition.measure == model::Measure::incidence && !counts_openings) {
    add(document["when"], "'incidence' counts cases opened in the period; set when to opened-during");
  }
  if (definition.measure == model::Measure::prevalence &&
      (counts_openings || definition.when == model::When::closed_during)) {
    add(document["when"], "'prevalence' counts cases in charge; set when to active-during or open-at-end");
  }
  if (!is_rate(definition.measure)) return;
  const auto has = [&](Dimension wanted) {
    return std::any_of(definition.by.begin(), definition.by.end(),
                       [&](const auto& choice) { return choice.dimension == wanted; });
  };
  if (has(Dimension::territory) && has(Dimension::residence)) {
    add(document["by"], "a rate is of the people of one place; take 'territory' or 'residence' out");
  }
}

}  // namespace raccordo::aggregate
