#include "app/tables/impact.hpp"

#include <algorithm>
#include <tuple>

#include "app/tables/example_check.hpp"
#include "base/json.hpp"

namespace raccordo::app {
namespace {

class ImpactWriter {
 public:
  ImpactWriter(base::JsonBuffer& buffer, Counts counts, std::uint64_t k)
      : writer_(buffer), counts_(counts), k_(k) {}

  void write(const Impact& impact) {
    writer_.StartObject();
    base::put(writer_, "source", impact.source);
    base::put(writer_, "table", impact.table);
    number("version", impact.version);
    number("against", impact.against);
    count("frees", impact.frees);
    count("helps", impact.helps);
    count("changes", impact.changes);
    count("breaks", impact.breaks);
    count("unchanged", impact.unchanged);
    base::key(writer_, "exact");
    writer_.Bool(counts_ == Counts::exact);
    base::key(writer_, "examples");
    writer_.StartArray();
    for (const auto& example : in_shown_order(impact.examples)) write(example);
    writer_.EndArray();
    if (!impact.release.empty()) write_release(impact);
    write_breaks_examples(writer_, impact.broken_examples);
    writer_.EndObject();
  }

 private:
  void number(std::string_view name, std::int32_t value) {
    base::key(writer_, name);
    writer_.Int(value);
  }
  void count(std::string_view name, std::uint64_t value) {
    base::key(writer_, name);
    writer_.Uint64(shown_count(value, counts_, k_));
  }
  /// The order by exact numbers would tell more than the rounded ones.
  std::vector<CodeImpact> in_shown_order(std::vector<CodeImpact> examples) const {
    if (counts_ == Counts::exact) return examples;
    std::sort(examples.begin(), examples.end(), [&](const CodeImpact& left, const CodeImpact& right) {
      const auto key = [&](const CodeImpact& each) {
        return std::tie(each.code, each.kind, each.from, each.to);
      };
      const auto left_count = shown_count(left.records, counts_, k_);
      const auto right_count = shown_count(right.records, counts_, k_);
      return left_count != right_count ? left_count > right_count : key(left) < key(right);
    });
    return examples;
  }
  void write(const CodeImpact& example) {
    writer_.StartObject();
    base::put(writer_, "kind", to_string(example.kind));
    base::put(writer_, "code", example.code);
    base::put_if(writer_, "label", example.label);
    target("from", example.from);
    target("to", example.to);
    count("records", example.records);
    writer_.EndObject();
  }
  void target(std::string_view name, const std::string& code) {
    base::key(writer_, name);
    if (code.empty()) {
      writer_.Null();
    } else {
      base::text(writer_, code);
    }
  }
  void write_release(const Impact& impact) {
    base::key(writer_, "last_release");
    writer_.StartObject();
    base::put(writer_, "id", impact.release);
    base::key(writer_, "tables");
    writer_.StartArray();
    for (const auto& id : impact.release_tables) base::text(writer_, id);
    writer_.EndArray();
    writer_.EndObject();
  }

  base::JsonWriter writer_;
  Counts counts_;
  std::uint64_t k_;
};

}  // namespace

std::uint64_t shown_count(std::uint64_t records, Counts counts, std::uint64_t k) {
  if (counts == Counts::exact || k == 0) return records;
  return (records + k - 1) / k * k;
}

std::string impact_json(const Impact& impact, Counts counts, std::uint64_t k) {
  base::JsonBuffer buffer;
  ImpactWriter(buffer, counts, k).write(impact);
  return std::string(base::view(buffer));
}

}  // namespace raccordo::app
