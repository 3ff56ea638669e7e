// Content of a record outside the places that RuleRunner reads: labels without codes, and elements whose
// value is elsewhere, or under another name.
#include <algorithm>

#include "codecs/rule_runner.hpp"

namespace raccordo::codecs {
namespace {

using model::IssueCode;
using model::Severity;

}  // namespace

void RuleRunner::note_lone_label(const FieldRule& rule, const Spot& spot) {
  const auto gaps = view_->gaps().size();
  if (const auto found = find(*rule.label, rule, spot)) lone_labels_.push_back({&rule, spot, found->node});
  view_->gaps().resize(gaps);
  view_->misfits().clear();
}

void RuleRunner::report_lone_labels() {
  for (const auto& label : lone_labels_)
    add_issue(label.rule->field, label.spot, label.node,
              {IssueCode::missing_field, Severity::warning,
               "the code is missing and only its label is given; a label is not read without its code; add "
               "the code"});
  lone_labels_.clear();
}

void RuleRunner::drop_absent_members() {
  std::erase_if(view_->gaps(), [](const Gap& gap) { return gap.kind == Gap::Kind::no_member; });
}

void RuleRunner::keep_gaps(const RuleGap& of) {
  for (const auto& gap : view_->gaps()) gaps_.push_back({gap, of.field, of.list, of.item});
  view_->gaps().clear();
}

/// What one rule misses may be next to what another one reads, so it is not a fault: of an interval only the
/// start, or the place of a later choice of `first_of`.
bool RuleRunner::may_be_read(model::NodeId node) const {
  const auto reads = [&](const FieldRule& rule) {
    return std::any_of(rule.choices.begin(), rule.choices.end(), [&](const Choice& choice) {
      return choice.selector && view_->may_read(*choice.selector, node);
    });
  };
  if (std::any_of(profile_.fields.begin(), profile_.fields.end(), reads)) return true;
  return std::any_of(profile_.lists.begin(), profile_.lists.end(), [&](const ListRule& list) {
    return view_->may_read(*list.each, node) || std::any_of(list.fields.begin(), list.fields.end(), reads);
  });
}

void RuleRunner::report_gaps() {
  for (const auto& found : gaps_) {
    if (!view_->is_unread(found.gap)) continue;
    if (found.gap.kind != Gap::Kind::no_member || !may_be_read(found.gap.node)) report_gap(found);
    // Checked once: many items may share the element.
    view_->mark_read(found.gap.node);
  }
}

void RuleRunner::report_gap(const RuleGap& of) {
  const auto& gap = of.gap;
  const auto name = "`" + std::string(gap.missing) + "`";
  auto severity = Severity::warning;
  std::string message;
  switch (gap.kind) {
    case Gap::Kind::no_attribute:
      // A text in place of the attribute is the value itself; other attributes may have another meaning.
      if (!view_->is_empty(gap.node) && view_->shape(gap.node) == NodeShape::text) severity = Severity::error;
      message = "the value is read from the attribute " + name +
                ", which this element does not have, so nothing of it was read; write the value there";
      break;
    case Gap::Kind::no_member:
      message = name +
                " is read here and is missing under this name, and nothing else in this element was "
                "read; correct the names in it";
      break;
    case Gap::Kind::surplus:
      message = "a further " + name + " that the profile does not read; send it in an element of its own";
      break;
  }
  const auto path = of.field != nullptr ? model::field_path(of.field->field, of.item)
                                        : std::string(model::to_string(of.list));
  add_issue(path, gap.node, {IssueCode::unexpected_shape, severity, std::move(message)});
}

}  // namespace raccordo::codecs
