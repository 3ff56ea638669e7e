#include "codecs/profile_rules.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/text.hpp"
#include "codecs/csv/csv_format.hpp"
#include "codecs/profile_each.hpp"
#include "codecs/profile_keys.hpp"
#include "codecs/profile_values.hpp"
#include "codecs/rule_checks.hpp"
#include "codecs/values.hpp"

namespace raccordo::codecs {
namespace {

using model::Field;
using model::List;

constexpr std::array<const char*, 4> kWays = {"from", "first_of", "join", "const"};

class RuleReader {
 public:
  RuleReader(CompiledProfile& profile, FaultList& faults) : profile_(profile), faults_(faults) {}

  void read_all(const YAML::Node& fields) {
    if (!check_keys(fields, "`fields`", names_in_fields(), faults_)) return;
    for (const auto& pair : fields) {
      if (!pair.first.IsScalar()) continue;
      const auto& name = pair.first.Scalar();
      if (const auto list = model::parse_list(name))
        read_lists(*list, pair.second);
      else if (const auto field = name == "person" ? Field::person_id : model::find_field(List::none, name))
        profile_.fields.push_back(read_rule(pair.second, *field, name));
    }
    check_filled(profile_, line_of(fields), faults_);
  }

 private:
  /// A list may be given once or, as a YAML list, from several places.
  void read_lists(List list, const YAML::Node& node) {
    if (!node.IsSequence()) return read_list(list, node);
    for (const auto& part : node) read_list(list, part);
  }

  void read_list(List list, const YAML::Node& node) {
    const auto what = "`" + std::string(model::to_string(list)) + "`";
    if (!check_keys(node, what, kListKeys, faults_)) return;
    ListRule rule;
    rule.list = list_ = list;
    rule.each = read_each(node, what, profile_, faults_);
    if (read_flag(node, "single", faults_, false)) rule.each_of = EachOf::list_or_one;
    if (node["single"] && !model::holds_json(profile_.format))
      faults_.add(line_of(node["single"]), "`single` is only for JSON; remove it");
    const auto fields = node["fields"];
    if (!fields) {
      faults_.add(line_of(node), what + " needs `fields`, the fields of one item");
    } else if (check_keys(fields, "`fields` of " + what, names_of(list), faults_)) {
      for (const auto& pair : fields) {
        if (!pair.first.IsScalar()) continue;
        if (const auto field = model::find_field(list, pair.first.Scalar()))
          rule.fields.push_back(read_rule(pair.second, *field, pair.first.Scalar()));
      }
    }
    list_ = List::none;
    profile_.lists.push_back(std::move(rule));
  }

  std::unique_ptr<Selector> compile(const std::string& text, int line) {
    auto selector = read_selector(text, line, profile_, faults_);
    if (selector && profile_.format == model::DocumentFormat::csv)
      note_column_use(csv_column_name(text),
                      list_ == List::none || is_csv_root(text) ? kColumnOfCase : kColumnOfRow, profile_);
    return selector;
  }

  FieldRule read_rule(const YAML::Node& node, Field field, const std::string& name) {
    FieldRule rule;
    rule.field = field;
    rule.line = line_of(node);
    if (!check_keys(node, "`" + name + "`", kRuleKeys, faults_)) {
      rule.choices.emplace_back();
      return rule;
    }
    // Type, map and dates of a rule apply to each of its choices without its own.
    Choice common;
    common.first_year = profile_.first_year;
    common.type = name == "person" ? ValueType::person_id : default_type(model::info(field).kind);
    read_how(node, rule.field, common);
    const auto fills = name == "person" ? Fills::person : Fills::field;
    check_type(name, rule.field, common.type, rule.line, faults_, fills);
    read_way(node, rule, common, name);
    rule.keyed = read_flag(node, "keyed", faults_, false);
    rule.required = read_flag(node, "required", faults_, false);
    read_key(node, field);
    if (read_flag(node, "must_map", faults_, false)) read_must_map(node["must_map"], rule);
    if (node["consent"]) read_consent(node["consent"], fills, rule.consent);
    rule.fallback = read_text(node, "default", faults_).value_or("");
    if (const auto label = read_text(node, "label", faults_))
      rule.label = compile(*label, line_of(node["label"]));
    if (rule.keyed && model::info(field).kind != model::FieldKind::text)
      faults_.add(rule.line, "`keyed` is only for text fields such as record_id");
    if (rule.keyed && rule.way == FieldRule::Way::join && rule.joiner.empty())
      faults_.add(rule.line, "a keyed `join` needs `with`, a sign that keeps the parts apart, e.g. \"|\"");
    const auto has_table = [](const Choice& choice) { return !choice.map.empty(); };
    if (rule.label && std::none_of(rule.choices.begin(), rule.choices.end(), has_table))
      faults_.add(rule.line, "`label` goes with `map`; add the table or remove the label");
    return rule;
  }

  /// `per` of record_id: ids are numbered by Comune or by body, or derived from persons.
  void read_key(const YAML::Node& node, Field field) {
    const auto per = read_text(node, "per", faults_);
    if (!per) return;
    if (field != Field::record_id) {
      faults_.add(line_of(node["per"]), "`per` goes with `record_id` only; remove it");
    } else if (*per == "owner") {
      profile_.key = model::RecordKey::id_and_owner;
    } else if (*per == "managed_by") {
      profile_.key = model::RecordKey::id_and_body;
    } else {
      faults_.add(line_of(node["per"]),
                  "`per` must be `owner` (each Comune numbers its own cases) or "
                  "`managed_by` (each body numbers its own reports)");
    }
  }

  /// `must_map: true` of owner.
  void read_must_map(const YAML::Node& node, const FieldRule& rule) {
    const bool has_table = std::any_of(rule.choices.begin(), rule.choices.end(),
                                       [](const Choice& choice) { return !choice.map.empty(); });
    if (rule.field != Field::owner || !has_table)
      faults_.add(line_of(node), "`must_map` is for an `owner` with `map`; remove it");
    profile_.owner_must_map = true;
  }

  /// `consent` of `person`.
  void read_consent(const YAML::Node& node, Fills fills, Consent& consent) {
    if (fills != Fills::person) faults_.add(line_of(node), "`consent` goes with `person` only; remove it");
    if (!check_keys(node, "`consent`", kConsentKeys, faults_)) return;
    if (const auto from = read_text(node, "from", faults_))
      consent.selector = compile(*from, line_of(node["from"]));
    else
      faults_.add(line_of(node), "`consent` needs `from`, the selector of the person's consent");
    for (const auto& word : read_texts(node, "given", faults_))
      consent.words.push_back(base::to_lower_ascii(base::trim(word)));
  }

  void read_way(const YAML::Node& node, FieldRule& rule, const Choice& common, const std::string& name) {
    const auto ways =
        std::count_if(kWays.begin(), kWays.end(), [&](const char* way) { return bool(node[way]); });
    if (ways != 1)
      faults_.add(rule.line, "`" + name + "` needs exactly one of from, first_of, join and const");
    if (node["with"] && !node["join"]) faults_.add(rule.line, "`with` goes with `join`; remove it");
    rule.joiner = read_text(node, "with", faults_).value_or("");
    if (const auto from = read_text(node, "from", faults_)) {
      add_choice(rule, common, *from, line_of(node["from"]));
    } else if (const auto constant = read_text(node, "const", faults_)) {
      rule.way = FieldRule::Way::constant;
      rule.constant = *constant;
    } else if (node["join"]) {
      rule.way = FieldRule::Way::join;
      for (const auto& part : read_texts(node, "join", faults_))
        add_choice(rule, common, part, line_of(node["join"]));
      if (rule.choices.empty()) faults_.add(rule.line, "`join` needs at least one selector");
    } else if (node["first_of"]) {
      read_first_of(node["first_of"], rule, common);
    }
    if (rule.choices.empty()) rule.choices.push_back(copy_of(common));
  }

  void read_first_of(const YAML::Node& items, FieldRule& rule, const Choice& common) {
    if (!items.IsSequence() || items.size() == 0) {
      faults_.add(line_of(items), "`first_of` must be a list of selectors");
      return;
    }
    for (const auto& item : items) {
      if (item.IsScalar()) {
        add_choice(rule, common, item.Scalar(), line_of(item));
      } else if (check_keys(item, "an item of `first_of`", kChoiceKeys, faults_)) {
        auto choice = copy_of(common);
        choice.may_fall_through = bool(item["type"]);
        read_how(item, rule.field, choice);
        check_type("an item of `first_of`", rule.field, choice.type, line_of(item), faults_,
                   fills_person(common.type) ? Fills::person : Fills::field);
        const auto from = read_text(item, "from", faults_);
        if (!from) faults_.add(line_of(item), "an item of `first_of` needs `from`");
        add_choice(rule, choice, from.value_or("."), line_of(item));
      }
    }
  }

  static Choice copy_of(const Choice& common) {
    return {nullptr, common.type, common.map, common.dates, common.first_year, common.may_fall_through, {}};
  }

  void add_choice(FieldRule& rule, const Choice& common, const std::string& selector, int line) {
    rule.choices.push_back(copy_of(common));
    rule.choices.back().selector = compile(selector, line);
    rule.choices.back().from = selector;
    check_days(rule.choices.back(), line, faults_);
  }

  /// `type`, `map` and `dates` of a rule or of one item of `first_of`.
  void read_how(const YAML::Node& node, Field field, Choice& choice) {
    if (const auto type = read_text(node, "type", faults_)) {
      if (const auto known = parse_value_type(*type))
        choice.type = *known;
      else
        faults_.add(line_of(node["type"]),
                    "unknown type `" + *type + "`" + suggest(*type, value_type_names()));
    }
    if (const auto table = read_text(node, "map", faults_))
      add_table(*table, field, line_of(node["map"]), choice);
    for (const auto& pattern : read_texts(node, "dates", faults_)) {
      if (auto wrong = check_date_pattern(pattern)) faults_.add(line_of(node["dates"]), wrong->message);
      choice.dates.push_back(pattern);
    }
    if (choice.dates.empty()) choice.dates = profile_.dates;
    choice.first_year = read_first_year(node, faults_).value_or(choice.first_year);
  }

  void add_table(const std::string& table, Field field, int line, Choice& choice) {
    const auto system = code_system_of(field);
    choice.map = table;
    if (system.empty()) {
      faults_.add(line, "`map` is for coded fields and owner; this field holds no code");
      return;
    }
    // A table takes codes: the value of the source is read as text.
    choice.type = ValueType::text;
    if (!is_table_name(table)) {
      faults_.add(line, "a table is named by small letters, digits and hyphens, as its file without .csv");
      return;
    }
    const auto known = std::find_if(profile_.tables.begin(), profile_.tables.end(),
                                    [&](const Profile::TableUse& use) { return use.table == table; });
    if (known == profile_.tables.end())
      profile_.tables.push_back({table, std::string(system), line});
    else if (known->code_system != system)
      faults_.add(line, "the table `" + table + "` already maps to `" + known->code_system + "` (line " +
                            std::to_string(known->line) + "); use another table here");
  }

  CompiledProfile& profile_;
  FaultList& faults_;
  List list_ = List::none;  ///< whose fields are being read
};

}  // namespace

void read_fields(const YAML::Node& fields, CompiledProfile& profile, FaultList& faults) {
  RuleReader(profile, faults).read_all(fields);
}

}  // namespace raccordo::codecs
