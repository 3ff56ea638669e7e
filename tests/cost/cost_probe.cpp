// Decodes one hostile document or maps one hostile record; check_cost.py counts the instructions. usage:
// cost_probe list | cost_probe FORMAT SHAPE SIZE | cost_probe record interventions SIZE
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "base/digest.hpp"
#include "codecs/profile_file.hpp"
#include "cost/hostile_record.hpp"
#include "cost/hostile_shapes.hpp"

namespace {

/// Outside of the counted part, which is decoding only.
struct Prepared {
  std::string document;
  raccordo::codecs::Profile profile;
};

__attribute__((noinline)) void decode_counted(const Prepared& prepared,
                                              raccordo::model::DocumentFormat format) {
  static const raccordo::model::Scheme scheme;
  static const raccordo::base::Hmac key("01234567890123456789012345678901");
  const raccordo::codecs::DecodeContext context{
      &scheme, &key, &raccordo::base::system_clock(), {std::size_t{64} << 20U, 256, 256}};
  raccordo::codecs::MemorySource source(prepared.document);
  const auto decoder = raccordo::codecs::make_decoder(prepared.profile, context, format, source);
  std::size_t records = 0, issues = 0;
  while (const auto record = decoder->next()) {
    ++records;
    issues += record->issues.size();
  }
  const auto end = decoder->end();
  std::printf("bytes=%zu records=%zu issues=%zu %s\n", prepared.document.size(), records, issues,
              end.broken ? end.broken->message.c_str() : "whole");
}

__attribute__((noinline)) void map_counted(const raccordo::mapping::Mapper& mapper,
                                           const raccordo::model::FieldRecord& record) {
  const auto mapped = mapper.map(record, "src");
  std::printf("bytes=%zu issues=%zu waiting=%zu\n", raccordo::cost::bytes_of(record), mapped.issues.size(),
              mapped.waiting.size());
}

bool is(const char* argument, const char* word) { return std::strcmp(argument, word) == 0; }

int list_shapes() {
  for (const auto& shape : raccordo::cost::hostile_shapes())
    std::printf("%s %.*s\n", to_string(shape.format).data(), static_cast<int>(shape.name.size()),
                shape.name.data());
  std::puts("record interventions");
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  if (count == 2 && is(arguments[1], "list")) return list_shapes();
  if (count != 4) return 2;
  const auto size = std::strtoul(arguments[3], nullptr, 10);
  if (is(arguments[1], "record") && is(arguments[2], "interventions")) {
    map_counted(raccordo::cost::small_mapper(), raccordo::cost::hostile_record(size));
    return 0;
  }
  for (const auto& shape : raccordo::cost::hostile_shapes()) {
    if (shape.name != arguments[2] || to_string(shape.format) != arguments[1]) continue;
    auto profile = raccordo::codecs::parse_profile(raccordo::cost::profile_of(shape.format), "cost.yaml");
    if (!profile) {
      std::fprintf(stderr, "the profile is wrong: %s\n", profile.error().front().message.c_str());
      return 1;
    }
    const Prepared prepared{shape.make(size), std::move(*profile)};
    decode_counted(prepared, shape.format);
    return 0;
  }
  return 2;
}
