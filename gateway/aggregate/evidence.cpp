#include "aggregate/evidence.hpp"

#include "aggregate/audit.hpp"
#include "aggregate/evidence_format.hpp"
#include "aggregate/rates.hpp"

namespace raccordo::aggregate {
namespace {

constexpr std::string_view kFormat = "raccordo-evidence";
constexpr std::int64_t kVersion = 1;

base::Fault differs(const std::string& id, const std::string& what) {
  return base::fault("release " + id + " does not hold: " + what +
                     "; it was changed, or the evidence is that of another release");
}

Evidence get_evidence(ByteReader& in) {
  if (in.text() != kFormat || in.number() != kVersion) throw BadBytes("the bytes are of another kind");
  Evidence evidence;
  evidence.release_id = in.text();
  evidence.period.code = in.text();
  evidence.period.first = get_date(in);
  evidence.period.last = get_date(in);
  evidence.rules.k = static_cast<int>(in.number_up_to(1'000'000));
  evidence.rules.p_percent = static_cast<int>(in.number_up_to(99));
  evidence.scheme = get_scheme(in);
  evidence.facts = get_facts(in);
  evidence.certificates = get_certificates(in);
  if (!in.is_at_end()) throw BadBytes("there are more bytes than there should be");
  return evidence;
}

/// The tables as the release should show them: its hidden cells, the numbers of the snapshot.
std::vector<TableParts> show_anew(const Release& release, const std::vector<PlannedTable>& plans,
                                  const Rates& rates) {
  std::vector<TableParts> parts;
  for (std::size_t table = 0; table < plans.size(); ++table) {
    const auto& counted = plans[table].table;
    parts.push_back({counted.definition, counted.dimensions, release.tables()[table].cells(), ""});
    auto& cells = parts.back().cells;
    cells.resize(counted.cells.size());
    for (std::size_t cell = 0; cell < cells.size(); ++cell) cells[cell].value = counted.cells[cell].value;
  }
  rates.apply(parts);
  return parts;
}

/// Where a number shown is not that of the snapshot; notes what is hidden.
std::string compare(const model::ProtectedTable& table, const TableParts& anew,
                    std::vector<std::uint8_t>& hidden) {
  const auto& id = table.definition().id;
  if (table.cells().size() != anew.cells.size()) return "table '" + id + "' has other cells";
  for (std::size_t cell = 0; cell < anew.cells.size(); ++cell) {
    const auto& shown = table.cells()[cell];
    hidden.push_back(shown.hidden ? 1 : 0);
    if (!shown.hidden && (anew.cells[cell].hidden || shown.value != anew.cells[cell].value)) {
      return "table '" + id + "', cell " + std::to_string(cell) + " has another number";
    }
  }
  return "";
}

}  // namespace

std::string write_evidence(const Evidence& evidence) {
  ByteWriter out;
  out.text(kFormat);
  out.number(kVersion);
  out.text(evidence.release_id);
  out.text(evidence.period.code);
  put_date(out, evidence.period.first);
  put_date(out, evidence.period.last);
  out.number(evidence.rules.k);
  out.number(evidence.rules.p_percent);
  put_scheme(out, evidence.scheme);
  put_facts(out, evidence.facts);
  put_certificates(out, evidence.certificates);
  return out.bytes();
}

base::Result<Evidence> read_evidence(std::string_view bytes) {
  try {
    ByteReader in(bytes);
    return get_evidence(in);
  } catch (const BadBytes& wrong) {
    return base::fault("this is no evidence of a release, or it is damaged: " + std::string(wrong.what()) +
                       "; restore it from a backup");
  }
}

std::optional<base::Fault> recheck(const Release& release, const Evidence& evidence) {
  if (release.id() != evidence.release_id || release.period() != evidence.period.code) {
    return differs(release.id(), "the evidence names another release");
  }
  std::vector<model::ExtractDefinition> catalogue;
  for (const auto& table : release.tables()) {
    if (table.k() != evidence.rules.k) return differs(release.id(), "it has another k");
    catalogue.push_back(table.definition());
  }
  const auto rates = Rates::plan(catalogue, evidence.scheme, evidence.period);
  if (!rates) return rates.error();
  auto plans = plan_tables(rates->counted(), evidence.scheme, evidence.period);
  if (!plans) return plans.error();
  count_planned(*plans, evidence.facts);
  Protection protection;
  protection.certificates = evidence.certificates;
  const auto anew = show_anew(release, *plans, *rates);
  for (std::size_t table = 0; table < plans->size(); ++table) {
    const auto wrong = compare(release.tables()[table], anew[table], protection.hidden);
    if (!wrong.empty()) return differs(release.id(), wrong);
  }
  return audit(*plans, evidence.facts, evidence.scheme, evidence.period, evidence.rules, protection);
}

}  // namespace raccordo::aggregate
