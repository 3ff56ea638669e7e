// How RuleRunner fills the person: by an identifier, which may need the person's consent, or by a number of
// the source's own.
#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "codecs/rule_runner.hpp"
#include "model/case_record.hpp"

namespace raccordo::codecs {
namespace {

using model::Field;

ValueFault no_consent() {
  return {model::IssueCode::consent_missing, model::Severity::error,
          "an identifier of the person is given, but not that the person agreed to it; leave the identifier "
          "out, or ask the person and send the consent with the record"};
}

}  // namespace

bool RuleRunner::is_agreed(const FieldRule& rule, const Spot& spot) {
  if (rule.consent.selector == nullptr) return true;
  const auto gaps = view_->gaps().size();
  const auto found = find(*rule.consent.selector, rule, spot);
  view_->gaps().resize(gaps);
  if (!found || nodes_.size() > 1) return false;  // several answers are none
  if (rule.consent.words.empty()) return view_->is_true(found->node);
  const auto word = base::to_lower_ascii(found->text);
  return std::find(rule.consent.words.begin(), rule.consent.words.end(), word) != rule.consent.words.end();
}

std::optional<ValueFault> RuleRunner::put_person(const Spot& spot, const Found& found) {
  auto person = read_person_id(found.text);
  if (!is_agreed_) add_issue(Field::person_id, spot, found.node, no_consent());
  if (!person) return person.error();
  if (!is_agreed_) return std::nullopt;  // so that the identifier goes no further
  add_value(Field::person_id_type, spot, found.node, std::string(person->id_type));
  add_value(Field::person_id, spot, found.node, std::move(person->id));
  return std::nullopt;
}

void RuleRunner::tell_of_other_ids(const FieldRule& rule, const Choice& read, const Spot& spot) {
  auto misfits = std::exchange(view_->misfits(), {});
  const auto gaps = view_->gaps().size();
  const auto* const end = rule.choices.data() + rule.choices.size();
  for (const auto* choice = &read + 1; choice != end; ++choice) {
    if (choice->type != ValueType::person_id) continue;
    const auto found = find(*choice->selector, rule, spot);
    if (!found) continue;
    add_issue(
        Field::person_id, spot, found->node,
        {model::IssueCode::unexpected_shape, model::Severity::warning,
         "a further identifier of the person, of another kind; only the first is read, so the person is "
         "not recognised by this one"});
  }
  view_->gaps().resize(gaps);
  view_->misfits() = std::move(misfits);
}

void RuleRunner::put_local(const Spot& spot, const Found& found) {
  add_value(Field::person_id_type, spot, found.node, std::string(to_string(model::IdType::local)));
  add_value(Field::person_id, spot, found.node, std::string(found.text));
}

}  // namespace raccordo::codecs
