#include "codecs/rule_runner.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "codecs/typed_value.hpp"

namespace raccordo::codecs {
namespace {

using model::Field;
using model::IssueCode;
using model::NodeId;

constexpr std::size_t kMostReserved = 512;

/// Lambdas, which are compiled into the loops: every character of every value is looked at.
constexpr auto is_control_byte = [](char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F;
};

constexpr auto is_layout_byte = [](char c) { return c == '\n' || c == '\r' || c == '\t'; };

/// Most numbers are written as they are compared: whole, without an exponent.
bool is_plain_number(std::string_view text) {
  return text.find_first_of(".eE") == std::string_view::npos && text != "-0";
}

}  // namespace

void RuleRunner::run(RecordView& view, model::FieldRecord& record) {
  view_ = &view;
  record_ = &record;
  was_damaged_ = !record.issues.empty() || view.is_damaged();
  record.values.reserve(usual_values_);
  const Spot whole{view.root(), 0};
  kept_.clear();
  reported_.clear();
  reached_.clear();
  lone_labels_.clear();
  gaps_.clear();
  record.owner_must_map = profile_.owner_must_map;
  for (const auto& rule : profile_.fields) run_field(rule, whole);
  report_lone_labels();
  for (std::size_t i = 0; i < profile_.lists.size(); ++i) run_list(i);
  if (profile_.withdrawn) record.withdrawn = finds(*profile_.withdrawn);
  if (profile_.ended && !record.withdrawn) require_end();
  view.check_reached(reached_, record.issues);
  report_gaps();
  for (const auto* checker : profile_.checks) checker->check(view, context_, record);
  if (view.budget().is_spent()) refuse_cost();
  for (const auto field :
       {Field::record_id, Field::owner, Field::opened, Field::person_id, Field::person_id_type})
    require(field);
  usual_values_ = std::min(std::max(usual_values_, record.values.size()), kMostReserved);
}

bool RuleRunner::finds(const Selector& selector) {
  const auto gaps = view_->gaps().size();
  nodes_.clear();
  view_->select(selector, view_->root(), nodes_);
  view_->gaps().resize(gaps);
  view_->misfits().clear();
  return !nodes_.empty();
}

void RuleRunner::run_list(std::size_t index) {
  const auto& rule = profile_.lists[index];
  items_.clear();
  view_->misfits().clear();
  view_->select_items(*rule.each, rule.each_of, items_);
  report_misfits(std::string(model::to_string(rule.list)));
  keep_gaps({{}, nullptr, rule.list, 0});
  auto& length = record_->items[static_cast<std::size_t>(rule.list)];
  for (const auto node : items_) {
    if (view_->budget().is_spent()) return;
    const bool is_read = run_item(rule, {node, length});
    if (is_read) ++length;
    reached_.push_back({node, index, is_read});
  }
}

bool RuleRunner::run_item(const ListRule& rule, const Spot& spot) {
  const auto values = record_->values.size();
  bool found = false;
  saw_null_word_ = false;
  for (const auto& field : rule.fields) found = run_field(field, spot) || found;
  if (found) {
    report_lone_labels();
    return true;
  }
  // An item without content of its own (a blank row, an empty object) is dropped.
  record_->values.erase(record_->values.begin() + static_cast<std::ptrdiff_t>(values), record_->values.end());
  const bool has_label = !lone_labels_.empty();
  lone_labels_.clear();
  if (profile_.format == model::DocumentFormat::csv)
    return false;  // a row is not an item of every list; see check_reached
  if (has_label || (!view_->is_empty(spot.context) && !saw_null_word_))
    report_unread_item(rule.list, spot.context);
  else if (view_->shape(spot.context) != NodeShape::nothing)
    report_blank_item(rule.list, spot.context);
  return false;
}

bool RuleRunner::run_field(const FieldRule& rule, const Spot& spot) {
  view_->misfits().clear();
  const bool found = fill(rule, spot);
  keep_gaps({{}, &rule, model::List::none, spot.item});
  if (view_->misfits().empty()) return found;
  return report_misfits(model::field_path(rule.field, spot.item)) || found;
}

bool RuleRunner::fill(const FieldRule& rule, const Spot& spot) {
  is_agreed_ = is_agreed(rule, spot);
  switch (rule.way) {
    case FieldRule::Way::choose:
      return choose(rule, spot);
    case FieldRule::Way::join:
      return join(rule, spot);
    case FieldRule::Way::constant:
      break;
  }
  if (auto fault = put(rule, rule.choices.front(), spot, {spot.context, rule.constant, false}))
    add_issue(rule.field, spot, spot.context, std::move(*fault));
  return false;
}

bool RuleRunner::choose(const FieldRule& rule, const Spot& spot) {
  std::optional<ValueFault> first_fault;
  NodeId faulty = 0;
  for (const auto& choice : rule.choices) {
    auto found = find(*choice.selector, rule, spot);
    if (!found) continue;
    if (!is_clean(*found, rule, spot)) return true;
    const auto node = found->node;
    drop_misfits_around(node);
    if (spot.context == view_->root()) drop_absent_members();
    auto fault = put(rule, choice, spot, *found);
    if (!fault) {
      if (choice.type == ValueType::person_id) tell_of_other_ids(rule, choice, spot);
      return true;
    }
    if (!first_fault) {
      first_fault = std::move(fault);
      faulty = node;
    }
    if (!choice.may_fall_through) break;
  }
  if (!first_fault) {
    absent(rule, spot);
    return false;
  }
  add_issue(rule.field, spot, faulty, std::move(*first_fault));
  return true;
}

void RuleRunner::absent(const FieldRule& rule, const Spot& spot) {
  if (!view_->misfits().empty()) return;  // it is not absent, but has a shape that cannot be read
  if (rule.label && !rule.required) note_lone_label(rule, spot);
  if (model::holds_fhir(profile_.format)) tell_of_other_system(rule, spot);
  if (!rule.fallback.empty()) {
    if (auto fault = put(rule, rule.choices.front(), spot, {spot.context, rule.fallback, false}))
      add_issue(rule.field, spot, spot.context, std::move(*fault));
  } else if (rule.required) {
    add_issue(rule.field, spot, spot.context,
              missing_value(model::info(rule.field).name, places_of(rule, profile_.format)));
  }
}

std::optional<RuleRunner::Found> RuleRunner::find(const Selector& selector, const FieldRule& rule,
                                                  const Spot& spot) {
  nodes_.clear();
  view_->select(selector, spot.context, nodes_);
  if (nodes_.empty()) return std::nullopt;
  const auto node = nodes_.front();
  if (nodes_.size() > 1) check_others(rule, spot);
  const auto shape = view_->shape(node);
  if (shape == NodeShape::group || shape == NodeShape::list) {
    view_->misfits().push_back({node, Misfit::Kind::no_text});
    return std::nullopt;
  }
  const auto text = view_->text(node);
  if (!text || !view_->budget().take(1 + text->size() / kBytesPerStep)) return std::nullopt;
  Found found{node, tidy(*text), view_->is_number(node)};
  if (found.is_number && !is_plain_number(found.text)) found.text = keep(plain_number(found.text));
  if (found.text.empty()) return std::nullopt;
  view_->mark_read(node);
  if (!found.is_number && profile_.is_null_word(found.text)) {
    saw_null_word_ = true;
    return std::nullopt;
  }
  return found;
}

std::string_view RuleRunner::tidy(std::string_view text) {
  const auto trimmed = base::trim(text);
  if (std::none_of(trimmed.begin(), trimmed.end(), is_layout_byte)) return trimmed;
  std::string plain(trimmed);
  std::replace_if(plain.begin(), plain.end(), is_layout_byte, ' ');
  return keep(std::move(plain));
}

bool RuleRunner::is_clean(const Found& found, const FieldRule& rule, const Spot& spot) {
  const bool bad = std::any_of(found.text.begin(), found.text.end(), is_control_byte) ||
                   (was_damaged_ && base::find_bad_utf8(found.text));
  if (bad)
    add_issue(rule.field, spot, found.node,
              {IssueCode::bad_encoding, model::Severity::error,
               "the value holds control characters or bytes of another encoding; correct it"});
  return !bad;
}

ValueResult RuleRunner::read(const FieldRule& rule, const Choice& choice, const Found& found,
                             ValueWarning& warning) const {
  const ValueSetting setting{found.is_number ? NumberFormat{} : profile_.numbers, profile_.zone.get(),
                             context_.scheme, profile_.currencies.empty() ? nullptr : &profile_.currencies,
                             model::holds_fhir(profile_.format)};
  return read_typed(found.text, choice, rule.field, setting, warning);
}

std::optional<ValueFault> RuleRunner::put(const FieldRule& rule, const Choice& choice, const Spot& spot,
                                          const Found& found) {
  if (choice.type == ValueType::person_id) return put_person(spot, found);
  if (choice.type == ValueType::local_id) {
    put_local(spot, found);
    return std::nullopt;
  }
  ValueWarning warning;
  auto text = read(rule, choice, found, warning);
  if (!text) return with_value(text.error(), rule.field, found.text);
  if (warning)
    add_issue(rule.field, spot, found.node, with_value(std::move(*warning), rule.field, found.text));
  auto& value = add_value(rule.field, spot, found.node, rule.keyed ? keyed(*text) : std::move(*text));
  value.table = choice.map;
  if (rule.label) {
    auto shown = label(rule, choice, spot);
    record_->values.back().label = std::move(shown);
  }
  return std::nullopt;
}

std::string RuleRunner::label(const FieldRule& rule, const Choice& choice, const Spot& spot) {
  if (choice.map.empty()) return "";
  auto misfits = std::exchange(view_->misfits(), {});
  const auto gaps = view_->gaps().size();
  const auto found = find(*rule.label, rule, spot);
  view_->gaps().resize(gaps);
  // A label explains a code to people; the record is complete without it.
  if (!view_->misfits().empty())
    report_misfits(model::field_path(rule.field, spot.item), model::Severity::warning);
  view_->misfits() = std::move(misfits);
  const bool usable = found && !base::find_bad_utf8(found->text) &&
                      std::none_of(found->text.begin(), found->text.end(), is_control_byte);
  return usable ? std::string(found->text) : std::string();
}

model::FieldValue& RuleRunner::add_value(Field field, const Spot& spot, NodeId node, std::string text) {
  auto& value = record_->values.emplace_back();
  value.field = field;
  value.item = spot.item;
  value.text = std::move(text);
  value.node = node;
  return value;
}

}  // namespace raccordo::codecs
