// The packed form of stored records, the JSON form of earlier versions, and the packed values of a field
// record.
#include "mapping/stored_record.hpp"

#include <limits>

#include "mapping/packed_bytes.hpp"
#include "mapping/packed_fields.hpp"
#include "mapping/record_json.hpp"
#include "unit/mapping/full_record.hpp"
#include "unit/mapping/sample.hpp"

namespace raccordo::mapping {
namespace {

using test::full_record;

model::CaseRecord reread(const model::CaseRecord& record) {
  auto read = read_stored_record(stored_record(record));
  EXPECT_TRUE(read) << read.error().message;
  return read ? std::move(*read) : model::CaseRecord{};
}

bool finds(const model::CaseRecord& record, std::string_view wanted) {
  return any_source_code(stored_record(record), [&](std::string_view code) { return code == wanted; });
}

TEST(StoredRecord, HoldsNoIdentifierAndReadsBackWithProvenance) {
  const auto body = stored_record(full_record());
  EXPECT_EQ(body.find("RSSMRA"), std::string::npos);
  EXPECT_FALSE(is_former_body(body));
  const auto read = reread(full_record());
  EXPECT_EQ(stored_record(read), body);
  EXPECT_EQ(stored_record_json(read), stored_record_json(full_record()));
  EXPECT_EQ(shared_record_line(read, "X"), shared_record_line(full_record(), "X"));
  EXPECT_TRUE(read.person.id.empty());
  EXPECT_EQ(read.person.sex.source_label, "Maschio");
  EXPECT_EQ(read.person.sex.table_version, 3);
  EXPECT_EQ(read.interventions[0].amount, model::Money{110000});
}

TEST(StoredRecord, ReadsTheFormOfEarlierVersions) {
  const auto json = stored_record_json(full_record());
  EXPECT_TRUE(is_former_body(json));
  const auto read = read_stored_record(json);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(stored_record_json(*read), json);
  EXPECT_EQ(stored_record(*read), stored_record(full_record()));
}

TEST(StoredRecord, KeepsAlmostEmptyRecordsAndOddValues) {
  model::CaseRecord record;
  record.record_id = "1";
  record.person.id_type = model::IdType::local;
  record.version = base::Instant{-1};
  record.person.household.members = 0;
  record.plans.resize(1);
  record.plans[0].value = model::Money{-5};
  record.plans[0].copayment = model::Money{0};
  record.person.birth_date = base::Date{1912, 0, 0};
  const auto read = reread(record);
  EXPECT_EQ(stored_record_json(read), stored_record_json(record));
  EXPECT_EQ(read.version, record.version);
  EXPECT_EQ(read.plans[0].copayment, model::Money{0});
}

TEST(StoredRecord, FindsEverySourceCodeWithoutReadingTheRest) {
  EXPECT_TRUE(finds(full_record(), "SAD9"));
  EXPECT_TRUE(finds(full_record(), "D"));
  EXPECT_FALSE(finds(full_record(), "SAD")) << "a part of a code";
  EXPECT_FALSE(finds(full_record(), "meals")) << "a shared code";
  auto record = full_record();
  record.needs.assign(1, {"x", "intervention", "", "need", 1});
  EXPECT_TRUE(finds(record, "intervention")) << "also named like a table";
  EXPECT_FALSE(any_source_code("", [](std::string_view) { return true; }));
  EXPECT_FALSE(any_source_code("{}", [](std::string_view) { return true; }));
}

TEST(StoredRecord, KeepsMoreTextsThanReferencesReach) {
  auto record = full_record();
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 300; ++i) {
      const auto name = "code-" + std::to_string(i);
      record.needs.push_back({"", name, "label of " + name, "need", i});
    }
  }
  EXPECT_EQ(stored_record_json(reread(record)), stored_record_json(record));
  EXPECT_TRUE(finds(record, "code-299"));
  EXPECT_FALSE(finds(record, "code-300"));
}

TEST(StoredRecord, RefusesEveryCutAndOtherContent) {
  const auto body = stored_record(full_record());
  for (std::size_t size = 0; size < body.size(); ++size) {
    EXPECT_FALSE(read_stored_record(body.substr(0, size))) << size;
  }
  EXPECT_FALSE(read_stored_record(body + '\0'));
  model::CaseRecord nameless = full_record();
  nameless.record_id.clear();
  EXPECT_FALSE(read_stored_record(stored_record(nameless)));
}

TEST(StoredRecord, NeverFailsOtherwiseOnChangedBytes) {
  const auto body = stored_record(full_record());
  for (std::size_t at = 0; at < body.size(); ++at) {
    for (const int change : {1, 0x40, 0x80, 0xFF}) {
      auto damaged = body;
      damaged[at] = static_cast<char>(damaged[at] ^ change);
      if (const auto read = read_stored_record(damaged)) {
        EXPECT_TRUE(read_stored_record(stored_record(*read))) << at;
      }
    }
  }
}

TEST(FormerRecord, RefusesOtherContent) {
  const std::string deep = std::string(100000, '[');
  for (const std::string& text :
       {std::string(), std::string("null"), std::string("[]"), std::string("{}"),
        std::string("{\"record_id\":1}"), std::string(R"({"record_id":"1","person":{"id_type":"x"}})"),
        std::string(R"({"record_id":"1","person":{"id_type":"stp","sex":"M"}})"),
        std::string(R"({"record_id":"1","person":7})"), std::string(R"({"record_id":"1","needs":{}})"),
        std::string(R"({"record_id":"1","needs":[1]})"),
        std::string(R"({"record_id":"1","opened":"31/12/2016"})"),
        std::string(R"({"record_id":"1","plans":[{"value":"1,5"}]})"),
        std::string(R"({"record_id":"1","person":{"id_type":"stp","household":{"members":-1}}})"), deep,
        "{\"a\":" + deep, stored_record_json(full_record()).substr(0, 200)}) {
    EXPECT_FALSE(read_stored_record(text)) << text.substr(0, 60);
  }
}

TEST(PackedBytes, KeepTheirLargestAndSmallestValues) {
  PackedWriter out;
  out.number(std::numeric_limits<std::uint64_t>::max());
  out.maybe(std::numeric_limits<std::int64_t>::max());
  out.maybe(std::numeric_limits<std::int64_t>::min() + 1);
  out.maybe(std::nullopt);
  out.date(base::Date{9999, 12, 31});
  out.date(std::nullopt);
  const auto bytes = out.take();
  PackedReader in(bytes);
  EXPECT_EQ(in.number(), std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(in.maybe(), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(in.maybe(), std::numeric_limits<std::int64_t>::min() + 1);
  EXPECT_EQ(in.maybe(), std::nullopt);
  EXPECT_EQ(in.date(), (base::Date{9999, 12, 31}));
  EXPECT_EQ(in.date(), std::nullopt);
  EXPECT_TRUE(in.at_end());
  EXPECT_FALSE(in.is_bad());
}

TEST(PackedFields, KeepNumberLengthsAndValues) {
  auto maker = test::complete_record();
  maker.put_code(model::Field::intervention_type, "intervention", "SAD9", 1, "Assistenza");
  auto& fields = maker.record();
  fields.items[static_cast<std::size_t>(model::List::plans)] = 2;
  const auto read = unpack_fields(pack_fields(fields));
  auto expected = fields;
  expected.locator = nullptr;
  EXPECT_EQ(field_record_json(read), field_record_json(expected));
  EXPECT_THROW(unpack_fields(pack_fields(fields).substr(1)), base::SystemFault);
}

}  // namespace
}  // namespace raccordo::mapping
