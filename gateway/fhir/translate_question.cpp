#include <algorithm>
#include <array>

#include "fhir/translate.hpp"

namespace raccordo::fhir {
namespace {

constexpr std::array<std::string_view, 21> kKnown = {"url",
                                                     "code",
                                                     "system",
                                                     "coding",
                                                     "codeableConcept",
                                                     "source",
                                                     "target",
                                                     "targetsystem",
                                                     "reverse",
                                                     "date",
                                                     "sourceCode",
                                                     "sourceSystem",
                                                     "sourceCoding",
                                                     "sourceScope",
                                                     "targetCode",
                                                     "targetSystem",
                                                     "sourceCodeableConcept",
                                                     "targetCoding",
                                                     "targetScope",
                                                     "_format",
                                                     "targetCodeableConcept"};

/// Longest accepted date and time; the date is its first ten characters.
constexpr std::size_t kDateLength = 10;

class QuestionReader {
 public:
  explicit QuestionReader(const Parameters& parameters) : parameters_(parameters) {}

  base::Result<TranslateQuestion, Remarks> read() {
    refuse();
    read_map();
    read_direction();
    read_codings();
    read_wanted_system();
    read_date();
    if (!faults_.empty()) return faults_;
    return std::move(question_);
  }

 private:
  void fault(std::string_view parameter, std::string message) {
    faults_.push_back({"", "`" + std::string(parameter) + "`: " + std::move(message)});
  }

  void refuse() { faults_ = unknown_parameters(parameters_, kKnown); }

  void read_map() {
    const auto url = text_of(parameters_, {"url"});
    if (url.empty()) return;
    const auto id = id_of_concept_map(url);
    if (id) {
      question_.map = *id;
    } else {
      fault("url", "must be the address of a map: {public_url}/fhir/ConceptMap/{source}.{table}");
    }
  }

  void read_direction() {
    const auto reverse = text_of(parameters_, {"reverse"});
    if (!reverse.empty() && reverse != "true" && reverse != "false")
      fault("reverse", "must be true or false");
    const bool back = reverse == "true" || has_target_code();
    question_.direction = back ? Direction::to_source : Direction::to_shared;
  }

  /// The address of a code system where R4 and R5 require that of a value set is accepted.
  std::string_view system_in(std::initializer_list<std::string_view> names) const {
    const auto text = text_of(parameters_, names);
    const bool back = question_.direction == Direction::to_source;
    return !back && id_of_code_system(text) ? text : std::string_view();
  }

  bool has_target_code() const {
    return std::any_of(parameters_.begin(), parameters_.end(), [](const Parameter& each) {
      return each.name == "targetCode" || each.name == "targetCoding" || each.name == "targetCodeableConcept";
    });
  }

  void read_codings() {
    const auto code = text_of(parameters_, {"code", "sourceCode", "targetCode"});
    if (!code.empty()) {
      // In R5 `system` is the system of sourceCode or targetCode, as it is of `code` in R4.
      auto system = text_of(parameters_, {"system", "sourceSystem"});
      if (system.empty()) system = system_in({"source", "sourceScope"});
      const bool bare_target = system.empty() && !text_of(parameters_, {"targetCode"}).empty();
      if (bare_target) system = text_of(parameters_, {"targetSystem"});
      question_.codings.push_back({std::string(system), std::string(code)});
    }
    for (const auto& parameter : parameters_) {
      for (const auto& coding : parameter.codings) question_.codings.push_back(coding);
    }
    if (question_.codings.empty()) {
      return fault("code", "say which code is to be translated: `code` and `system`, or `coding`");
    }
    for (const auto& coding : question_.codings) {
      if (coding.code.empty()) fault("coding", "a coding needs a code");
      if (coding.system.empty() && question_.map.empty()) {
        fault("system", "say to which system the code belongs, or give the map in `url`");
      }
    }
  }

  /// R4 has the target system in `targetsystem`, R5 in `sourceScope` or, if `system` is that of the code, in
  /// `targetSystem`.
  std::string_view wanted_of_reverse() const {
    const auto named = text_of(parameters_, {"targetsystem", "source", "sourceScope"});
    if (!named.empty() || text_of(parameters_, {"system"}).empty()) return named;
    return text_of(parameters_, {"targetSystem"});
  }

  void read_wanted_system() {
    // `source` and `target` are value sets in R4; an address of a code system is accepted.
    const auto wanted = question_.direction == Direction::to_shared
                            ? text_of(parameters_, {"targetsystem", "targetSystem", "target", "targetScope"})
                            : wanted_of_reverse();
    if (wanted.empty()) return;
    const auto id = id_of_code_system(wanted);
    // An unknown system has no translation: that is an answer, not a fault.
    question_.wanted_system = id ? std::string(*id) : std::string(wanted);
  }

  void read_date() {
    const auto text = text_of(parameters_, {"date"});
    if (text.empty()) return;
    const auto date = base::parse_iso_date(text.substr(0, kDateLength));
    const bool is_instant = text.size() > kDateLength && base::parse_instant(text).has_value();
    if (!date || !date->is_full() || (text.size() > kDateLength && !is_instant)) {
      return fault("date", "must be a day such as 2017-03-31");
    }
    question_.date = date;
  }

  const Parameters& parameters_;
  TranslateQuestion question_;
  Remarks faults_;
};

}  // namespace

base::Result<TranslateQuestion, Remarks> translate_question(const Parameters& parameters) {
  return QuestionReader(parameters).read();
}

}  // namespace raccordo::fhir
