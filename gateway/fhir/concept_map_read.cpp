#include <algorithm>
#include <array>
#include <set>

#include "fhir/concept_map.hpp"
#include "fhir/document.hpp"
#include "fhir/no_comment.hpp"

namespace raccordo::fhir {
namespace {

using mapping::Relationship;
using mapping::RowStatus;

/// Members that are ignored on import and regenerated on export.
constexpr std::array<std::string_view, 13> kWrittenAnew = {
    "resourceType", "id",           "meta", "url",       "version",  "name", "title",
    "status",       "experimental", "date", "publisher", "language", "group"};

/// A row being read; the table's own reader checks it.
struct ReadRow {
  std::string source_code, source_label, target_code, relationship, status, valid_from, valid_to, comment;
  std::vector<std::string> more;
  std::string pointer;
};

class MapReader {
 public:
  MapReader(const mapping::TableIdentity& identity, Remarks& faults)
      : identity_(identity), document_(faults) {}

  /// False if the text is not a ConceptMap.
  bool read(std::string_view json) {
    if (!document_.parse(json)) return false;
    const auto root = document_.root();
    if (document_.text(root, "resourceType") != "ConceptMap") {
      document_.fault({nullptr, "/resourceType"}, "must be \"ConceptMap\"");
      return false;
    }
    read_head(root);
    for (const auto& group : document_.objects(root, "group")) read_group(group);
    return true;
  }

  const std::vector<ReadRow>& rows() const { return rows_; }
  Remarks take_not_carried() { return std::move(not_carried_); }

  /// The rows as the CSV that parse_table reads.
  std::string csv() const {
    std::string out;
    const auto columns = mapping::table_columns();
    std::vector<std::string> names(columns.begin(), columns.end());
    names.insert(names.end(), columns_.begin(), columns_.end());
    write_line(out, names);
    for (const auto& row : rows_) {
      std::vector<std::string> cells = {row.source_code, row.source_label, row.target_code, row.relationship,
                                        row.status,      row.valid_from,   row.valid_to,    row.comment};
      cells.insert(cells.end(), row.more.begin(), row.more.end());
      cells.resize(names.size());
      write_line(out, cells);
    }
    return out;
  }

 private:
  static void write_line(std::string& out, const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) out += ',';
      mapping::write_cell(out, cells[i]);
    }
    out += '\n';
  }

  void drop(std::string pointer, std::string message) {
    if (not_carried_.size() < kMostRemarks) not_carried_.push_back({std::move(pointer), std::move(message)});
  }

  void read_head(const Node& root) {
    for (const auto& member : root.value->GetObject()) {
      const auto name = base::view(member.name);
      const auto pointer = pointer_to("", name);
      if (name == "extension" || name.starts_with('_')) continue;
      if (name == "modifierExtension") {
        document_.fault({nullptr, pointer}, "changes what the map means in a way that is not known here");
      } else if (std::find(kWrittenAnew.begin(), kWrittenAnew.end(), name) == kWrittenAnew.end()) {
        drop(pointer, "a table has no place for it");
      }
    }
    for (const auto& extension : document_.objects(root, "extension")) {
      if (id_of_structure(document_.text(extension, "url")) == kTableColumn) {
        place_of_column(document_.text(extension, "valueString"));
      } else {
        drop(extension.pointer, "an extension that a table has no place for");
      }
    }
  }

  std::size_t place_of_column(const std::string& name) {
    const auto found = std::find(columns_.begin(), columns_.end(), name);
    if (found != columns_.end()) return static_cast<std::size_t>(found - columns_.begin());
    columns_.push_back(name);
    return columns_.size() - 1;
  }

  void read_group(const Node& group) {
    refuse_modifiers(group);
    check_system(group, "source", identity_.source + "." + identity_.name);
    check_system(group, "target", identity_.code_system);
    const auto unmapped = document_.member(group, "unmapped");
    if (unmapped.value) {
      drop(unmapped.pointer, "a code that no row maps waits in the quarantine, whatever is said here");
    }
    for (const auto& element : document_.objects(group, "element")) {
      if (document_.is_full()) return;
      read_element(element);
    }
  }

  /// A missing system means that of this table.
  void check_system(const Node& group, std::string_view name, const std::string& wanted) {
    const auto url = document_.text(group, name);
    if (url.empty() || id_of_code_system(url) == wanted) return;
    document_.fault({nullptr, pointer_to(group.pointer, name)},
                    "is \"" + url.substr(0, kShownBytes) + "\", but this table's " + std::string(name) +
                        " is {public_url}/fhir/CodeSystem/" + wanted + "; correct it or leave the group out");
  }

  void read_element(const Node& element) {
    refuse_modifiers(element);
    ReadRow row;
    row.source_code = document_.text(element, "code");
    row.source_label = document_.text(element, "display");
    if (row.source_code.empty()) {
      document_.fault({nullptr, pointer_to(element.pointer, "code")}, "a source code must be given");
    }
    const auto targets = document_.objects(element, "target");
    for (const auto& target : targets) read_target(target, row);
    if (!targets.empty()) return;
    // The code has no target yet: a row to be completed.
    row.relationship = to_string(Relationship::not_related_to);
    row.status = to_string(RowStatus::unchecked);
    row.pointer = element.pointer;
    rows_.push_back(std::move(row));
  }

  void read_target(const Node& target, ReadRow row) {
    row.pointer = target.pointer;
    row.target_code = document_.text(target, "code");
    row.comment = document_.text(target, "comment");
    if (row.comment == kNoComment) row.comment.clear();
    row.relationship = relationship_of(target);
    row.status = to_string(RowStatus::approved);
    read_modifiers(target, row);
    read_columns(target, row);
    if (!document_.objects(target, "product").empty()) {
      drop(pointer_to(target.pointer, "product"), "a table has no place for further products of a mapping");
    }
    if (!document_.objects(target, "dependsOn").empty()) {
      row.status = to_string(RowStatus::flagged);
      drop(pointer_to(target.pointer, "dependsOn"),
           "a table knows no conditions: the row is FLAGGED and does not map until somebody decides");
    }
    rows_.push_back(std::move(row));
  }

  std::string relationship_of(const Node& target) {
    const auto equivalence = document_.text(target, "equivalence");
    auto relationship = document_.text(target, "relationship");
    if (equivalence.empty()) {
      if (mapping::parse_relationship(relationship)) return relationship;
      document_.fault(
          {nullptr, pointer_to(target.pointer, relationship.empty() ? "equivalence" : "relationship")},
          "must name the relationship of the codes: equivalent, wider, narrower, relatedto, "
          "unmatched or another equivalence of FHIR R4");
      return {};
    }
    const auto known = relationship_of_equivalence(equivalence);
    if (!known) {
      document_.fault({nullptr, pointer_to(target.pointer, "equivalence")},
                      "\"" + equivalence.substr(0, kShownBytes) + "\" is no equivalence of FHIR R4");
      return {};
    }
    if (equivalence != equivalence_of(*known, HasTarget::yes) && equivalence != "unmatched") {
      drop(pointer_to(target.pointer, "equivalence"),
           "\"" + equivalence + "\" is kept as the relationship " + std::string(to_string(*known)));
    }
    return std::string(to_string(*known));
  }

  void read_modifiers(const Node& target, ReadRow& row) {
    for (const auto& extension : document_.objects(target, "modifierExtension")) {
      const auto id = id_of_structure(document_.text(extension, "url"));
      if (id == kRowStatus) {
        row.status = document_.text(extension, "valueCode");
      } else if (id == kRowValidity) {
        const auto period = document_.member(extension, "valuePeriod");
        row.valid_from = document_.text(period, "start");
        row.valid_to = document_.text(period, "end");
      } else {
        document_.fault(extension, "changes what the row means in a way that is not known here");
      }
    }
  }

  void refuse_modifiers(const Node& node) {
    for (const auto& extension : document_.objects(node, "modifierExtension")) {
      document_.fault(extension, "changes what the map means in a way that is not known here");
    }
  }

  void read_columns(const Node& target, ReadRow& row) {
    for (const auto& extension : document_.objects(target, "extension")) {
      if (id_of_structure(document_.text(extension, "url")) != kRowColumn) {
        drop(extension.pointer, "an extension that a table has no place for");
        continue;
      }
      std::string name, value;
      for (const auto& part : document_.objects(extension, "extension")) {
        (document_.text(part, "url") == "name" ? name : value) = document_.text(part, "valueString");
      }
      const auto place = place_of_column(name);
      if (row.more.size() <= place) row.more.resize(place + 1);
      row.more[place] = std::move(value);
    }
  }

  /// Foreign text in a message is truncated after this many bytes.
  static constexpr std::size_t kShownBytes = 200;

  const mapping::TableIdentity& identity_;
  Document document_;
  Remarks not_carried_;
  std::vector<std::string> columns_;
  std::vector<ReadRow> rows_;
};

/// `rows 3 and 5 ...` are rows of the intermediate CSV: replaced by the places in the map.
std::string with_places(const std::string& message, const std::vector<ReadRow>& rows) {
  constexpr std::string_view begin = "rows ", middle = " and ";
  if (!message.starts_with(begin)) return message;
  const auto first_end = message.find(middle);
  if (first_end == std::string::npos) return message;
  const auto second = first_end + middle.size();
  const auto second_end = message.find(' ', second);
  const auto place = [&](std::size_t from, std::size_t to) {
    const auto number = std::stoul(message.substr(from, to - from));
    return number >= 1 && number <= rows.size() ? rows[number - 1].pointer : std::string();
  };
  return place(begin.size(), first_end) + std::string(middle) + place(second, second_end) +
         message.substr(second_end);
}

/// The faults of the table's reader, except for rows with a fault already.
void add_table_faults(const mapping::FileFaults& of_table, const std::vector<ReadRow>& rows,
                      Remarks& faults) {
  std::set<std::string, std::less<>> faulty;
  for (const auto& fault : faults) faulty.insert(fault.pointer.substr(0, fault.pointer.rfind('/')));
  for (const auto& fault : of_table) {
    const auto row = static_cast<std::size_t>(std::max(fault.line, 0));
    const auto pointer = row >= 1 && row <= rows.size() ? rows[row - 1].pointer : std::string();
    if (faults.size() < kMostRemarks && !faulty.contains(pointer)) {
      faults.push_back({pointer, with_places(fault.message, rows)});
    }
  }
}

}  // namespace

base::Result<ReadMap, Remarks> read_concept_map(std::string_view json, const mapping::TableIdentity& identity,
                                                const model::Scheme& scheme) {
  Remarks faults;
  MapReader reader(identity, faults);
  if (!reader.read(json)) return faults;
  auto table = mapping::parse_table(reader.csv(), "", identity, scheme, mapping::Numbering::rows);
  if (table && faults.empty()) {
    std::vector<std::string> places;
    for (const auto& row : reader.rows()) places.push_back(row.pointer);
    return ReadMap{std::move(*table), reader.take_not_carried(), std::move(places)};
  }
  if (!table) add_table_faults(table.error(), reader.rows(), faults);
  return faults;
}

}  // namespace raccordo::fhir
