#include "app/tables/impact.hpp"

#include "app/tables/example_check.hpp"
#include "base/json.hpp"

namespace raccordo::app {
namespace {

class ImpactWriter {
 public:
  ImpactWriter(base::JsonBuffer& buffer, Counts counts, std::uint64_t least)
      : writer_(buffer), counts_(counts), least_(least) {}

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
    for (const auto& example : impact.examples) write(example);
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
    const bool small = value > 0 && value < least_;
    base::key(writer_, name);
    writer_.Uint64(counts_ == Counts::at_least && small ? least_ : value);
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
  std::uint64_t least_;
};

}  // namespace

std::string impact_json(const Impact& impact, Counts counts, std::uint64_t least) {
  base::JsonBuffer buffer;
  ImpactWriter(buffer, counts, least).write(impact);
  return std::string(base::view(buffer));
}

}  // namespace raccordo::app
