// The issues of RuleRunner: values in an unexpected shape, and every other issue of a record.
#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "codecs/rule_runner.hpp"
#include "model/shown_value.hpp"

namespace raccordo::codecs {
namespace {

using model::Field;
using model::IssueCode;
using model::NodeId;
using model::Severity;

std::string describe(Misfit::Kind kind, model::DocumentFormat format) {
  const bool is_xml = format == model::DocumentFormat::xml;
  switch (kind) {
    case Misfit::Kind::no_group:
      return "an object { ... } is expected here, because the profile reads a member of it; found is a "
             "single "
             "value or a list; send the object";
    case Misfit::Kind::no_list:
      return "a list [ ... ] is expected here; found is something else; send a list, also for one element";
    case Misfit::Kind::no_target:
      return "this reference leads to no resource of the document; send the resource with it, and refer to "
             "it "
             "by its fullUrl, as Type/id, or contained";
    case Misfit::Kind::other_type:
      return "this reference leads to a resource of another type than the profile reads there; correct it";
    case Misfit::Kind::other_person:
      return "this reference leads to a resource whose `subject` or `patient` is not the Patient of this "
             "case; "
             "correct it";
    case Misfit::Kind::no_text:
      break;
  }
  return is_xml
             ? "a single text is expected here; the element holds other elements; send the text alone"
             : "a single text or number is expected here; found is an object or a list; send the value alone";
}

}  // namespace

std::string places_of(const FieldRule& rule, model::DocumentFormat format) {
  std::string out;
  if (format == model::DocumentFormat::xml)
    return out;  // its paths are long, and the place of the issue names the element
  constexpr std::size_t kMostPlaces = 200;  // bytes; a message that nobody reads to its end helps nobody
  for (const auto& choice : rule.choices) {
    if (choice.from.empty() || choice.from == ".") continue;
    if (out.size() > kMostPlaces) return out + " or the other places that it names";
    out += (out.empty() ? "" : rule.way == FieldRule::Way::join ? " and " : " or ");
    out += (format == model::DocumentFormat::csv ? "the column `" : "`") + choice.from + "`";
  }
  return out;
}

ValueFault missing_value(std::string_view name, const std::string& places) {
  return {IssueCode::missing_field, model::Severity::error,
          "`" + std::string(name) + "` is required and missing or empty; add it" +
              (places.empty() ? "" : ": the profile reads it from " + places)};
}

/// Messages about Comuni contain the value themselves.
ValueFault RuleRunner::with_value(ValueFault fault, Field field, std::string_view text) const {
  const bool of_comune = fault.code == IssueCode::unknown_comune || fault.code == IssueCode::unknown_item;
  if (!of_comune) fault.message.insert(0, model::shown_value(field, text, context_.mask) + ": ");
  return fault;
}

bool RuleRunner::report_misfits(const std::string& path, Severity severity) {
  auto& misfits = view_->misfits();
  for (const auto& misfit : misfits) {
    const bool known = reported_.contains(misfit.node);
    if (known) continue;
    if (severity == Severity::error) reported_.insert(misfit.node);
    add_issue(path, misfit.node,
              {IssueCode::unexpected_shape, severity, describe(misfit.kind, profile_.format)});
  }
  const bool any = !misfits.empty();
  misfits.clear();
  return any;
}

/// A value that a later choice could read is not lost, whatever an earlier one expected there.
void RuleRunner::drop_misfits_around(NodeId node) {
  std::erase_if(view_->misfits(), [&](const Misfit& misfit) { return view_->is_within(node, misfit.node); });
}

void RuleRunner::report_unread_item(model::List list, NodeId node) {
  if (reported_.contains(node)) return;
  add_issue(std::string(model::to_string(list)), node,
            {IssueCode::unexpected_shape, Severity::error,
             "this element contains nothing that the profile reads; check the names in it, or leave the "
             "element out"});
}

void RuleRunner::report_blank_item(model::List list, NodeId node) {
  if (reported_.contains(node)) return;
  add_issue(std::string(model::to_string(list)), node,
            {IssueCode::missing_field, Severity::warning,
             "this element holds nothing that the profile reads, so it was not counted; fill it, or leave it "
             "out"});
}

/// Only the first of several nodes is read (docs/records.md#nothing-disappears): a different value would be
/// lost.
void RuleRunner::check_others(const FieldRule& rule, const Spot& spot) {
  const auto first = view_->text(nodes_.front()).value_or("");
  for (std::size_t i = 1; i < nodes_.size(); ++i) {
    const auto shape = view_->shape(nodes_[i]);
    const auto text = view_->text(nodes_[i]).value_or("");
    if (!view_->budget().take(1 + text.size() / kBytesPerStep)) return;
    const bool is_text = shape == NodeShape::text || shape == NodeShape::nothing;
    if (is_text && (base::trim(text).empty() || base::trim(text) == base::trim(first))) continue;
    // Two identifiers of one kind may be two persons.
    const bool is_person = model::holds_fhir(profile_.format) && rule.field == Field::person_id;
    add_issue(rule.field, spot, nodes_[i],
              {IssueCode::unexpected_shape, is_person ? Severity::error : Severity::warning,
               "a further value for `" + std::string(model::info(rule.field).name) +
                   "` that differs from the first; only the first is read; send one value"});
    return;
  }
}

void RuleRunner::add_issue(Field field, const Spot& spot, NodeId node, ValueFault fault) {
  add_issue(model::field_path(field, spot.item), node, std::move(fault));
}

void RuleRunner::add_issue(std::string path, NodeId node, ValueFault fault) {
  if (!has_room(record_->issues, fault.severity, fault.code)) return;
  auto place = view_->locate(node);
  for (auto& known : record_->issues) {
    const bool same =
        known.code == fault.code && known.at.path == place.path && known.at.number == place.number;
    if (!same || (!known.field.empty() && known.field != path)) continue;
    known.field = std::move(path);
    return;
  }
  auto& issue = record_->issues.emplace_back();
  issue.code = fault.code;
  issue.severity = fault.severity;
  issue.field = std::move(path);
  issue.at = std::move(place);
  issue.message = std::move(fault.message);
}

bool RuleRunner::has_issue(Field field) const {
  // `person` reports under person.id for both of its fields.
  const auto reported = field == Field::person_id_type ? Field::person_id : field;
  return std::any_of(record_->issues.begin(), record_->issues.end(), [&](const model::Issue& issue) {
    return issue.field == model::info(field).name || issue.field == model::info(reported).name;
  });
}

void RuleRunner::tell_of_other_system(const FieldRule& rule, const Spot& spot) {
  if (rule.field == Field::person_id) return;  // missing, which is an error with its places
  std::optional<NodeId> node;
  std::string systems;
  for (const auto& choice : rule.choices) {
    if (!choice.selector || !choice.map.empty()) continue;
    const auto found = view_->other_system(*choice.selector, spot.context);
    if (!found) continue;
    if (!node) node = found->node;
    if (systems.find(found->systems) == std::string::npos)
      systems.append(systems.empty() ? "" : ", ").append(found->systems);
  }
  if (!node) return;
  add_issue(rule.field, spot, *node,
            {IssueCode::unexpected_shape, Severity::warning,
             "nothing here is in a system that is read for `" + std::string(model::info(rule.field).name) +
                 "`, which stays empty; give the number in one of "
                 "these systems: " +
                 systems});
}

void RuleRunner::refuse_cost() {
  auto& issue = record_->issues.emplace_back();
  issue.code = IssueCode::record_too_large;
  issue.at = view_->locate(view_->root());
  issue.message =
      "reading this record by the profile's selectors takes too many steps for its size; send less in one "
      "record, or let the administrator use simpler selectors";
}

void RuleRunner::require_end() {
  if (record_->find(Field::closed) != nullptr || has_issue(Field::closed) || !finds(*profile_.ended)) return;
  std::string places;
  for (const auto& rule : profile_.fields) {
    if (rule.field == Field::closed) places = places_of(rule, profile_.format);
  }
  add_issue(
      Field::closed, {view_->root(), 0}, nodes_.front(),
      {IssueCode::missing_field, Severity::error,
       "this says that the case has ended, but the day is missing" +
           (places.empty() ? places : " (" + places + ")") + "; send it, or the status of an open case"});
}

void RuleRunner::require(Field field) {
  if (record_->find(field) != nullptr || has_issue(field)) return;
  std::string places;
  for (const auto& rule : profile_.fields) {
    if (rule.field == field) places = places_of(rule, profile_.format);
  }
  add_issue(field, {view_->root(), 0}, view_->root(), missing_value(model::info(field).name, places));
}

}  // namespace raccordo::codecs
