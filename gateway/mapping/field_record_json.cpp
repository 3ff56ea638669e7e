#include <algorithm>
#include <array>
#include <charconv>
#include <tuple>

#include "mapping/json_reading.hpp"
#include "mapping/record_json.hpp"

namespace raccordo::mapping {
namespace {

using base::JsonWriter;
using model::FieldValue;

constexpr std::array<std::string_view, 5> kPlaceKinds = {"none", "json", "xml", "csv", "fhir"};

void put_place(JsonWriter& writer, const model::Place& place) {
  if (place.kind == model::Place::Kind::none) return;
  base::key(writer, "at");
  writer.StartObject();
  base::put(writer, "kind", kPlaceKinds[static_cast<std::size_t>(place.kind)]);
  base::put_if(writer, "path", place.path);
  base::put_number(writer, "number", place.number);
  writer.EndObject();
}

/// `person.sex`, `interventions.type`: names are unique because no other field has the prefix of a list.
std::string full_name(model::Field field) {
  const auto& row = model::info(field);
  const auto list = to_string(row.list);
  return list.empty() ? std::string(row.name) : std::string(list) + "." + std::string(row.name);
}

std::optional<model::Field> field_named(std::string_view full) {
  const auto dot = full.find('.');
  const auto list = model::parse_list(full.substr(0, dot));
  if (list && dot != std::string_view::npos) return model::find_field(*list, full.substr(dot + 1));
  return model::find_field(model::List::none, full);
}

void put_value(JsonWriter& writer, const FieldValue& value, const model::Place& place) {
  writer.StartObject();
  base::put(writer, "field", full_name(value.field));
  if (value.item > 0) base::put_number(writer, "item", value.item);
  base::put(writer, "text", value.text);
  base::put_if(writer, "table", value.table);
  base::put_if(writer, "label", value.label);
  put_place(writer, place);
  writer.EndObject();
}

void put_issue(JsonWriter& writer, const model::Issue& issue) {
  writer.StartObject();
  base::put_if(writer, "record_id", issue.record_id);
  base::put(writer, "severity", to_string(issue.severity));
  base::put(writer, "code", to_string(issue.code));
  base::put_if(writer, "field", issue.field);
  base::put_if(writer, "table", issue.table);
  base::put_if(writer, "value", issue.value);
  base::put_if(writer, "message", issue.message);
  put_place(writer, issue.at);
  writer.EndObject();
}

class FieldRecordReader {
 public:
  bool is_bad() const { return json_.is_bad(); }

  StoredFields read(const JsonValue& root) {
    StoredFields out;
    out.record.number = json_.number(root, "number");
    read_items(root, out.record);
    std::vector<model::Place> places;
    json_.each(root, "values", [&](const JsonValue& item) {
      out.record.values.push_back(value(item));
      out.record.values.back().node = places.size();
      places.push_back(place(item));
    });
    json_.each(root, "issues", [&](const JsonValue& item) { out.record.issues.push_back(issue(item)); });
    for (auto& issue : out.record.issues) issue.record = out.record.number;
    out.places = std::make_unique<const StoredPlaces>(std::move(places));
    out.record.locator = out.places.get();
    return out;
  }

 private:
  static constexpr std::uint64_t kMostItems = std::uint64_t{1} << 24U;

  void read_items(const JsonValue& root, model::FieldRecord& record) {
    const auto* items = JsonReading::find(root, "items");
    if (!items || !items->IsObject()) return json_.mark_bad();
    for (std::size_t list = 1; list < model::kLists; ++list) {
      record.items[list] = static_cast<std::uint32_t>(
          json_.number(*items, to_string(static_cast<model::List>(list)), kMostItems));
    }
  }

  FieldValue value(const JsonValue& item) {
    FieldValue out;
    const auto field = field_named(json_.text(item, "field"));
    if (!field) json_.mark_bad();
    out.field = field.value_or(model::Field::record_id);
    out.item = static_cast<std::uint32_t>(json_.number(item, "item", kMostItems));
    out.text = json_.text(item, "text");
    out.table = json_.text(item, "table");
    out.label = json_.text(item, "label");
    return out;
  }

  model::Place place(const JsonValue& object) {
    const auto* at = JsonReading::find(object, "at");
    if (!at) return {};
    const auto kind = std::find(kPlaceKinds.begin(), kPlaceKinds.end(), json_.text(*at, "kind"));
    if (kind == kPlaceKinds.end()) {
      json_.mark_bad();
      return {};
    }
    return {static_cast<model::Place::Kind>(kind - kPlaceKinds.begin()), std::string(json_.text(*at, "path")),
            json_.number(*at, "number")};
  }

  model::Issue issue(const JsonValue& item) {
    model::Issue out;
    out.record_id = json_.text(item, "record_id");
    const auto severity = json_.text(item, "severity");
    out.severity =
        severity == to_string(model::Severity::warning) ? model::Severity::warning : model::Severity::error;
    const auto code = model::parse_issue_code(json_.text(item, "code"));
    if (!code) json_.mark_bad();
    out.code = code.value_or(model::IssueCode::malformed_document);
    out.field = json_.text(item, "field");
    out.table = json_.text(item, "table");
    out.value = json_.text(item, "value");
    out.message = json_.text(item, "message");
    out.at = place(item);
    return out;
  }

  JsonReading json_;
};

/// A value with field and item as one number: the usual comparison.
struct RankedValue {
  std::uint64_t rank = 0;
  const FieldValue* value = nullptr;
  bool operator<(const RankedValue& other) const {
    if (rank != other.rank) return rank < other.rank;
    return std::tie(value->text, value->table) < std::tie(other.value->text, other.value->table);
  }
};

/// Most bytes of a value besides its texts: four numbers and their signs.
constexpr std::size_t kNumberBytes = 20, kValueBytes = 4 * kNumberBytes + 4;
/// Bytes of a record's values for which no memory is allocated.
constexpr std::size_t kUsualDigested = std::size_t{16} << 10;

char* put_number(char* out, std::uint64_t number) {
  if (number < 10) {
    *out = static_cast<char>('0' + number);
    return out + 1;
  }
  return std::to_chars(out, out + kNumberBytes, number).ptr;
}

char* put_sized(char* out, std::string_view text) {
  out = put_number(out, text.size());
  *out++ = ':';
  return std::copy(text.begin(), text.end(), out);
}

}  // namespace

std::string field_record_json(const model::FieldRecord& fields) {
  base::JsonBuffer buffer;
  JsonWriter writer(buffer);
  writer.StartObject();
  base::put_number(writer, "number", fields.number);
  base::key(writer, "items");
  writer.StartObject();
  for (std::size_t list = 1; list < model::kLists; ++list) {
    base::put_number(writer, to_string(static_cast<model::List>(list)), fields.items[list]);
  }
  writer.EndObject();
  base::key(writer, "values");
  writer.StartArray();
  for (const auto& value : fields.values) put_value(writer, value, fields.place_of(value.node));
  writer.EndArray();
  base::key(writer, "issues");
  writer.StartArray();
  for (const auto& issue : fields.issues) put_issue(writer, issue);
  writer.EndArray();
  writer.EndObject();
  return std::string(base::view(buffer));
}

base::Result<StoredFields> read_field_record(std::string_view json) {
  rapidjson::Document document;
  FieldRecordReader reader;
  if (parse_object(json, document)) {
    auto fields = reader.read(document);
    if (!reader.is_bad()) return fields;
  }
  return base::fault("the sealed fields cannot be parsed (damaged, or written by another version)");
}

base::Digest content_digest(const model::FieldRecord& fields, const base::Hmac& key) {
  std::vector<RankedValue> values;
  values.reserve(fields.values.size());
  std::size_t most = 0;
  for (const auto& value : fields.values) {
    const auto rank = std::uint64_t{static_cast<std::uint8_t>(value.field)} << 32U | value.item;
    if (value.field == model::Field::version) continue;
    values.push_back({rank, &value});
    most += kValueBytes + value.text.size() + value.table.size();
  }
  if (!std::is_sorted(values.begin(), values.end())) std::sort(values.begin(), values.end());
  // Lengths precede texts so that no two records write the same bytes.
  std::array<char, kUsualDigested>
      usual;                      // NOLINT(cppcoreguidelines-pro-type-member-init): not cleared first
  std::unique_ptr<char[]> large;  // NOLINT(modernize-avoid-c-arrays)
  if (most > usual.size()) large = std::make_unique_for_overwrite<char[]>(most);
  char* const begin = large ? large.get() : usual.data();
  char* end = begin;
  for (const auto& [rank, value] : values) {
    end = put_number(end, static_cast<std::uint64_t>(value->field));
    *end++ = '.';
    end = put_number(end, value->item);
    *end++ = '=';
    end = put_sized(end, value->text);
    end = put_sized(end, value->table);
  }
  return key.compute({begin, static_cast<std::size_t>(end - begin)});
}

}  // namespace raccordo::mapping
