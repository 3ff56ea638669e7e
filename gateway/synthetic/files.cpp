#include "synthetic/files.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace raccordo::synthetic {
namespace {

/// Numbers persons and cases without a gap, and knows the codes of each.
class Writer {
 public:
  Writer(const Vocabulary& vocabulary, const Register& made) : vocabulary_(vocabulary), made_(made) {
    numbers_.assign(made.people.persons.size(), 0);
    std::size_t next = 0;
    for (const auto& presence : made.people.presences) {
      if (!is_void(presence) && numbers_[presence.person] == 0) numbers_[presence.person] = ++next;
    }
    amounts_.assign(made.people.persons.size(), 0);
    for (const auto& row : made.interventions)
      amounts_[made.people.presences[row.presence].person] += row.amount_cents;
  }

  std::string persons() const {
    auto out = csv_row(head({"person"}, {}));
    std::vector<bool> is_written(numbers_.size(), false);
    for (const auto& presence : made_.people.presences) {
      if (is_void(presence) || is_written[presence.person]) continue;
      is_written[presence.person] = true;
      out += csv_row(person_row(presence.person));
    }
    return out;
  }

  std::string cases() const {
    std::vector<std::string> names = {"case", "person"};
    add_places(names);
    if (vocabulary_.has(Kind::need)) names.emplace_back("need");
    if (made_.columns.opened) names.emplace_back("opened");
    if (made_.columns.closed) names.emplace_back("closed");
    auto out = csv_row(names);
    for (std::size_t i = 0; i < made_.cases.size(); ++i) {
      const auto& row = made_.cases[i];
      const bool has_person = row.presence != kNobody;
      std::vector<std::string> fields = {std::to_string(i + 1), ""};
      if (has_person) fields[1] = number_of(row.presence);
      add_places(fields, row.leaf);
      if (vocabulary_.has(Kind::need))
        fields.push_back(has_person ? needs({made_.people.presences[row.presence]}) : "");
      if (made_.columns.opened) fields.push_back(month(row.opened));
      if (made_.columns.closed) fields.push_back(month(row.closed));
      out += csv_row(fields);
    }
    return out;
  }

  std::string interventions() const {
    std::vector<std::string> names = {"intervention", "person"};
    add_places(names);
    names.emplace_back("area");
    if (vocabulary_.has_types) names.emplace_back("type");
    if (made_.columns.management) names.emplace_back("management");
    if (made_.columns.amount) names.emplace_back("amount");
    auto out = csv_row(names);
    for (std::size_t i = 0; i < made_.interventions.size(); ++i) {
      const auto& row = made_.interventions[i];
      std::vector<std::string> fields = {std::to_string(i + 1), number_of(row.presence)};
      add_places(fields, made_.people.presences[row.presence].leaf);
      fields.push_back(code(Kind::service, vocabulary_.area_of(row.service)));
      if (vocabulary_.has_types) fields.push_back(code(Kind::service, row.service));
      if (made_.columns.management)
        fields.push_back(row.management == 0 ? "" : code(Kind::management, row.management));
      if (made_.columns.amount)
        fields.push_back(row.has_amount ? distance_text(model::Measure::amount, row.amount_cents) : "");
      out += csv_row(fields);
    }
    return out;
  }

 private:
  std::string code(Kind kind, Node node) const { return vocabulary_.tree(kind).nodes[node].code; }
  std::string number_of(std::uint32_t presence) const {
    return std::to_string(numbers_[made_.people.presences[presence].person]);
  }
  std::string month(Node node) const { return node == 0 ? "" : code(Kind::month, node); }

  void add_places(std::vector<std::string>& names) const {
    if (!vocabulary_.has(Kind::territory)) return;
    names.emplace_back("ambito");
    names.emplace_back("territory");
  }
  void add_places(std::vector<std::string>& fields, Node leaf) const {
    if (!vocabulary_.has(Kind::territory)) return;
    fields.push_back(code(Kind::territory, vocabulary_.bucket_of[leaf]));
    fields.push_back(code(Kind::territory, leaf));
  }

  std::vector<std::string> head(std::vector<std::string> names, const std::vector<std::string>&) const {
    add_places(names);
    if (vocabulary_.has(Kind::sex)) names.emplace_back("sex");
    if (vocabulary_.has(Kind::age)) names.emplace_back("age");
    if (vocabulary_.has(Kind::citizenship)) names.emplace_back("citizenship");
    if (vocabulary_.has(Kind::service)) names.emplace_back("area");
    if (vocabulary_.has_types) names.emplace_back("type");
    if (vocabulary_.has(Kind::need)) names.emplace_back("need");
    if (made_.columns.amount) names.emplace_back("amount");
    return names;
  }

  /// Codes in order of the scheme, each once, separated by `|`.
  std::string joined(Kind kind, const std::set<Node>& nodes) const {
    std::string out;
    for (const auto node : nodes) out += (out.empty() ? "" : "|") + code(kind, node);
    return out;
  }
  std::string needs(const std::vector<Presence>& presences) const {
    std::set<Node> found;
    for (const auto& presence : presences) {
      found.insert(presence.needs.begin(), presence.needs.end());
      const auto unknown = vocabulary_.tree(Kind::need).find(kUnassigned);
      if (presence.in_charge && presence.needs.empty() && unknown) found.insert(*unknown);
    }
    return joined(Kind::need, found);
  }

  std::vector<std::string> person_row(std::uint32_t number) const {
    const auto& person = made_.people.persons[number];
    std::vector<Presence> presences;
    std::set<Node> ambiti, places, areas, types;
    for (const auto one : person.presences) {
      presences.push_back(made_.people.presences[one]);
      places.insert(presences.back().leaf);
      ambiti.insert(vocabulary_.bucket_of[presences.back().leaf]);
      for (const auto service : presences.back().services) {
        types.insert(service);
        areas.insert(vocabulary_.area_of(service));
      }
    }
    std::vector<std::string> fields = {std::to_string(numbers_[number])};
    if (vocabulary_.has(Kind::territory)) {
      fields.push_back(joined(Kind::territory, ambiti));
      fields.push_back(joined(Kind::territory, places));
    }
    for (const auto kind : kPersonal) {
      if (vocabulary_.has(kind)) fields.push_back(code(kind, attribute(person, kind)));
    }
    if (vocabulary_.has(Kind::service)) fields.push_back(joined(Kind::service, areas));
    if (vocabulary_.has_types) fields.push_back(joined(Kind::service, types));
    if (vocabulary_.has(Kind::need)) fields.push_back(needs(presences));
    if (made_.columns.amount) fields.push_back(distance_text(model::Measure::amount, amounts_[number]));
    return fields;
  }

  const Vocabulary& vocabulary_;
  const Register& made_;
  std::vector<std::size_t> numbers_;  // by person; from 1
  std::vector<std::int64_t> amounts_;
};

}  // namespace

std::string csv_row(const std::vector<std::string>& fields) {
  std::string row;
  for (const auto& field : fields) {
    if (!row.empty() || &field != &fields.front()) row += ',';
    const bool is_number = field.find_first_not_of("-.0123456789") == std::string::npos;
    const auto text = (!is_number && field.find_first_of("=+-@\t\r") == 0 ? "'" : "") + field;
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
      row += text;
      continue;
    }
    row += '"';
    for (const char c : text) {
      if (c == '"') row += '"';
      row += c;
    }
    row += '"';
  }
  return row + "\n";
}

std::vector<MicrodataFile> write_files(const Vocabulary& vocabulary, const aggregate::Release& release,
                                       const Register& made, const std::vector<FitRow>& fit,
                                       std::uint64_t seed) {
  const Writer writer(vocabulary, made);
  std::vector<MicrodataFile> files;
  files.push_back({"persons.csv", writer.persons()});
  files.push_back({"cases.csv", writer.cases()});
  if (vocabulary.has(Kind::service)) files.push_back({"interventions.csv", writer.interventions()});
  files.push_back({"codebook.csv", write_codebook(vocabulary, made)});
  files.push_back({"fit.csv", write_fit(fit)});
  files.push_back({"about.txt", write_about(release, fit, seed)});
  return files;
}

}  // namespace raccordo::synthetic
