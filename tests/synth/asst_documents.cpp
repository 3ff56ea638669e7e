#include "synth/asst_documents.hpp"

#include <stdexcept>
#include <string_view>
#include <utility>

#include "base/json.hpp"
#include "synth/defects.hpp"
#include "synth/fhir_writer.hpp"

namespace raccordo::synth {
namespace {

using base::JsonWriter;

constexpr std::string_view kDocument = "asst/asst.ndjson";
constexpr std::uint64_t kAsstDefects = 0xa557defecULL;  // defects must not change the good cases

void put_sums(JsonWriter& writer, std::string_view name, const std::map<std::string, std::uint64_t>& sums) {
  base::key(writer, name);
  writer.StartObject();
  for (const auto& [code, count] : sums) base::put_number(writer, code, count);
  writer.EndObject();
}

}  // namespace

AsstDocuments::AsstDocuments(Workshop& workshop, const Order& order)
    : workshop_(workshop),
      order_(order),
      cases_(workshop, order,
             [this](const SynthCase& made, Acquainted acquainted) { add(made, acquainted); }),
      defects_random_(order.seed ^ kAsstDefects),
      document_(order.out / kDocument, make_fhir_writer()),
      lines_(order.out / "asst.csv", std::ios::binary) {
  lines_ << "file,record,source,record_id,owner,ambito,defect,outcome,codes\n";
}

void AsstDocuments::append(const SourceCase& written, const std::string& tail) {
  const auto record = document_.append(written);
  lines_ << kDocument << ',' << record << ",asst," << written.record_id << ',' << tail << '\n';
}

void AsstDocuments::add(const SynthCase& good, Acquainted acquainted) {
  append(workshop_.dialect(System::asst).encode(good),
         good.town->istat + "," + good.town->ambito + ",,ACCEPTED,");
  ++good_;
  shared_ += acquainted == Acquainted::yes ? 1 : 0;
  ++by_ambito_[good.town->ambito];
  credit_ += order_.defects;
  for (; credit_ >= 1; credit_ -= 1) add_defect();
}

void AsstDocuments::add_defect() {
  const auto& dialect = workshop_.dialect(System::asst);
  const auto fresh = cases_.invent(defects_random_);
  const auto kinds = defect_kinds();
  for (;;) {  // ends: an unknown code fits every system
    const auto& kind = kinds[next_kind_++ % kinds.size()];
    auto spoilt = dialect.encode(fresh);
    if (!kind.apply(spoilt, fresh, dialect)) continue;
    std::string codes;
    for (const auto code : kind.codes) codes += (codes.empty() ? "" : " ") + std::string(code);
    append(spoilt, ",," + std::string(kind.name) + "," + std::string(kind.outcome) + "," + codes);
    ++by_defect_[std::string(kind.name)];
    return;
  }
}

void AsstDocuments::finish() {
  cases_.finish();
  document_.close();
  base::JsonBuffer buffer;
  JsonWriter writer(buffer);
  writer.StartObject();
  base::put_number(writer, "cases", good_);
  base::put_number(writer, "of_persons_with_a_municipal_case", shared_);
  put_sums(writer, "cases_by_ambito", by_ambito_);
  put_sums(writer, "defects_by_kind", by_defect_);
  writer.EndObject();
  std::ofstream sums(order_.out / "asst.json", std::ios::binary);
  sums << base::view(buffer) << '\n';
  if (!sums.flush() || !lines_.flush()) throw std::runtime_error("cannot write into " + order_.out.string());
}

}  // namespace raccordo::synth
