#include "store/codecs/facts_codec.hpp"

#include "base/stored_damage.hpp"

namespace raccordo::store {
namespace {

/// The first number: the form of what follows, which is the same for both kinds of record.
constexpr std::uint64_t kCaseForm = 1, kReportForm = 2;

/// LEB128: seven bits a byte, the lowest first, the top bit says that more follow.
void put(std::string& bytes, std::uint64_t value) {
  while (value >= 0x80) {
    bytes.push_back(static_cast<char>(value | 0x80));
    value >>= 7;
  }
  bytes.push_back(static_cast<char>(value));
}

void put_date(std::string& bytes, const base::Date& date) {
  put(bytes, static_cast<std::uint64_t>(pack_date(date)));
}

/// Zigzag, so that small negative amounts stay short.
std::uint64_t fold_sign(std::int64_t value) {
  return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}
std::int64_t unfold_sign(std::uint64_t value) {
  return static_cast<std::int64_t>((value >> 1) ^ (~(value & 1) + 1));
}

class Reader {
 public:
  /// Null: dictionary numbers stay as they are.
  Reader(std::string_view bytes, const std::vector<model::CodeNo>* numbers)
      : at_(bytes.data()), end_(bytes.data() + bytes.size()), numbers_(numbers) {}

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; at_ != end_ && shift < 64; shift += 7) {
      const auto byte = static_cast<unsigned char>(*at_++);
      value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
      if (byte < 0x80) return value;
    }
    fail();
  }
  model::CodeNo code() {
    const auto no = number();
    if (numbers_ == nullptr) return static_cast<model::CodeNo>(no);
    if (no >= numbers_->size()) fail();
    return (*numbers_)[no];
  }
  base::Date date() {
    const auto packed = static_cast<std::int64_t>(number());
    const auto date = unpack_date(packed);
    if (pack_date(date) != packed) fail();
    return date;
  }
  /// The length of a list whose items have at least `least` bytes each.
  std::size_t length(std::size_t least) {
    const auto count = number();
    if (count > static_cast<std::uint64_t>(end_ - at_) / least) fail();
    return static_cast<std::size_t>(count);
  }
  [[noreturn]] static void fail() {
    throw base::StoredDamage("database: the stored facts of a case are damaged");
  }
  bool at_end() const { return at_ == end_; }

 private:
  const char* at_;
  const char* end_;
  const std::vector<model::CodeNo>* numbers_;
};

model::InterventionFacts read_intervention(Reader& reader) {
  model::InterventionFacts facts;
  facts.area = reader.code();
  facts.type = reader.code();
  facts.management = reader.code();
  facts.start = reader.date();
  facts.end = reader.date();
  facts.has_amount = reader.number() != 0;
  if (facts.has_amount) facts.amount_cents = unfold_sign(reader.number());
  return facts;
}

model::CaseFacts decode(Reader reader) {
  const auto form = reader.number();
  if (form != kCaseForm && form != kReportForm) Reader::fail();
  model::CaseFacts facts;
  facts.is_report = form == kReportForm;
  for (auto* const code :
       {&facts.source, &facts.owner, &facts.residence, &facts.citizenship, &facts.channel, &facts.closure}) {
    *code = reader.code();
  }
  facts.opened = reader.date();
  facts.closed = reader.date();
  facts.needs.resize(reader.length(1));
  for (auto& need : facts.needs) need = reader.code();
  facts.interventions.resize(reader.length(6));
  for (auto& each : facts.interventions) each = read_intervention(reader);
  if (!reader.at_end()) Reader::fail();
  return facts;
}

void cut_to_month(base::Date& date) {
  if (date.year != 0) date.day = 1;
}

}  // namespace

std::string encode_facts(const model::CaseFacts& facts) {
  std::string bytes;
  bytes.reserve(24 + 2 * facts.needs.size() + 16 * facts.interventions.size());
  put(bytes, facts.is_report ? kReportForm : kCaseForm);
  for (const auto code :
       {facts.source, facts.owner, facts.residence, facts.citizenship, facts.channel, facts.closure}) {
    put(bytes, code);
  }
  put_date(bytes, facts.opened);
  put_date(bytes, facts.closed);
  put(bytes, facts.needs.size());
  for (const auto need : facts.needs) put(bytes, need);
  put(bytes, facts.interventions.size());
  for (const auto& each : facts.interventions) {
    put(bytes, each.area);
    put(bytes, each.type);
    put(bytes, each.management);
    put_date(bytes, each.start);
    put_date(bytes, each.end);
    put(bytes, each.has_amount ? 1 : 0);
    if (each.has_amount) put(bytes, fold_sign(each.amount_cents));
  }
  return bytes;
}

model::CaseFacts decode_facts(std::string_view bytes, const std::vector<model::CodeNo>& numbers) {
  return decode(Reader(bytes, &numbers));
}

model::CaseFacts decode_facts(std::string_view bytes) { return decode(Reader(bytes, nullptr)); }

void cut_to_months(model::CaseFacts& facts) {
  cut_to_month(facts.opened);
  cut_to_month(facts.closed);
  for (auto& each : facts.interventions) {
    cut_to_month(each.start);
    cut_to_month(each.end);
  }
}

}  // namespace raccordo::store
