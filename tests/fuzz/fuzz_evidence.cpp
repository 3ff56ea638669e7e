// Data stored with a release: evidence (first byte even) and the release's own content. Any bytes are read or
// refused with a reason; valid ones round-trip.
#include <cstdlib>

#include "aggregate/evidence/evidence.hpp"
#include "aggregate/release/release_reader.hpp"
#include "aggregate/release/release_writer.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace raccordo::aggregate;
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (data[0] % 2 == 0) {
    const auto evidence = read_evidence(bytes);
    if (!evidence) return evidence.error().message.empty() ? std::abort(), 0 : 0;
    const auto written = write_evidence(*evidence);
    const auto again = read_evidence(written);
    if (!again || write_evidence(*again) != written) std::abort();
    return 0;
  }
  if (const auto release = read_release(bytes); !release && release.error().message.empty()) std::abort();
  const auto parts = read_content(bytes);
  if (!parts) return parts.error().message.empty() ? std::abort(), 0 : 0;
  const auto written = write_content(*parts);
  const auto again = read_content(written);
  if (!again || write_content(*again) != written) std::abort();
  for (const auto& table : parts->tables) summarise(table);
  return 0;
}
