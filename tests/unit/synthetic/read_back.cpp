#include "unit/synthetic/read_back.hpp"

#include <algorithm>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace raccordo::tests {
namespace {

std::vector<std::string> split(const std::string& text, char mark) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == mark)
      parts.emplace_back();
    else
      parts.back() += c;
  }
  return parts;
}

using Row = std::map<std::string, std::string>;

std::string value(const Row& row, const std::string& column) {
  const auto found = row.find(column);
  return found == row.end() || found->second == "_U" ? "" : found->second;
}

class Reader {
 public:
  explicit Reader(const model::Scheme& scheme) {
    for (const auto& comune : scheme.territory.comuni()) comune_of_.emplace(comune.group, comune.istat_code);
  }
  void add_person(const Row& row) {
    model::PersonFacts person;
    person.sex = facts.codes.intern(value(row, "sex"));
    const auto age = value(row, "age");
    if (!age.empty()) person.birth = {static_cast<std::int16_t>(2017 - std::stoi(age)), 1, 1};
    person.key = facts.persons.size() + 1;
    facts.persons.push_back(person);
    if (facts.persons.size() != std::stoul(row.at("person")))
      throw std::runtime_error("persons are not in order");
    citizenships_.push_back(value(row, "citizenship"));
  }
  void add_case(const Row& row) {
    if (row.at("person").empty()) return;
    auto& item = case_of(row);
    for (const auto& need : split(value(row, "need"), '|')) {
      if (!need.empty() && need != "_U") item.needs.push_back(facts.codes.intern(need));
    }
  }
  void add_intervention(const Row& row) {
    model::InterventionFacts item;
    item.area = facts.codes.intern(value(row, "area"));
    item.type = facts.codes.intern(value(row, "type"));
    item.start = {2016, 1, 1};
    case_of(row).interventions.push_back(item);
  }
  model::FactSet facts;

 private:
  model::CaseFacts& case_of(const Row& row) {
    const auto number = std::stoul(row.at("person")) - 1;
    auto place = row.count("territory") != 0 ? row.at("territory") : std::string();
    const auto known = cases_.find({number, place});
    if (known != cases_.end()) return facts.cases[known->second];
    cases_.emplace(std::pair(number, place), facts.cases.size());
    model::CaseFacts item;
    item.person = static_cast<std::uint32_t>(number);
    const auto comune = comune_of_.find(place);
    item.owner = facts.codes.intern(comune == comune_of_.end() ? place : comune->second);
    item.citizenship = facts.codes.intern(citizenships_.at(number));
    item.opened = {2016, 1, 1};
    facts.cases.push_back(item);
    return facts.cases.back();
  }

  std::map<std::string, std::string> comune_of_;  // by group
  std::vector<std::string> citizenships_;
  std::map<std::pair<std::size_t, std::string>, std::size_t> cases_;
};

}  // namespace

const std::string& content_of(const synthetic::Microdata& made, const std::string& file) {
  const auto found =
      std::find_if(made.files.begin(), made.files.end(), [&](const auto& one) { return one.name == file; });
  if (found == made.files.end()) throw std::out_of_range("no file " + file);
  return found->content;
}

std::vector<Row> rows_of(const synthetic::Microdata& made, const std::string& file) {
  std::istringstream lines(content_of(made, file));
  std::string line;
  std::getline(lines, line);
  const auto names = split(line, ',');
  std::vector<Row> rows;
  while (std::getline(lines, line)) {
    const auto fields = split(line, ',');
    if (fields.size() != names.size()) throw std::runtime_error("a row of another length: " + line);
    auto& row = rows.emplace_back();
    for (std::size_t i = 0; i < names.size(); ++i) row.emplace(names[i], fields[i]);
  }
  return rows;
}

model::FactSet facts_of(const synthetic::Microdata& made, const model::Scheme& scheme) {
  Reader reader(scheme);
  for (const auto& row : rows_of(made, "persons.csv")) reader.add_person(row);
  for (const auto& row : rows_of(made, "cases.csv")) reader.add_case(row);
  const auto has_interventions = std::any_of(made.files.begin(), made.files.end(), [](const auto& file) {
    return file.name == "interventions.csv";
  });
  if (has_interventions) {
    for (const auto& row : rows_of(made, "interventions.csv")) reader.add_intervention(row);
  }
  return std::move(reader.facts);
}

}  // namespace raccordo::tests
