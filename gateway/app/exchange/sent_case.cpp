#include "app/exchange/sent_case.hpp"

#include <algorithm>
#include <utility>

#include "codecs/decoder.hpp"
#include "privacy/code_masking.hpp"

namespace raccordo::app {
namespace {

codecs::DecodeContext context_of(const SentDocument& document) {
  const auto& book = document.tables->book();
  const auto& limits = book.config.limits;
  return {&book.scheme,
          &document.keys->names,
          document.clock,
          {static_cast<std::size_t>(limits.record), static_cast<std::size_t>(limits.depth),
           static_cast<std::size_t>(limits.xml_attributes)},
          privacy::code_mask(document.keys->names)};
}

/// The document was not framed to its end.
Problem broken_problem(const model::Issue& broken, std::uint64_t records) {
  const auto code = broken.code == model::IssueCode::bad_encoding ? model::IssueCode::bad_encoding
                    : records > 0                                 ? model::IssueCode::truncated_document
                                                                  : model::IssueCode::malformed_document;
  return {model::to_string(code), broken.message, {broken}};
}

/// Another person than the codice fiscale says may be meant: nobody else may receive this.
bool doubts_the_person(const std::vector<model::Issue>& issues) {
  return std::any_of(issues.begin(), issues.end(), [](const model::Issue& issue) {
    return issue.code == model::IssueCode::fiscal_code_mismatch;
  });
}

base::Result<SentCase, Problem> judge(const RecordPipeline& pipeline, model::FieldRecord fields) {
  if (fields.withdrawn)
    return Problem{"not-one-record", "The document takes its record back; an exchange sends one."};
  auto checked = pipeline.check(fields);
  if (checked.outcome == model::Outcome::rejected || doubts_the_person(checked.issues)) {
    for (auto& issue : checked.issues) issue.outcome = model::Outcome::rejected;
    return Problem{"record-refused", "", std::move(checked.issues)};
  }
  SentCase sent;
  sent.issues = checked.issues;
  sent.record = checked.record;
  auto person = pipeline.prepare(std::move(fields), std::move(checked)).person;
  sent.pseudonym = person.pseudonym;
  sent.former = std::move(person.former);
  return sent;
}

}  // namespace

base::Result<SentCase, Problem> read_sent_case(const SentDocument& document) {
  const auto& profile = document.tables->book().find(document.source)->profile;
  const auto context = context_of(document);
  codecs::MemorySource input(document.bytes);
  const auto decoder = codecs::make_decoder(profile, context, document.format, input);
  const RecordPipeline pipeline({document.tables->find(document.source), document.keys, document.clock,
                                 document.source, document.sender, model::OnUnmapped::quarantine,
                                 document.clock->now(), std::nullopt, profile.record_key()});
  std::optional<base::Result<SentCase, Problem>> only;
  std::uint64_t records = 0;
  while (auto fields = decoder->next()) {
    if (++records > 1)
      return Problem{"not-one-record",
                     "The document holds more than one record; send one for each exchange."};
    only = judge(pipeline, std::move(*fields));
  }
  const auto end = decoder->end();
  if (end.broken) return broken_problem(*end.broken, records);
  if (!only) return Problem{"not-one-record", "The document holds no record."};
  if (*only) {
    for (const auto& warning : end.warnings) (*only)->issues.push_back(warning);
  }
  return std::move(*only);
}

}  // namespace raccordo::app
