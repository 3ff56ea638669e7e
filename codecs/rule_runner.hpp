// RuleRunner: runs a profile's rules over one framed record and fills a FieldRecord. The part of decoding
// that is independent of formats; owned by the decoder, which passes it each record.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "codecs/compiled_profile.hpp"
#include "codecs/decoder.hpp"
#include "codecs/record_view.hpp"
#include "codecs/values.hpp"

namespace raccordo::codecs {

/// A required value is missing; `places`: where the profile reads it, "" if nowhere.
ValueFault missing_value(std::string_view name, const std::string& places = {});
/// Where the profile reads the field: ``the column `COD_FISC` ``, `` `$.cf` ``; several with "or". "" for
/// XML.
std::string places_of(const FieldRule& rule, model::DocumentFormat format);

class RuleRunner {
 public:
  /// Both must outlive the runner.
  RuleRunner(const CompiledProfile& profile, const DecodeContext& context)
      : profile_(profile), context_(context) {}

  /// Adds values, list lengths and issues to `record`, checkers and required fields included.
  void run(RecordView& view, model::FieldRecord& record);

 private:
  /// A text found in the document, trimmed; never empty. Valid while the record is read.
  struct Found {
    model::NodeId node = 0;
    std::string_view text;
    bool is_number = false;
  };
  /// The item of a list that a rule is run for; the record itself outside lists.
  struct Spot {
    model::NodeId context = 0;
    std::uint32_t item = 0;
  };
  /// A gap of a field of an item, or of the `each` of a list.
  struct RuleGap {
    Gap gap;
    const FieldRule* field = nullptr;  ///< null: of the list
    model::List list = model::List::none;
    std::uint32_t item = 0;
  };
  /// The label of a missing code.
  struct LoneLabel {
    const FieldRule* rule = nullptr;
    Spot spot;
    model::NodeId node = 0;
  };

  /// Whether a selector finds anything in the record; what it cannot follow is not reported.
  bool finds(const Selector& selector);
  void run_list(std::size_t index);
  /// True if the item entered the record.
  bool run_item(const ListRule& rule, const Spot& spot);
  /// True if the document, not only the profile, gave something.
  bool run_field(const FieldRule& rule, const Spot& spot);
  bool fill(const FieldRule& rule, const Spot& spot);
  bool choose(const FieldRule& rule, const Spot& spot);
  bool join(const FieldRule& rule, const Spot& spot);
  void absent(const FieldRule& rule, const Spot& spot);
  /// A warning if what the rule reads is there in another system alone.
  void tell_of_other_system(const FieldRule& rule, const Spot& spot);
  void note_lone_label(const FieldRule& rule, const Spot& spot);
  std::optional<Found> find(const Selector& selector, const FieldRule& rule, const Spot& spot);
  /// Trimmed, with line breaks and tabs as blanks: they are layout, not content.
  std::string_view tidy(std::string_view text);
  /// Keeps a text that is not in the document itself.
  std::string_view keep(std::string text) { return kept_.emplace_back(std::move(text)); }
  bool is_clean(const Found& found, const FieldRule& rule, const Spot& spot);
  std::optional<ValueFault> put(const FieldRule& rule, const Choice& choice, const Spot& spot,
                                const Found& found);
  std::optional<ValueFault> put_person(const Spot& spot, const Found& found);
  /// A warning for each identifier that the choices after the one read would find.
  void tell_of_other_ids(const FieldRule& rule, const Choice& read, const Spot& spot);
  void put_local(const Spot& spot, const Found& found);
  /// Whether the record says that the person agreed, or the rule does not ask.
  bool is_agreed(const FieldRule& rule, const Spot& spot);
  ValueResult read(const FieldRule& rule, const Choice& choice, const Found& found,
                   ValueWarning& warning) const;
  /// The fault of a date, time or number, with the value before its message.
  ValueFault with_value(ValueFault fault, model::Field field, std::string_view text) const;
  std::string keyed(std::string_view text) const;
  std::string label(const FieldRule& rule, const Choice& choice, const Spot& spot);
  model::FieldValue& add_value(model::Field field, const Spot& spot, model::NodeId node, std::string text);
  void add_issue(model::Field field, const Spot& spot, model::NodeId node, ValueFault fault);
  void add_issue(std::string path, model::NodeId node, ValueFault fault);
  /// Reports the nodes that select() could not follow, each once per record; true if there were any.
  bool report_misfits(const std::string& path, model::Severity severity = model::Severity::error);
  void drop_misfits_around(model::NodeId node);
  /// An earlier choice may be missing, because a later choice found the value.
  void drop_absent_members();
  void report_unread_item(model::List list, model::NodeId node);
  void report_blank_item(model::List list, model::NodeId node);
  /// Labels of missing codes: only the code is stored in the record, so the label would be lost.
  void report_lone_labels();
  /// Keeps the gaps of a rule until all rules have run, because another rule may read that content.
  void keep_gaps(const RuleGap& of);
  bool may_be_read(model::NodeId node) const;
  void report_gaps();
  void report_gap(const RuleGap& of);
  void check_others(const FieldRule& rule, const Spot& spot);
  void refuse_cost();
  void require(model::Field field);
  /// Reports that the record says that it has ended, but not when.
  void require_end();
  bool has_issue(model::Field field) const;

  const CompiledProfile& profile_;
  const DecodeContext& context_;
  RecordView* view_ = nullptr;
  model::FieldRecord* record_ = nullptr;
  std::size_t usual_values_ = 0;  ///< of the previous records: the next is likely similar
  bool saw_null_word_ = false;    ///< a null word was read in the current item
  bool is_agreed_ = true;         ///< of the current rule
  bool was_damaged_ = false;      ///< the framer found faults: the bytes may not be UTF-8
  std::deque<std::string> kept_;  ///< texts of the record that were changed
  std::vector<model::NodeId> nodes_, items_;
  std::vector<ReachedItem> reached_;  ///< of all lists
  std::vector<RuleGap> gaps_;
  std::vector<LoneLabel> lone_labels_;          ///< of the item, or of the record outside lists
  std::unordered_set<model::NodeId> reported_;  ///< in an unexpected shape
};

}  // namespace raccordo::codecs
