#include <algorithm>

#include "fhir/concept_map.hpp"
#include "fhir/json_forms.hpp"
#include "fhir/no_comment.hpp"

namespace raccordo::fhir {
namespace {

using mapping::Row;

/// FHIR R4, type code: no blank at either end, and only one blank between words.
bool is_fhir_code(std::string_view text) {
  char before = ' ';
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (blank && before == ' ') return false;
    before = blank ? ' ' : c;
  }
  return !text.empty() && before != ' ';
}

class MapWriter {
 public:
  MapWriter(const mapping::Table& table, const ConceptMapHead& head, const model::Scheme& scheme)
      : table_(table), head_(head), scheme_(scheme), url_(head.publisher.public_url) {}

  WrittenMap write(Rows rows) {
    const auto id = table_id(table_);
    object(writer_, [&] {
      put_identity(writer_, "ConceptMap", id, concept_map_url(url_, id));
      if (rows == Rows::none) write_subset_tag();
      write_columns();
      base::put(writer_, "version", std::to_string(table_.version()));
      base::put(writer_, "name", program_name(id));
      base::put_if(writer_, "title", head_.title);
      base::put(writer_, "status", head_.status);
      put_publication(writer_, head_.publisher);
      if (rows == Rows::all && !table_.rows().empty()) list(writer_, "group", [&] { write_group(); });
    });
    return {text_of(buffer_), std::move(not_carried_)};
  }

 private:
  void write_subset_tag() {
    object(writer_, "meta", [&] {
      list(writer_, "tag", [&] {
        object(writer_, [&] {
          base::put(writer_, "system", "http://terminology.hl7.org/CodeSystem/v3-ObservationValue");
          base::put(writer_, "code", "SUBSETTED");
        });
      });
    });
  }

  /// The table's further columns, so that they are restored even if all their cells are empty.
  void write_columns() {
    if (table_.more_columns().empty()) return;
    list(writer_, "extension", [&] {
      for (const auto& name : table_.more_columns()) {
        object(writer_, [&] {
          base::put(writer_, "url", structure_url(url_, kTableColumn));
          base::put(writer_, "valueString", name);
        });
      }
    });
  }

  void write_group() {
    object(writer_, [&] {
      base::put(writer_, "source", code_system_url(url_, table_id(table_)));
      base::put(writer_, "target", code_system_url(url_, head_.code_system));
      list(writer_, "element", [&] {
        const auto& rows = table_.rows();
        for (std::size_t i = 0; i < rows.size();) {
          auto end = i + 1;
          while (end < rows.size() && rows[end].source_code == rows[i].source_code &&
                 rows[end].source_label == rows[i].source_label) {
            ++end;
          }
          write_element(i, end);
          i = end;
        }
      });
    });
  }

  void write_element(std::size_t begin, std::size_t end) {
    const auto& first = table_.rows()[begin];
    check_code(begin, first.source_code);
    object(writer_, [&] {
      base::put(writer_, "code", first.source_code);
      base::put_if(writer_, "display", first.source_label);
      list(writer_, "target", [&] {
        for (auto i = begin; i < end; ++i) {
          check_relationship(i);
          write_target(table_.rows()[i]);
        }
      });
    });
  }

  void check_code(std::size_t row, std::string_view code) {
    if (is_fhir_code(code)) return;
    not_carried_.push_back(
        {"/rows/" + std::to_string(row),
         "FHIR codes must not contain double spaces or line breaks; it is written as it is, "
         "and strict programs will refuse it"});
  }

  void check_relationship(std::size_t place) {
    const auto& row = table_.rows()[place];
    if (!row.target_code.empty() || row.relationship == mapping::Relationship::not_related_to) return;
    not_carried_.push_back(
        {"/rows/" + std::to_string(place),
         "FHIR knows no relationship to a target that is not there; it is written as unmatched"});
  }

  void write_target(const Row& row) {
    object(writer_, [&] {
      write_columns_of(row);
      write_modifiers(row);
      base::put_if(writer_, "code", row.target_code);
      base::put_if(writer_, "display", label_of(row.target_code));
      const auto target = row.target_code.empty() ? HasTarget::no : HasTarget::yes;
      base::put(writer_, "equivalence", equivalence_of(row.relationship, target));
      // FHIR R4, invariant cmd-1: a narrower target must have a comment.
      const bool must_comment = row.relationship == mapping::Relationship::source_is_broader_than_target;
      base::put_if(writer_, "comment", row.comment.empty() && must_comment ? kNoComment : row.comment);
    });
  }

  void write_columns_of(const Row& row) {
    const auto filled = [](const std::string& cell) { return !cell.empty(); };
    if (std::none_of(row.more.begin(), row.more.end(), filled)) return;
    list(writer_, "extension", [&] {
      for (std::size_t i = 0; i < row.more.size(); ++i) {
        if (row.more[i].empty()) continue;
        object(writer_, [&] {
          base::put(writer_, "url", structure_url(url_, kRowColumn));
          list(writer_, "extension", [&] {
            write_part("name", table_.more_columns()[i]);
            write_part("value", row.more[i]);
          });
        });
      }
    });
  }

  void write_part(std::string_view name, std::string_view value) {
    object(writer_, [&] {
      base::put(writer_, "url", name);
      base::put(writer_, "valueString", value);
    });
  }

  void write_modifiers(const Row& row) {
    const bool dated = row.valid_from || row.valid_to;
    const bool plain = row.status == mapping::RowStatus::approved;
    if (!dated && plain) return;
    list(writer_, "modifierExtension", [&] {
      if (!plain) {
        object(writer_, [&] {
          base::put(writer_, "url", structure_url(url_, kRowStatus));
          base::put(writer_, "valueCode", to_string(row.status));
        });
      }
      if (!dated) return;
      object(writer_, [&] {
        base::put(writer_, "url", structure_url(url_, kRowValidity));
        object(writer_, "valuePeriod", [&] {
          if (row.valid_from) base::put(writer_, "start", to_string(*row.valid_from));
          if (row.valid_to) base::put(writer_, "end", to_string(*row.valid_to));
        });
      });
    });
  }

  std::string_view label_of(std::string_view code) const {
    if (const auto* system = scheme_.find(head_.code_system)) {
      const auto* found = system->find(code);
      return found ? std::string_view(found->label_it) : std::string_view();
    }
    const auto* comune = scheme_.territory.by_istat(code);
    return comune ? std::string_view(comune->name) : std::string_view();
  }

  const mapping::Table& table_;
  const ConceptMapHead& head_;
  const model::Scheme& scheme_;
  const std::string& url_;
  Remarks not_carried_;
  JsonBuffer buffer_;
  JsonWriter writer_{buffer_};
};

}  // namespace

WrittenMap write_concept_map(const mapping::Table& table, const ConceptMapHead& head,
                             const model::Scheme& scheme, Rows rows) {
  return MapWriter(table, head, scheme).write(rows);
}

}  // namespace raccordo::fhir
