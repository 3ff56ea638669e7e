#include "app/ingest/dry_run.hpp"

#include "app/forms/json_forms.hpp"
#include "app/ingest/seen_records.hpp"
#include "mapping/record_json.hpp"
#include "privacy/code_masking.hpp"

namespace raccordo::app {

bool dry_run(const DryRun& run, codecs::ByteSource& input, const LineSink& records, const LineSink& issues) {
  const auto& book = run.tables->book();
  const auto& limits = book.config.limits;
  const codecs::DecodeContext context{
      &book.scheme,
      &run.keys->names,
      run.clock,
      {static_cast<std::size_t>(limits.record), static_cast<std::size_t>(limits.depth),
       static_cast<std::size_t>(limits.xml_attributes)},
      privacy::code_mask(run.keys->names)};
  const auto decoder = codecs::make_decoder(book.find(run.source)->profile, context, run.format, input);
  const RecordPipeline pipeline({run.tables->find(run.source), run.keys, run.clock, run.source, nullptr,
                                 model::OnUnmapped::quarantine, run.clock->now(), std::nullopt,
                                 book.find(run.source)->profile.record_key()});
  SeenRecords seen(run.keys->names);
  while (auto fields = decoder->next()) {
    const auto checked = pipeline.check(*fields, &seen);
    if (checked.outcome != model::Outcome::rejected) {
      seen.note(pipeline.seen_bits(checked));
      const auto purpose = privacy::SecretOpener::Purpose::print_decoded_record;
      // A record that its sender takes back is none to print.
      if (!fields->withdrawn)
        records(mapping::shared_record_line(checked.record,
                                            privacy::SecretOpener::open(checked.record.person.id, purpose)));
    }
    for (const auto& issue : checked.issues) issues(issue_json(issue));
  }
  const auto end = decoder->end();
  for (const auto& warning : end.warnings) issues(issue_json(warning));
  if (end.broken) issues(issue_json(*end.broken));
  return !end.broken;
}

}  // namespace raccordo::app
